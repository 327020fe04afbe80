#include "aibelt/network/split.hpp"

#include <cmath>

#include "aibelt/network/flows.hpp"

namespace aibelt::network {
namespace {

constexpr double kMicro = 1e6;
constexpr double kSecondsPerDay = 86400;

std::int64_t whole(double amount) {
  return amount < static_cast<double>(kUnlimited) ? static_cast<std::int64_t>(std::floor(amount)) : kUnlimited;
}

}  // namespace

std::vector<Part> cheapest_split(const SupplyGraph& graph, const std::string& item, std::size_t month,
                                 const std::map<std::string, double>& available,
                                 const std::map<std::string, double>& wanted, Best best) {
  const std::size_t n_places = graph.places.size();
  const std::size_t source = 2 * n_places;
  const std::size_t sink = source + 1;
  std::vector<Arc> arcs;
  std::vector<Part> parts;
  for (const GoodsWay& way : graph.ways) {
    if (way.carries(item)) {
      arcs.push_back({way.from, n_places + way.to, whole(way.capacity.at(month)),
                      std::llround(best == Best::cheapest ? way.cost * kMicro : way.days * kSecondsPerDay)});
      parts.push_back({&way, 0});
    }
  }
  for (std::size_t i = 0; i < n_places; ++i) {
    if (const auto found = available.find(graph.places[i].name); found != available.end()) {
      arcs.push_back({source, i, whole(found->second), 0});
    }
    if (const auto found = wanted.find(graph.places[i].name); found != wanted.end()) {
      arcs.push_back({n_places + i, sink, whole(found->second), 0});
    }
  }
  const auto flows = cheapest_flow(sink + 1, arcs, source, sink);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i].units = flows[i];
  }
  return parts;
}

}  // namespace aibelt::network
