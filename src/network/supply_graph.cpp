#include "aibelt/network/supply_graph.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/topological_sort.hpp>

namespace aibelt::network {

ByMonth::ByMonth(std::vector<double> values) : values_(std::move(values)) {
  if (!values_.empty() && std::all_of(values_.begin(), values_.end(), [&](double v) { return v == values_[0]; })) {
    values_.erase(values_.begin() + 1, values_.end());
  }
}

double ByMonth::at(std::size_t month) const {
  return values_.empty() ? std::numeric_limits<double>::infinity() : values_[std::min(month, values_.size() - 1)];
}

std::string product_of(std::string_view item) { return std::string(item.substr(0, item.rfind(' '))); }
std::string goods_of(std::string_view item) { return std::string(item.substr(item.rfind(' ') + 1)); }

const Making* Place::making(std::string_view item) const {
  const auto found = std::find_if(makes.begin(), makes.end(), [&](const Making& made) { return made.item == item; });
  return found == makes.end() ? nullptr : &*found;
}

bool GoodsWay::carries(std::string_view item) const {
  return std::find(items.begin(), items.end(), item) != items.end();
}

bool GoodsWay::carries(std::string_view item, std::size_t month) const {
  const auto opening = opens.find(item);
  return carries(item) && (opening == opens.end() || opening->second <= month);
}

std::optional<std::size_t> SupplyGraph::find(std::string_view place) const {
  const auto found =
      std::find_if(places.begin(), places.end(), [&](const Place& known) { return known.name == place; });
  return found == places.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - places.begin()));
}

std::vector<std::size_t> SupplyGraph::depths() const {
  boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS> graph(places.size());
  for (const GoodsWay& way : ways) {
    boost::add_edge(way.from, way.to, graph);
  }
  std::vector<std::size_t> last_first;
  boost::topological_sort(graph, std::back_inserter(last_first));
  std::vector<std::size_t> depths(places.size(), 0);
  for (auto place = last_first.rbegin(); place != last_first.rend(); ++place) {
    for (const auto& edge : boost::make_iterator_range(boost::out_edges(*place, graph))) {
      const auto to = boost::target(edge, graph);
      depths[to] = std::max(depths[to], depths[*place] + 1);
    }
  }
  return depths;
}

}  // namespace aibelt::network
