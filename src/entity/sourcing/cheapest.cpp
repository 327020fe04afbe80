#include <algorithm>

#include "kinds.hpp"

namespace aibelt::entity {
namespace {

/// The source whose goods cost least at the buyer's door up to what it can deliver in the week, then the next; of equal ones the
/// preferred.
struct Cheapest : WithoutFields<Cheapest> {
  std::vector<double> split(const SourcingView& view) const override {
    std::vector<std::size_t> order = by_preference(view.sources);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return view.sources[a].cost < view.sources[b].cost; });
    return fill_in(order, view);
  }
};

}  // namespace

scenario::Kind<Sourcing> cheapest() {
  return scenario::kind<Sourcing, Cheapest>(
      "cheapest", "the one with the least price and freight up to what it can deliver a week, then the next");
}

}  // namespace aibelt::entity
