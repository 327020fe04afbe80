#include "kinds.hpp"

namespace aibelt::entity {
namespace {

/// In proportion to what each can deliver when the order is due.
struct ByCapacity : WithoutFields<ByCapacity> {
  std::vector<double> split(const SourcingView& view) const override {
    return in_proportion(static_cast<double>(view.quantity), view.sources);
  }
};

}  // namespace

scenario::Kind<Sourcing> by_capacity() {
  return scenario::kind<Sourcing, ByCapacity>("by_capacity", "each in proportion to what it can deliver by then");
}

std::shared_ptr<const Sourcing> default_sourcing() {
  static const auto kind = std::make_shared<const ByCapacity>();
  return kind;
}

}  // namespace aibelt::entity
