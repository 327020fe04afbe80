#include <algorithm>
#include <cmath>

#include "kinds.hpp"

namespace aibelt::entity {
namespace {

/// The preferred source up to what it can deliver in the month in which the order is due, then the next; what none has room for in
/// proportion.
struct InTurn : WithoutFields<InTurn> {
  std::vector<double> split(const SourcingView& view) const override {
    std::vector<double> parts(view.sources.size(), 0.0);
    std::int64_t left = view.quantity;
    for (const std::size_t i : by_preference(view.sources)) {
      const SourceView& source = view.sources[i];
      const auto whole =
          static_cast<std::int64_t>(std::min(std::floor(source.rate * view.month_seconds + kRounding), kMost));
      const std::int64_t part = std::clamp<std::int64_t>(whole - source.booked, 0, left);
      parts[i] = static_cast<double>(part);
      left -= part;
    }
    const auto overflow = in_proportion(static_cast<double>(left), view.sources);
    for (std::size_t i = 0; left > 0 && i < parts.size(); ++i) {
      parts[i] += overflow[i];
    }
    return parts;
  }

  static constexpr double kRounding = 1e-6;  // of a unit: 99.9999999 are a hundred
  static constexpr double kMost = 9e15;      // a count that a double holds exactly
};

}  // namespace

scenario::Kind<Sourcing> in_turn() {
  return scenario::kind<Sourcing, InTurn>(
      "in_turn", "the preferred up to what it can deliver a month, what is beyond to the next: overflow");
}

}  // namespace aibelt::entity
