#include "traffic.hpp"

#include <algorithm>
#include <map>

namespace aibelt::report {
namespace {

using Shipped = std::vector<Values>;  ///< of each source, by month

double total(const Values& values) {
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  return sum;
}

/// Shares of the sources in what arrives in `month`: by what they ship in it, else over the whole run, else alike.
Values shares(const Shipped& shipped, std::size_t month) {
  Values shares;
  for (const Values& one : shipped) {
    shares.push_back(one[month]);
  }
  if (is_all_zero(shares)) {
    std::transform(shipped.begin(), shipped.end(), shares.begin(), total);
  }
  const double sum = total(shares);
  for (double& share : shares) {
    share = sum > 0 ? share / sum : 1.0 / static_cast<double>(shares.size());
  }
  return shares;
}

Values of_place(const RunView& run, const network::Place& place, const std::string& item, std::string_view measure) {
  const std::string product = product_of(item);
  const std::string goods = goods_of(item);
  return run.sum({.measure = measure, .unit = goods, .item = product, .place = place.name});
}

}  // namespace

std::vector<Traffic> traffic_of(const RunView& run) {
  const network::SupplyGraph& graph = *run.run().graph;
  const std::size_t n_months = run.run().n_months;
  std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>> ways_to;  // by buyer and item
  for (std::size_t way = 0; way < graph.ways.size(); ++way) {
    for (const std::string& item : graph.ways[way].items) {
      ways_to[{graph.ways[way].to, item}].push_back(way);
    }
  }
  std::vector<Traffic> traffic;
  for (const auto& [buyer, ways] : ways_to) {
    const auto& [to, item] = buyer;
    const Values received = of_place(run, graph.places[to], item, "received");
    Shipped shipped;
    for (const std::size_t way : ways) {
      shipped.push_back(of_place(run, graph.places[graph.ways[way].from], item, "shipped"));
      traffic.push_back({way, item, Values(n_months, 0)});
    }
    for (std::size_t month = 0; month < n_months; ++month) {
      const Values share = ways.size() > 1 ? shares(shipped, month) : Values{1};
      for (std::size_t i = 0; i < ways.size(); ++i) {
        traffic[traffic.size() - ways.size() + i].amounts[month] = received[month] * share[i];
      }
    }
  }
  std::stable_sort(traffic.begin(), traffic.end(), [](const Traffic& a, const Traffic& b) { return a.way < b.way; });
  return traffic;
}

}  // namespace aibelt::report
