#pragma once

#include <memory>
#include <string>

#include "aibelt/policy/scheduling.hpp"
#include "aibelt/scenario/document.hpp"
#include "tests/support/catch.hpp"

namespace aibelt::test {

/// The scheduling policy `name` with the fields of the JSON object `fields`.
inline std::shared_ptr<const policy::SchedulingPolicy> policy_of(const std::string& name, const std::string& fields) {
  const scenario::Document none;
  base::Issues issues;
  scenario::Reader reader(none, issues);
  const auto* kind = scenario::find_kind(reader, policy::SchedulingPolicy::kinds(), name, "policy");
  REQUIRE(kind != nullptr);
  auto policy = kind->read(reader, scenario::Json::parse(fields), "policy");
  REQUIRE(issues.empty());
  return policy;
}

}  // namespace aibelt::test
