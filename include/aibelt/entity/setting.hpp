#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/entity/connection.hpp"
#include "aibelt/entity/item.hpp"
#include "aibelt/entity/lane_terms.hpp"
#include "aibelt/entity/ledger.hpp"
#include "aibelt/entity/sourcing.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::entity {

struct ActorSpec;

/// An order reaches whoever it is for this long after it was placed, unless a lane says otherwise.
inline constexpr base::Duration kOrderDelay = base::kDay;

/// Somebody at the other end of a lane, or of several.
struct Partner {
  EntityId id;
  std::string name;
  base::Duration lead_time;  ///< of goods between the two, in the lane's direction, as both plan with
  const ActorSpec* spec = nullptr;
  base::Duration order_time = kOrderDelay;  ///< from the buyer to whoever delivers
  std::int64_t preference = 1;              ///< of the buyer, a smaller number first
  std::vector<LaneTerms> lanes = {};        ///< in the order of names; empty where nothing but messages goes
  /// From when an order reaches it to when its goods leave, where it makes them for it and nothing is in its way.
  base::Duration making_time{0};
  /// USD it asks for one of the item, by date; empty where the scenario does not say.
  std::function<double(base::SimTime)> price = {};

  /// From when the buyer takes `product`, over whichever of the lanes comes first.
  base::SimTime qualified_from(const std::string& product) const;

  /// USD it asks for one of the item and for its way, as far as the scenario says.
  double landed_cost(base::SimTime date) const;
};

/// What an entity is told of its place in the run when it is made.
struct Setting {
  const scenario::Scenario& scenario;
  std::string name;
  EntityId self;
  const Items& items;
  std::map<ItemId, std::vector<Partner>> sources;  ///< who delivers each item it consumes, by name
  std::map<EntityId, Partner> customers;           ///< whom it delivers to, or whom it serves
  std::vector<Partner> listeners;                  ///< who is told of its live accelerators
  SeriesBook& series;
  Connection fibre = {};            ///< how it moves data, where the run has fibre
  const ActorSpec* spec = nullptr;  ///< its own entry, where it is one
};

/// A scenario entry that takes part in the run as an entity.
struct ActorSpec : scenario::Spec {
  /// Stage name of its rows.
  virtual std::string stage() const = 0;

  virtual std::unique_ptr<Entity> make(const Setting& setting) const = 0;

  /// Adds the items it delivers and needs; products are looked up in `scenario`.
  virtual std::vector<Item> produces(const scenario::Scenario& scenario) const = 0;
  virtual std::vector<Item> consumes(const scenario::Scenario& scenario) const = 0;

  /// Most of `item` it can deliver a second at `date`; buyers split their orders in proportion.
  virtual double nominal_rate(const scenario::Scenario& /*scenario*/, const Item& /*item*/,
                              base::SimTime /*date*/) const {
    return 0;
  }

  /// Adds what this entry and the products it names contradict each other in; paths are relative to the entry.
  virtual void check_products(const scenario::Scenario& /*scenario*/, base::Issues& /*issues*/) const {}

  /// Name of the place whose racks it uses and which it therefore listens to; empty for most.
  virtual std::string host() const { return ""; }

  /// Whether it asks for transfers over the fibre, and so is told of their ends.
  virtual bool uses_fibre() const { return false; }

  /// Standing as a customer: a smaller number is served first by policies that rank.
  virtual std::int64_t priority() const { return 1; }
  /// Agreed share of a supplier's output at `date`, for policies that go by shares.
  virtual double share(base::SimTime /*date*/) const { return 1; }
  /// How it splits what it orders among its sources.
  virtual std::shared_ptr<const Sourcing> sourcing() const { return default_sourcing(); }
};

}  // namespace aibelt::entity
