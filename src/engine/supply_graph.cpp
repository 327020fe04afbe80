#include "aibelt/engine/supply_graph.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "aibelt/network/lanes.hpp"
#include "aibelt/supply/makings.hpp"
#include "outline.hpp"

namespace aibelt::engine {
namespace {

constexpr double kMonthSeconds = 365.25 / 12 * 86400;
constexpr double kDaySeconds = 86400;

double days_of(base::Duration span) { return std::chrono::duration<double>(span).count() / kDaySeconds; }

std::string text_of(const entity::Item& item) { return fmt::format("{} {}", item.product, entity::unit_of(item.good)); }

/// Each once.
std::vector<std::string> texts_of(const std::vector<entity::Item>& items) {
  std::vector<std::string> texts;
  for (const entity::Item& item : items) {
    if (const std::string text = text_of(item); std::find(texts.begin(), texts.end(), text) == texts.end()) {
      texts.push_back(text);
    }
  }
  return texts;
}

/// Fills in what each place can make and each lane can carry in the middle of each month.
class Months {
 public:
  Months(const scenario::Scenario& scenario, network::SupplyGraph& graph) : scenario_(scenario), graph_(graph) {
    graph_.from = base::month_of(scenario.from);
    for (base::Month month = graph_.from; base::start_of(month) < scenario.to; month = base::next(month)) {
      dates_.push_back(base::start_of(month) + base::days_in(month) * base::kDay / 2);
    }
    graph_.n_months = dates_.size();
  }

  void fill_in(const std::vector<Actor>& actors) {
    for (std::size_t i = 0; i < actors.size(); ++i) {
      fill_in(*actors[i].spec, graph_.places[i]);
    }
    for (network::GoodsWay& way : graph_.ways) {
      fill_in(scenario_.spec<network::Lane>("lanes", way.name), way);
    }
  }

 private:
  void fill_in(const entity::ActorSpec& spec, network::Place& place) const {
    std::vector<std::vector<supply::PlannedMaking>> by_month;
    by_month.reserve(dates_.size());
    for (const base::SimTime date : dates_) {
      by_month.push_back(supply::makings_of(spec, scenario_, date));
    }
    base::ensure(by_month.empty() || by_month[0].size() == place.makes.size(),
                 "a place makes other items than it says");
    for (std::size_t i = 0; !by_month.empty() && i < by_month[0].size(); ++i) {
      place.makes[i] = making(spec, i, by_month);
    }
  }

  network::Making making(const entity::ActorSpec& spec, std::size_t i,
                         const std::vector<std::vector<supply::PlannedMaking>>& by_month) const {
    const supply::PlannedMaking& first = by_month[0][i];
    network::Making making{.item = text_of(first.item),
                           .days = days_of(first.time),
                           .most = most(spec, first.item),
                           .capacity_per_start = first.capacity_per_start};
    const auto per_good = [&](double amount) {
      std::vector<double> values;
      values.reserve(by_month.size());
      for (const auto& makings : by_month) {
        values.push_back(makings[i].goods_per_start > 0 ? amount / makings[i].goods_per_start : 0);
      }
      return network::ByMonth(std::move(values));
    };
    making.capacity_per_good = per_good(first.capacity_per_start);
    for (const auto& [item, amount] : first.inputs) {
      making.needs.push_back({text_of(item), per_good(amount)});
    }
    return making;
  }

  /// Unlimited where nothing is stated in any month.
  network::ByMonth most(const entity::ActorSpec& spec, const entity::Item& item) const {
    std::vector<double> values;
    values.reserve(dates_.size());
    for (const base::SimTime date : dates_) {
      values.push_back(spec.nominal_rate(scenario_, item, date) * kMonthSeconds);
    }
    const bool is_stated = std::any_of(values.begin(), values.end(), [](double value) { return value > 0; });
    return is_stated ? network::ByMonth(std::move(values)) : network::ByMonth();
  }

  void fill_in(const network::Lane& lane, network::GoodsWay& way) const {
    std::vector<double> capacity;
    for (std::size_t i = 0; lane.capacity && i < dates_.size(); ++i) {
      capacity.push_back(lane.capacity->at(dates_[i]).in_base_units() * kMonthSeconds);
    }
    way.capacity = network::ByMonth(std::move(capacity));
    for (const std::string& item : way.items) {
      if (const auto date = lane.qualified.find(network::product_of(item)); date != lane.qualified.end()) {
        const int months = base::month_of(date->second).index - graph_.from.index;
        way.opens[item] = static_cast<std::size_t>(std::max(months, 0));
      }
    }
  }

  const scenario::Scenario& scenario_;
  network::SupplyGraph& graph_;
  std::vector<base::SimTime> dates_;
};

/// Places without lanes, such as clusters, have no part in the flow of goods.
void drop_lone_places(network::SupplyGraph& graph) {
  std::vector<bool> has_lane(graph.places.size(), false);
  for (const network::GoodsWay& way : graph.ways) {
    has_lane[way.from] = has_lane[way.to] = true;
  }
  std::vector<std::size_t> numbers(graph.places.size());
  std::vector<network::Place> kept;
  for (std::size_t i = 0; i < graph.places.size(); ++i) {
    numbers[i] = kept.size();
    if (has_lane[i]) {
      kept.push_back(std::move(graph.places[i]));
    }
  }
  graph.places = std::move(kept);
  for (network::GoodsWay& way : graph.ways) {
    way.from = numbers[way.from];
    way.to = numbers[way.to];
  }
}

}  // namespace

network::SupplyGraph places_of(const std::vector<Actor>& actors) {
  network::SupplyGraph graph;
  graph.places.reserve(actors.size());
  for (const Actor& actor : actors) {
    graph.places.push_back({.name = actor.name, .stage = actor.spec->stage(), .path = actor.path});
  }
  return graph;
}

void add_goods_and_lanes(const scenario::Scenario& scenario, const std::vector<Actor>& actors,
                         network::SupplyGraph& graph) {
  for (std::size_t i = 0; i < actors.size(); ++i) {
    for (std::string& item : texts_of(actors[i].spec->produces(scenario))) {
      graph.places[i].makes.push_back({.item = std::move(item)});
    }
    graph.places[i].takes = texts_of(actors[i].spec->consumes(scenario));
  }
  for (const auto& [name, entry] : scenario.section("lanes")) {
    network::add_way(graph, name, dynamic_cast<const network::Lane&>(*entry.spec));
  }
}

network::SupplyGraph outline(const scenario::Scenario& scenario, const std::vector<Actor>& actors) {
  network::SupplyGraph graph = places_of(actors);
  add_goods_and_lanes(scenario, actors, graph);
  return graph;
}

network::SupplyGraph supply_graph(const scenario::Scenario& scenario) {
  const std::vector<Actor> actors = actors_of(scenario);
  network::SupplyGraph graph = outline(scenario, actors);
  Months(scenario, graph).fill_in(actors);
  drop_lone_places(graph);
  return graph;
}

}  // namespace aibelt::engine
