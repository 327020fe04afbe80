#include "kinds.hpp"

namespace aibelt::entity {
namespace {

/// The preferred source up to what it can deliver in the week in which the order is due, then the next.
struct InTurn : WithoutFields<InTurn> {
  std::vector<double> split(const SourcingView& view) const override {
    return fill_in(by_preference(view.sources), view);
  }
};

}  // namespace

scenario::Kind<Sourcing> in_turn() {
  return scenario::kind<Sourcing, InTurn>(
      "in_turn", "the preferred up to what it can deliver a week, what is beyond to the next: overflow");
}

}  // namespace aibelt::entity
