#pragma once

#include <string>
#include <vector>

#include "aibelt/scenario/codec.hpp"
#include "aibelt/scenario/document.hpp"
#include "tests/scenario/issues_text.hpp"

namespace aibelt::test {

/// What reading `node` as a T gives, and every problem there was.
template <class T>
struct Reading {
  T value{};
  std::vector<std::string> problems;

  explicit Reading(const scenario::Json& node, scenario::FieldInfo info = {}, const scenario::Json& root = {}) {
    scenario::Document document{.file = "s.json", .root = root};
    document.facts["phase1"] = {.id = "phase1", .value = 41, .unit = "MW", .as_of = "2027-11", .mark = "S"};
    document.facts["phase2"] = {.id = "phase2", .value = 103, .unit = "MW", .as_of = "2029-02", .mark = "S"};
    base::Issues issues;
    scenario::Reader reader(document, issues);
    scenario::Codec<T>::describe(info);
    scenario::Codec<T>::read(reader, node, "x", info, value);
    problems = texts_of(issues);
  }
};

}  // namespace aibelt::test
