#pragma once

#include <string>
#include <vector>

#include "tests/engine/running.hpp"
#include "tests/exact/chain_scenario.hpp"
#include "tests/support/catch.hpp"

namespace aibelt::exact {

using Values = std::vector<double>;

inline const std::string kOneWafer = R"("1 wafers/day")";
inline const std::string kFourRacks = R"("4 racks/day")";

inline std::string with(std::string text, const std::string& old, const std::string& other) {
  const std::size_t place = text.find(old);
  REQUIRE(place != std::string::npos);
  return text.replace(place, old.size(), other);
}

/// The chain with a section `disruptions` of these entries.
inline std::string disrupted(const std::string& entries, const std::string& capacity = kOneWafer,
                             const std::string& wanted = kFourRacks) {
  return with(chain(capacity, wanted), R"("lanes": {)", R"("disruptions": { )" + entries + R"( }, "lanes": {)");
}

inline Values spring(const test::Run& run, const char* place, const char* measure, const char* unit) {
  return run.months("2026-01", 5, {.measure = measure, .unit = unit, .place = place});
}

inline double total(const test::Run& run, const char* place, const char* measure, const char* unit) {
  return run.total({.measure = measure, .unit = unit, .place = place});
}

/// Curves of the months before `month`, and events before it, as lines.
inline std::string rows_before(const test::Run& run, const char* month) {
  const base::SimTime end = base::parse_date(month).value();
  record::MemorySink kept;
  kept.declare(run.sink().series());
  for (const record::CurveRow& row : run.sink().curves()) {
    if (base::start_of(row.month) < end) {
      kept.write(row);
    }
  }
  for (const record::EventRow& row : run.sink().events()) {
    if (row.time < end) {
      kept.write(row);
    }
  }
  return test::Run(std::move(kept)).text();
}

}  // namespace aibelt::exact
