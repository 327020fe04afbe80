#include "kinds.hpp"

namespace aibelt::entity {
namespace {

/// Everything from the preferred source.
struct Single : WithoutFields<Single> {
  std::vector<double> split(const SourcingView& view) const override {
    std::vector<double> parts(view.sources.size(), 0.0);
    parts[by_preference(view.sources).front()] = static_cast<double>(view.quantity);
    return parts;
  }
};

}  // namespace

scenario::Kind<Sourcing> single() {
  return scenario::kind<Sourcing, Single>("single", "everything from the preferred source");
}

}  // namespace aibelt::entity
