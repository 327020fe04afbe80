#include <algorithm>
#include <map>
#include <memory>

#include "actors.hpp"
#include "aibelt/datacenter/sections.hpp"
#include "aibelt/engine/engine.hpp"
#include "aibelt/product/products.hpp"

namespace aibelt::engine {
namespace {

/// How far an entity that nobody sends anything may run ahead, so that what it sends does not pile up.
constexpr base::Duration kLongestLookahead = std::chrono::days{31};

entity::Items items_of(const scenario::Scenario& scenario, const std::vector<Actor>& actors) {
  std::vector<entity::Item> items;
  for (const Actor& actor : actors) {
    for (const auto& part : {actor.spec->produces(scenario), actor.spec->consumes(scenario)}) {
      items.insert(items.end(), part.begin(), part.end());
    }
  }
  for (const auto& [name, entry] : scenario.section("racks")) {
    items.push_back({entity::Good::rack, name});
  }
  for (const auto& [name, entry] : scenario.section("accelerators")) {
    items.push_back({entity::Good::package, name});
  }
  return entity::Items(std::move(items));
}

/// Gathers who trades with whom, then makes the entities one by one in the order of names.
class Builder {
 public:
  explicit Builder(const scenario::Scenario& scenario)
      : scenario_(scenario),
        actors_(actors_of(scenario)),
        items_(std::make_shared<const entity::Items>(items_of(scenario, actors_))) {
    has_services_ = !scenario.section("services").empty();
    for (const Actor& actor : actors_) {
      names_.push_back(actor.name);
    }
    if (has_services_) {
      names_.emplace_back(datacenter::kServingName);
      std::sort(names_.begin(), names_.end());
    }
    links_.resize(names_.size());
    for (const auto& [name, entry] : scenario.section("lanes")) {
      add_lane(dynamic_cast<const network::Lane&>(*entry.spec));
    }
    add_services();
  }

  entity::Cast build() {
    entity::Cast cast;
    entity::SeriesBook book;
    for (const std::string& name : names_) {
      const Links& links = links_[position(name)];
      const entity::Setting setting{scenario_,       name, id(name), *items_, links.sources, links.customers,
                                    links.listeners, book};
      auto made = name == datacenter::kServingName && has_services_ ? datacenter::make_serving(setting)
                                                                    : actor(name).spec->make(setting);
      cast.members.push_back({name, std::move(made), links.lookahead});
    }
    cast.items = items_;
    cast.series = book.take();
    return cast;
  }

 private:
  struct Links {
    std::map<entity::ItemId, std::vector<entity::Partner>> sources;
    std::map<entity::EntityId, entity::Partner> customers;
    std::vector<entity::Partner> listeners;
    base::Duration lookahead = kLongestLookahead;
  };

  std::size_t position(std::string_view name) const {
    return static_cast<std::size_t>(std::lower_bound(names_.begin(), names_.end(), name) - names_.begin());
  }
  entity::EntityId id(std::string_view name) const { return {static_cast<std::int32_t>(position(name))}; }
  const Actor& actor(std::string_view name) const {
    return *std::lower_bound(actors_.begin(), actors_.end(), name,
                             [](const Actor& a, std::string_view b) { return a.name < b; });
  }

  void limit_lookahead(std::string_view name, base::Duration span) {
    base::Duration& lookahead = links_[position(name)].lookahead;
    lookahead = std::min<base::Duration>(lookahead, std::chrono::floor<std::chrono::seconds>(span));
  }

  void add_lane(const network::Lane& lane) {
    const Actor& from = actor(lane.from);
    const Actor& to = actor(lane.to);
    const auto produced = from.spec->produces(scenario_);
    const auto consumed = to.spec->consumes(scenario_);
    for (const entity::Item& item : produced) {
      if (std::find(consumed.begin(), consumed.end(), item) != consumed.end()) {
        links_[position(lane.to)].sources[items_->find(item.good, item.product)].push_back(
            {id(lane.from), lane.from, lane.lead_time, from.spec});
      }
    }
    links_[position(lane.from)].customers[id(lane.to)] = {id(lane.to), lane.to, lane.lead_time, to.spec};
    limit_lookahead(lane.to, lane.lead_time);
    limit_lookahead(lane.from, entity::kOrderDelay);
  }

  void add_services() {
    if (!has_services_) {
      return;
    }
    Links& serving = links_[position(datacenter::kServingName)];
    for (const auto& [name, entry] : scenario_.section("sites")) {
      const auto* spec = dynamic_cast<const entity::ActorSpec*>(entry.spec.get());
      serving.customers[id(name)] = {id(name), name, entity::kOrderDelay, spec};
      links_[position(name)].listeners.push_back(
          {id(datacenter::kServingName), std::string(datacenter::kServingName), entity::kOrderDelay, nullptr});
    }
    limit_lookahead(datacenter::kServingName, entity::kOrderDelay);
  }

  const scenario::Scenario& scenario_;
  std::vector<Actor> actors_;
  std::shared_ptr<const entity::Items> items_;
  bool has_services_ = false;
  std::vector<std::string> names_;
  std::vector<Links> links_;
};

}  // namespace

entity::Cast build(const scenario::Scenario& scenario) { return Builder(scenario).build(); }

}  // namespace aibelt::engine
