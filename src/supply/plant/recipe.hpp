#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/entity/item.hpp"
#include "daily.hpp"
#include "yield.hpp"

namespace aibelt::supply {

/// Capacity in whole millionths of a unit of load, so that what is left of a day carries over exactly.
using Load = std::int64_t;
inline constexpr Load kLoadPerUnit = 1'000'000;

/// What one unit of work takes in.
struct Input {
  entity::ItemId item;
  std::int64_t per_unit = 1;
};

/// What becomes of outcomes that fail a test; the recipe's yield says which share is reworked.
struct Failing {
  double passes_retest = 0;       ///< share of the failing that pass a second test at once; counted in the yield
  base::Duration rework_time{0};  ///< until reworked units come out again
  std::string downgrade_to;       ///< product of the same plant; empty: none
  double downgraded = 0;          ///< share of what fails for good that is sold as that product
};

/// How a plant makes one item. A unit of work (a wafer, a stack, a package, a rack) occupies `load` of the plant's capacity when
/// it is started, comes out `cycle_time` later, and gives up to `outcomes_per_unit` good ones, each with probability `yield`.
struct Recipe {
  std::string product;
  entity::ItemId output;
  std::string work_unit;  ///< plural name of the unit of work
  std::vector<Input> inputs;
  std::int64_t outcomes_per_unit = 1;
  Yield yield{[](base::SimTime) { return 1.0; }};
  Failing failing;
  base::Duration cycle_time{0};
  std::int64_t batch = 1;     ///< units start in multiples of this
  std::string capacity_type;  ///< key into the plan's `capacity_by_type`; empty: none
  Load load = kLoadPerUnit;
  Daily share{[](base::SimTime) { return 1.0; }};  ///< ceiling, of the plant's capacity
  double opening_units_per_day = 0;                ///< starts of the days before the run, now in process
  std::int64_t opening_stock = 0;
  bool is_filler = false;  ///< takes whatever capacity the others leave, and sells its output at once
};

}  // namespace aibelt::supply
