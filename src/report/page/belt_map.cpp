#include <algorithm>
#include <map>
#include <set>

#include "figures_of_run.hpp"
#include "traffic.hpp"

namespace aibelt::report {
namespace {

void add(Values& sum, const Values& values) {
  std::transform(sum.begin(), sum.end(), values.begin(), sum.begin(), std::plus<>());
}

/// What a place hands on, or takes in at the end of the chain, summed over products; the unit is that of the first item.
void fill_throughput(const RunView& run, const network::Place& place, BeltMap::Node& node) {
  std::set<std::string> items(place.takes.begin(), place.takes.end());
  if (!place.makes.empty()) {
    items.clear();
    for (const network::Making& making : place.makes) {
      items.insert(making.item);
    }
  }
  node.values.assign(run.run().n_months, 0);
  for (const std::string& item : items) {
    const std::string product = product_of(item);
    const std::string goods = goods_of(item);
    node.unit = node.unit.empty() ? goods : node.unit;
    add(node.values, run.sum({.measure = place.makes.empty() ? "received" : "shipped",
                              .unit = node.unit,
                              .item = product,
                              .place = place.name}));
  }
}

Values used_share(const RunView& run, const std::string& place) {
  const metrics::Wanted capacity{.measure = "capacity", .place = place};
  const metrics::Wanted used{.measure = "used_capacity", .place = place};
  if (!run.has(capacity) || !run.has(used)) {
    return {};
  }
  const Values of = run.sum(capacity);
  Values share = run.sum(used);
  for (std::size_t i = 0; i < share.size(); ++i) {
    share[i] = of[i] > 0 ? share[i] / of[i] : 0;
  }
  return share;
}

std::vector<bool> binding_months(const RunView& run, const std::string& stage) {
  std::vector<bool> months(run.run().n_months, false);
  for (const metrics::Binding& binding : run.bindings().racks) {
    if (const std::size_t i = position(run.months(), binding.month); i < months.size()) {
      months[i] = binding.stage == stage;
    }
  }
  return months;
}

void add_places(const RunView& run, BeltMap& map) {
  const network::SupplyGraph& graph = *run.run().graph;
  const auto depths = graph.depths();
  std::map<std::size_t, std::size_t> rows;  // used in each column
  for (std::size_t i = 0; i < graph.places.size(); ++i) {
    const network::Place& place = graph.places[i];
    BeltMap::Node node{raw(place.name), place.stage, depths[i], rows[depths[i]]++};
    fill_throughput(run, place, node);
    node.used = used_share(run, place.name);
    node.binds = binding_months(run, place.stage);
    map.nodes.push_back(std::move(node));
  }
}

void add_lanes(const RunView& run, BeltMap& map) {
  const network::SupplyGraph& graph = *run.run().graph;
  std::map<std::pair<std::size_t, std::string>, Values> by_lane;  // and unit
  for (const Traffic& traffic : traffic_of(run)) {
    Values& sum = by_lane[{traffic.way, goods_of(traffic.item)}];
    sum.resize(traffic.amounts.size(), 0);
    add(sum, traffic.amounts);
  }
  for (auto& [key, values] : by_lane) {
    const network::GoodsWay& way = graph.ways[key.first];
    map.links.push_back({raw(way.name), way.from, way.to, false, key.second, way.days, std::move(values)});
  }
}

/// The node of a place; a new one below all others where the graph has none.
std::size_t node_of(const std::string& place, const Months& x, BeltMap& map) {
  std::size_t column = 0;
  std::size_t row = 0;
  for (std::size_t i = 0; i < map.nodes.size(); ++i) {
    if (map.nodes[i].name.en == place) {
      return i;
    }
    column = std::max(column, map.nodes[i].column);
  }
  for (const BeltMap::Node& node : map.nodes) {
    row = node.column == column ? std::max(row, node.row + 1) : row;
  }
  map.nodes.push_back({raw(place), "site", column, row, "", Values(x.n, 0)});
  return map.nodes.size() - 1;
}

/// Data carried between two ends of the fibre.
void add_fibre(const RunView& run, BeltMap& map) {
  for (const metrics::Curve* carried : run.curves().find({.stage = "fibre", .measure = "carried"})) {
    if (carried->series.item.empty()) {
      continue;
    }
    const std::size_t from = node_of(carried->series.place, map.x, map);
    const std::size_t to = node_of(carried->series.item, map.x, map);
    map.links.push_back({say("fibre {} – {}", {raw(carried->series.place), raw(carried->series.item)}), from, to, true,
                         carried->series.unit, std::nullopt, run.values(*carried)});
  }
}

}  // namespace

std::optional<Figure> belt_map(const RunView& run) {
  BeltMap map{.x = run.months()};
  if (run.run().graph) {
    add_places(run, map);
    add_lanes(run, map);
  }
  add_fibre(run, map);
  if (map.nodes.empty()) {
    return std::nullopt;
  }
  return Figure{"belt-map", say("Map of the belt"),
                say("Places from raw goods on the left to users on the right, and what the lanes between them bring in "
                    "the chosen month; a place is marked where its stage holds racks up."),
                std::move(map)};
}

}  // namespace aibelt::report
