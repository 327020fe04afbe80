#include "aibelt/engine/supply_graph.hpp"

#include <algorithm>

#include "actors.hpp"
#include "aibelt/network/lanes.hpp"
#include "aibelt/supply/makings.hpp"

namespace aibelt::engine {
namespace {

constexpr double kMonthSeconds = 365.25 / 12 * 86400;
constexpr double kDaySeconds = 86400;

double days_of(base::Duration span) { return std::chrono::duration<double>(span).count() / kDaySeconds; }

class Mapper {
 public:
  explicit Mapper(const scenario::Scenario& scenario) : scenario_(scenario) {
    for (base::Month month = base::month_of(scenario.from); base::start_of(month) < scenario.to;
         month = base::next(month)) {
      dates_.push_back(base::start_of(month) + base::days_in(month) * base::kDay / 2);
    }
    graph_.from = base::month_of(scenario.from);
    graph_.n_months = dates_.size();
  }

  network::SupplyGraph map() {
    std::vector<network::Node> nodes;
    for (const Actor& actor : actors_of(scenario_)) {
      nodes.push_back(node_of(actor, scenario_));
      graph_.places.push_back({actor.name, actor.spec->stage(), makings(*actor.spec), nodes.back().consumes});
    }
    for (const auto& [name, entry] : scenario_.section("lanes")) {
      add_lane(name, dynamic_cast<const network::Lane&>(*entry.spec), nodes);
    }
    drop_lone_places();
    return std::move(graph_);
  }

 private:
  std::vector<network::Making> makings(const entity::ActorSpec& spec) const {
    std::vector<std::vector<supply::PlannedMaking>> by_month;
    for (const base::SimTime date : dates_) {
      by_month.push_back(supply::makings_of(spec, scenario_, date));
    }
    std::vector<network::Making> makings;
    for (std::size_t i = 0; !by_month.empty() && i < by_month[0].size(); ++i) {
      makings.push_back(making(spec, i, by_month));
    }
    return makings;
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
    for (const base::SimTime date : dates_) {
      values.push_back(spec.nominal_rate(scenario_, item, date) * kMonthSeconds);
    }
    const bool is_stated = std::any_of(values.begin(), values.end(), [](double value) { return value > 0; });
    return is_stated ? network::ByMonth(std::move(values)) : network::ByMonth();
  }

  void add_lane(const std::string& name, const network::Lane& lane, const std::vector<network::Node>& nodes) {
    const std::size_t from = *graph_.find(lane.from);
    const std::size_t to = *graph_.find(lane.to);
    std::vector<double> capacity;
    for (std::size_t i = 0; lane.capacity && i < dates_.size(); ++i) {
      capacity.push_back(lane.capacity->at(dates_[i]).in_base_units() * kMonthSeconds);
    }
    graph_.ways.push_back({name,
                           from,
                           to,
                           lane.mode.value_or(""),
                           days_of(lane.lead_time),
                           lane.cost.in_base_units(),
                           network::ByMonth(std::move(capacity)),
                           network::items_between(nodes[from], nodes[to]),
                           {}});
    for (const std::string& item : graph_.ways.back().items) {
      if (const auto date = lane.qualified.find(item.substr(0, item.rfind(' '))); date != lane.qualified.end()) {
        const int months = base::month_of(date->second).index - graph_.from.index;
        graph_.ways.back().opens[item] = static_cast<std::size_t>(std::max(months, 0));
      }
    }
  }

  /// Places without lanes, such as clusters, have no part in the flow of goods.
  void drop_lone_places() {
    std::vector<bool> has_lane(graph_.places.size(), false);
    for (const network::GoodsWay& way : graph_.ways) {
      has_lane[way.from] = has_lane[way.to] = true;
    }
    std::vector<std::size_t> numbers(graph_.places.size());
    std::vector<network::Place> kept;
    for (std::size_t i = 0; i < graph_.places.size(); ++i) {
      numbers[i] = kept.size();
      if (has_lane[i]) {
        kept.push_back(std::move(graph_.places[i]));
      }
    }
    graph_.places = std::move(kept);
    for (network::GoodsWay& way : graph_.ways) {
      way.from = numbers[way.from];
      way.to = numbers[way.to];
    }
  }

  const scenario::Scenario& scenario_;
  std::vector<base::SimTime> dates_;
  network::SupplyGraph graph_;
};

}  // namespace

network::SupplyGraph supply_graph(const scenario::Scenario& scenario) { return Mapper(scenario).map(); }

}  // namespace aibelt::engine
