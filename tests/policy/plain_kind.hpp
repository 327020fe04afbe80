#pragma once

#include <memory>
#include <stdexcept>
#include <string_view>

#include "aibelt/scenario/document.hpp"
#include "aibelt/scenario/reader.hpp"

namespace aibelt::test {

/// A policy of this kind with all its parameters at their defaults.
template <class Policy>
std::shared_ptr<const Policy> plain(const scenario::Kind<Policy>& kind) {
  base::Issues issues;
  const scenario::Document document{"policy.json", scenario::Json::object(), {}, {}};
  scenario::Reader reader(document, issues);
  auto policy = kind.read(reader, document.root, "");
  if (!issues.empty()) {
    throw std::runtime_error(base::to_text(issues.front()));
  }
  return policy;
}

template <class Policy>
std::shared_ptr<const Policy> plain(std::string_view name) {
  for (const auto& kind : Policy::kinds()) {
    if (kind.info.name == name) {
      return plain(kind);
    }
  }
  throw std::runtime_error("no kind " + std::string(name));
}

}  // namespace aibelt::test
