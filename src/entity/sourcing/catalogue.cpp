#include <algorithm>
#include <numeric>

#include "kinds.hpp"

namespace aibelt::entity {

const scenario::Kinds<Sourcing>& Sourcing::kinds() {
  static const scenario::Kinds<Sourcing> all = {
      by_capacity(),
      in_turn(),
      single(),
  };
  return all;
}

std::vector<double> in_proportion(double quantity, const std::vector<SourceView>& sources) {
  const double sum = std::accumulate(sources.begin(), sources.end(), 0.0,
                                     [](double so_far, const SourceView& source) { return so_far + source.rate; });
  const double even = 1.0 / static_cast<double>(sources.size());
  std::vector<double> parts;
  for (const SourceView& source : sources) {
    parts.push_back(quantity * (sum > 0 ? source.rate / sum : even));
  }
  return parts;
}

std::vector<std::size_t> by_preference(const std::vector<SourceView>& sources) {
  std::vector<std::size_t> order(sources.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return sources[a].preference < sources[b].preference; });
  return order;
}

}  // namespace aibelt::entity
