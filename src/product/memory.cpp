#include <algorithm>
#include <cmath>
#include <numbers>

#include "aibelt/base/portable_math.hpp"
#include "aibelt/product/products.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::product {
namespace {

/// Whole cells in the rows of one grid; `row` and `column` are 0 where a line runs through the centre, half a cell where a cell lies
/// around it.
std::int64_t dies_in_rows(double width, double height, double radius, double row, double column) {
  std::int64_t dies = 0;
  const auto rows = static_cast<std::int64_t>(std::ceil(radius / height)) + 1;
  for (std::int64_t i = -rows; i <= rows; ++i) {
    const double low = static_cast<double>(i) * height - row;
    const double farthest = std::max(std::abs(low), std::abs(low + height));
    if (farthest < radius) {
      const double half_chord = std::sqrt(radius * radius - farthest * farthest);
      dies += static_cast<std::int64_t>(std::floor((half_chord + column) / width)) +
              static_cast<std::int64_t>(std::floor((half_chord - column) / width));
    }
  }
  return dies;
}

}  // namespace

std::int64_t dies_on_grid(double width, double height, double radius) {
  std::int64_t most = 0;
  for (const double row : {0.0, height / 2}) {
    for (const double column : {0.0, width / 2}) {
      most = std::max(most, dies_in_rows(width, height, radius, row, column));
    }
  }
  return most;
}

Area Memory::area() const { return die_width && die_height ? *die_width * *die_height : die_area; }

base::Count<Die> Memory::gross_dies() const {
  const double height =
      die_height ? die_height->in_base_units() : std::sqrt(area().in_base_units() / die_aspect.in_base_units());
  const double width = die_width ? die_width->in_base_units() : height * die_aspect.in_base_units();
  const double cell_width = width + scribe.in_base_units();
  const double cell_height = height + scribe.in_base_units();
  const double radius = wafer_diameter.in_base_units() / 2 - edge_exclusion.in_base_units();
  if (die_count == "grid") {
    return base::Count<Die>(dies_on_grid(cell_width, cell_height, radius));
  }
  const double area = cell_width * cell_height;
  const double whole = std::numbers::pi * radius * radius / area;
  const double cut = 2 * std::numbers::pi * radius / std::sqrt(2 * area);
  return base::Count<Die>(std::max<std::int64_t>(0, static_cast<std::int64_t>(whole - cut)));
}

double Memory::die_yield(base::SimTime date, double wafers) const {
  return sort_yield->after(wafers, area(), date) * tsv_yield.at(date).in_base_units();
}

double Memory::bond_yield_after(double stacks, base::SimTime date) const {
  const double first = bond_yield.at(date).in_base_units();
  if (!learned_bond_yield) {
    return first;
  }
  const double last = learned_bond_yield->in_base_units();
  return last - (last - first) * base::exp(-stacks / bond_learning.in_base_units());
}

double Memory::stack_yield(base::SimTime date, double stacks) const {
  const double per_bond = bond_yield_after(stacks, date);
  double yield = stack_test_yield.at(date).in_base_units();
  for (std::int64_t bond = 1; bond < layers; ++bond) {
    yield *= per_bond;
  }
  return yield + (1 - yield) * retest.in_base_units();
}

double wafers_per_bit(const Memory& memory, base::SimTime date, double wafers, double stacks) {
  constexpr double kBitsPerByte = 8;
  const double dies = static_cast<double>(memory.gross_dies().number()) * memory.die_yield(date, wafers);
  return 1 / (dies * memory.die_data.in_base_units() * kBitsPerByte * memory.stack_yield(date, stacks));
}

void Memory::check(scenario::Reader& reader, const std::string& path) const {
  const bool has_area = die_area.in_base_units() > 0;
  if (die_width.has_value() != die_height.has_value() || has_area == die_width.has_value()) {
    reader.report(path, "give the die either \"die_area\", or both \"die_width\" and \"die_height\"");
  }
  if (die_width && die_aspect.in_base_units() != 1) {
    reader.report(scenario::child_path(path, "die_aspect"), "goes with \"die_area\"; width and height say it already");
  }
  if (downgrade_to.empty() != (downgraded.in_base_units() == 0)) {
    reader.report(path,
                  "\"downgrade_to\" and \"downgraded\" go together: which product, and which share of the failing");
  }
  if (learned_bond_yield.has_value() != (bond_learning.in_base_units() > 0)) {
    reader.report(path,
                  "\"learned_bond_yield\" and \"bond_learning\" go together: what is learned, over how many stacks");
  }
}

}  // namespace aibelt::product
