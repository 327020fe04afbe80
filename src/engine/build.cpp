#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <utility>

#include "actors.hpp"
#include "aibelt/datacenter/belt.hpp"
#include "aibelt/datacenter/sections.hpp"
#include "aibelt/engine/engine.hpp"
#include "aibelt/product/products.hpp"
#include "aibelt/supply/disruptions.hpp"
#include "making_times.hpp"
#include "partners.hpp"
#include "prices.hpp"

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

std::vector<entity::Leg> legs_of(const network::Fibre& fibre) {
  const network::Epoch& opening = fibre.epochs().front();
  std::vector<entity::Leg> legs;
  for (const std::int32_t number : opening.ways) {
    entity::Leg leg;
    if (number >= 0) {
      const network::Way& way = fibre.ways()[static_cast<std::size_t>(number)];
      leg = {way.round_trip, std::numeric_limits<double>::max()};
      for (const std::int32_t channel : way.channels) {
        leg.rate = std::min(leg.rate, opening.links[static_cast<std::size_t>(channel / 2)].rate);
      }
    }
    legs.push_back(leg);
  }
  return legs;
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
    }
    if (datacenter::needs_broker(scenario)) {
      has_broker_ = true;
      names_.emplace_back(datacenter::kBrokerName);
    }
    if (!scenario.section("links").empty()) {
      fibre_ = std::make_shared<const network::Fibre>(scenario);
      names_.emplace_back(datacenter::kBeltName);
    }
    if (!scenario.section("disruptions").empty()) {
      names_.emplace_back(supply::kDisruptionsName);
    }
    std::sort(names_.begin(), names_.end());
    links_.resize(names_.size());
    for (const auto& [name, entry] : scenario.section("lanes")) {
      add_lane(name, dynamic_cast<const network::Lane&>(*entry.spec));
    }
    complete_sources();
    add_services();
    add_clusters();
    add_fibre();
  }

  entity::Cast build() {
    entity::Cast cast;
    entity::SeriesBook book;
    for (const std::string& name : names_) {
      const Links& links = links_[position(name)];
      const entity::Setting setting{scenario_,       name, id(name),    *items_,      links.sources, links.customers,
                                    links.listeners, book, connection_, spec_of(name)};
      cast.members.push_back({name, make(setting), links.lookahead});
    }
    if (fibre_) {
      cast.layout = datacenter::flow_layout(*fibre_, connection_.belt);
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

  std::unique_ptr<entity::Entity> make(const entity::Setting& setting) const {
    if (has_services_ && setting.name == datacenter::kServingName) {
      return datacenter::make_serving(setting);
    }
    if (has_broker_ && setting.name == datacenter::kBrokerName) {
      return datacenter::make_broker(setting);
    }
    if (fibre_ && setting.name == datacenter::kBeltName) {
      return datacenter::make_belt(setting, fibre_);
    }
    if (setting.name == supply::kDisruptionsName) {
      return supply::make_disruption_log(setting);
    }
    return actor(setting.name).spec->make(setting);
  }

  const entity::ActorSpec* spec_of(const std::string& name) const {
    const auto found = std::find_if(actors_.begin(), actors_.end(), [&](const Actor& a) { return a.name == name; });
    return found == actors_.end() ? nullptr : found->spec;
  }

  void limit_lookahead(std::string_view name, base::Duration span) {
    base::Duration& lookahead = links_[position(name)].lookahead;
    lookahead = std::min<base::Duration>(lookahead, std::chrono::floor<std::chrono::seconds>(span));
  }

  void add_lane(const std::string& name, const network::Lane& lane) {
    const Actor& from = actor(lane.from);
    const Actor& to = actor(lane.to);
    const auto produced = from.spec->produces(scenario_);
    const auto consumed = to.spec->consumes(scenario_);
    for (const entity::Item& item : produced) {
      if (std::find(consumed.begin(), consumed.end(), item) != consumed.end()) {
        auto& sources = links_[position(lane.to)].sources[items_->find(item.good, item.product)];
        const auto known = std::find_if(sources.begin(), sources.end(),
                                        [&](const entity::Partner& source) { return source.name == lane.from; });
        entity::Partner& source = known != sources.end()
                                      ? *known
                                      : sources.emplace_back(entity::Partner{id(lane.from), lane.from, {}, from.spec});
        add_terms(source, name, lane);
      }
    }
    entity::Partner& customer = links_[position(lane.from)].customers[id(lane.to)];
    customer.id = id(lane.to);
    customer.name = lane.to;
    customer.spec = to.spec;
    add_terms(customer, name, lane);
    limit_lookahead(lane.to, lane.lead_time);
    limit_lookahead(lane.from, lane.order_time);
  }

  /// Tells buyers how long their sources take, and what they ask.
  void complete_sources() {
    MakingTimes times(scenario_, *items_, [this](entity::EntityId id) -> const MakingTimes::Sources& {
      return links_[static_cast<std::size_t>(id.index)].sources;
    });
    for (Links& links : links_) {
      for (auto& [item, sources] : links.sources) {
        for (entity::Partner& source : sources) {
          source.making_time = times.of(source, item);
          source.price = price_of(scenario_, source.name, (*items_)[item]);
        }
      }
    }
  }

  /// The users of a site's racks tell it what these draw and what work there is for them.
  void hear_of_work(const std::string& site, const entity::ActorSpec& spec) {
    for (const auto& delay : {datacenter::load_delay(spec), datacenter::wanted_delay(spec)}) {
      if (delay) {
        limit_lookahead(site, *delay);
      }
    }
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
      hear_of_work(name, *spec);
    }
    limit_lookahead(datacenter::kServingName, entity::kOrderDelay);
  }

  /// Clusters hear of their site's racks and tell it what they draw.
  void add_clusters() {
    for (const Actor& cluster : actors_) {
      const std::string host = cluster.spec->host();
      if (host.empty()) {
        continue;
      }
      links_[position(host)].listeners.push_back({id(cluster.name), cluster.name, entity::kOrderDelay, cluster.spec});
      links_[position(cluster.name)].customers[id(host)] = {id(host), host, entity::kOrderDelay, actor(host).spec};
      limit_lookahead(cluster.name, entity::kOrderDelay);
      if (has_broker_) {
        const entity::EntityId broker = id(datacenter::kBrokerName);
        const base::Duration delay = datacenter::kBrokerDelay;
        links_[position(datacenter::kBrokerName)].customers[id(cluster.name)] = {id(cluster.name), cluster.name, delay,
                                                                                 cluster.spec};
        links_[position(cluster.name)].listeners.push_back(
            {broker, std::string(datacenter::kBrokerName), delay, nullptr});
        limit_lookahead(cluster.name, delay);
        limit_lookahead(datacenter::kBrokerName, delay);
      }
      hear_of_work(host, *actor(host).spec);
    }
  }

  void add_fibre() {
    if (!fibre_) {
      return;
    }
    connection_ = {id(datacenter::kBeltName), fibre_->places(), legs_of(*fibre_)};
    limit_lookahead(datacenter::kBeltName, entity::kFibreDelay);
    if (has_broker_) {
      limit_lookahead(datacenter::kBrokerName, entity::kFibreDelay);
    }
    for (const Actor& actor : actors_) {
      if (actor.spec->uses_fibre()) {
        limit_lookahead(actor.name, entity::kFibreDelay);
      }
    }
  }

  const scenario::Scenario& scenario_;
  std::vector<Actor> actors_;
  std::shared_ptr<const entity::Items> items_;
  bool has_services_ = false;
  bool has_broker_ = false;
  std::shared_ptr<const network::Fibre> fibre_;  ///< null without links
  entity::Connection connection_;
  std::vector<std::string> names_;
  std::vector<Links> links_;
};

}  // namespace

entity::Cast build(const scenario::Scenario& scenario) { return Builder(scenario).build(); }

}  // namespace aibelt::engine
