#include <string_view>

#include <nlohmann/json.hpp>

#include "aibelt/network/supply_graph.hpp"

namespace aibelt::network {
namespace {

using Ordered = nlohmann::ordered_json;

Ordered json_of(const Need& need) { return {{"item", need.item}, {"per_good", need.per_good.values()}}; }

Ordered json_of(const Making& making) {
  Ordered needs = Ordered::array();
  for (const Need& need : making.needs) {
    needs.push_back(json_of(need));
  }
  return {{"item", making.item},
          {"days", making.days},
          {"most_per_month", making.most.values()},
          {"capacity_per_good", making.capacity_per_good.values()},
          {"capacity_per_start", making.capacity_per_start},
          {"needs", std::move(needs)}};
}

Ordered json_of(const Place& place) {
  Ordered makes = Ordered::array();
  for (const Making& making : place.makes) {
    makes.push_back(json_of(making));
  }
  return {{"name", place.name}, {"stage", place.stage}, {"makes", std::move(makes)}, {"takes", place.takes}};
}

Ordered json_of(const GoodsWay& way, const SupplyGraph& graph) {
  return {{"name", way.name},
          {"from", graph.places[way.from].name},
          {"to", graph.places[way.to].name},
          {"mode", way.mode},
          {"days", way.days},
          {"usd", way.cost},
          {"capacity_per_month", way.capacity.values()},
          {"items", way.items},
          {"first_months", way.opens}};
}

ByMonth by_month(const Ordered& json) { return ByMonth(json.get<std::vector<double>>()); }

Making making_from(const Ordered& json) {
  Making making{json.at("item"),
                json.at("days"),
                by_month(json.at("most_per_month")),
                by_month(json.at("capacity_per_good")),
                json.at("capacity_per_start"),
                {}};
  for (const Ordered& need : json.at("needs")) {
    making.needs.push_back({need.at("item"), by_month(need.at("per_good"))});
  }
  return making;
}

Place place_from(const Ordered& json) {
  Place place{json.at("name"), json.at("stage"), {}, json.at("takes").get<std::vector<std::string>>()};
  for (const Ordered& making : json.at("makes")) {
    place.makes.push_back(making_from(making));
  }
  return place;
}

/// Nullopt where an end of the lane is no place.
std::optional<GoodsWay> way_from(const Ordered& json, const SupplyGraph& graph) {
  const auto from = graph.find(json.at("from").get<std::string>());
  const auto to = graph.find(json.at("to").get<std::string>());
  if (!from || !to) {
    return std::nullopt;
  }
  return GoodsWay{json.at("name"),
                  *from,
                  *to,
                  json.at("mode"),
                  json.at("days"),
                  json.at("usd"),
                  by_month(json.at("capacity_per_month")),
                  json.at("items").get<std::vector<std::string>>(),
                  json.at("first_months").get<decltype(GoodsWay::opens)>()};
}

}  // namespace

std::string to_json(const SupplyGraph& graph) {
  Ordered places = Ordered::array();
  for (const Place& place : graph.places) {
    places.push_back(json_of(place));
  }
  Ordered ways = Ordered::array();
  for (const GoodsWay& way : graph.ways) {
    ways.push_back(json_of(way, graph));
  }
  const Ordered json = {{"from", base::to_text(graph.from)},
                        {"months", graph.n_months},
                        {"places", std::move(places)},
                        {"lanes", std::move(ways)}};
  return json.dump(1) + "\n";
}

std::optional<SupplyGraph> supply_graph_from(std::string_view json, const std::string& file, base::Issues& issues) {
  try {
    const Ordered root = Ordered::parse(json);
    const auto from = base::parse_date(root.at("from").get<std::string>());
    SupplyGraph graph{.from = from ? base::month_of(*from) : base::Month{}, .n_months = root.at("months")};
    for (const Ordered& place : root.at("places")) {
      graph.places.push_back(place_from(place));
    }
    for (const Ordered& lane : root.at("lanes")) {
      const auto way = way_from(lane, graph);
      if (!from || !way) {
        issues.push_back({file, "", "has a month or a lane that leads nowhere; run the scenario again"});
        return std::nullopt;
      }
      graph.ways.push_back(*way);
    }
    return graph;
  } catch (const Ordered::exception& error) {
    issues.push_back({file, "", std::string("is not what a run writes, so run the scenario again: ") + error.what()});
    return std::nullopt;
  }
}

}  // namespace aibelt::network
