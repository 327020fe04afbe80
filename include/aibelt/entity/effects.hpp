#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::entity {

/// A share that lies at `level` from one date to another and then goes straight back to 1.
struct Dent {
  base::SimTime from;
  base::SimTime until;
  base::SimTime recovered;  ///< not before `until`
  double level = 0;
  std::string product = {};  ///< empty: all
};

/// The ramp of capacity stands still for `length` from `from` on and then goes on as if nothing had been, that much later.
struct Standstill {
  base::SimTime from;
  base::Duration length{0};
};

/// Shares of the goods of a place that are lost at a date, in whole units rounded down.
struct Loss {
  base::SimTime at;
  std::string product;    ///< empty: all
  double in_process = 0;  ///< of the units of work started and not yet out
  double stock = 0;       ///< of the finished goods
};

/// A customer takes back a share of what it has ordered and not received.
struct Cancellation {
  base::SimTime at;
  std::string product;  ///< empty: all
  double share = 0;
};

/// What the scenario's disruptions do to one place: a function of dates alone, random dates being drawn before the run.
///
/// Nobody foresees them: plans go by what the scenario states, and only what happens goes by these.
struct Effects {
  std::vector<Dent> capacities;
  std::vector<Dent> yields;  ///< by date of start
  std::vector<Dent> demands;
  std::vector<Standstill> standstills;      ///< by date
  std::vector<Loss> losses;                 ///< by date
  std::vector<Cancellation> cancellations;  ///< by date

  /// Nothing happens.
  Effects() = default;
  Effects(const scenario::Scenario& scenario, std::string_view place);

  /// What happens to a service: shocks of its demand.
  static Effects of_service(const scenario::Scenario& scenario, std::string_view service);

  /// Share of the capacity that works, mean over `span` from `from` on; 1 without events.
  double availability(base::SimTime from, base::Duration span = base::kDay) const;

  /// Whether nothing of the capacity works at `date`.
  bool is_stopped(base::SimTime date) const;

  /// What the yield of work started at `date` is multiplied by.
  double yield_factor(std::string_view product, base::SimTime date) const;

  /// What a customer's demand is multiplied by; shocks that come after `known` are left out.
  double demand_factor(std::string_view product, base::SimTime date, base::SimTime known = base::kNever) const;

  /// The date at which to read the capacity's ramp, later than `date` never; standstills that begin after `known` are left out.
  base::SimTime capacity_date(base::SimTime date, base::SimTime known = base::kNever) const;

  /// When work of `length` that begins at `start` is done: it rests while nothing of the capacity works.
  base::SimTime end_of(base::SimTime start, base::Duration length) const;
};

/// What the scenario's disruptions do to one lane, as a function of dates alone.
struct LaneEffects {
  /// A time in which goods of `product` (empty: all) do not move.
  struct Closure {
    base::SimTime from;
    base::SimTime to;
    std::string product;
    bool are_goods_sent = false;  ///< else they stay with the sender; what is under way arrives as planned
  };
  /// A time in which only a share of what would be sent may be.
  struct Licence {
    base::SimTime from;
    base::SimTime to;
    std::string product;
    double share = 0;
  };
  /// A share of what is under way at a date is lost.
  struct Wreck {
    base::SimTime at;
    std::string product;
    double share = 0;

    /// Whether it hits goods of `product` that left at `sent` and would arrive at `arrives`; of one instant what arrives has arrived,
    /// and what leaves leaves after it.
    bool hits(std::string_view goods, base::SimTime sent, base::SimTime arrives) const {
      return (product.empty() || product == goods) && sent < at && at < arrives;
    }
  };
  std::vector<Closure> closures;  ///< by date
  std::vector<Licence> licences;
  std::vector<Wreck> wrecks;  ///< by date

  /// Nothing happens.
  LaneEffects() = default;
  /// `lane` is its name in the section `lanes`.
  LaneEffects(const scenario::Scenario& scenario, std::string_view lane);

  /// Whether goods may leave at `date`: neither held back by a closure nor forbidden.
  bool is_open(std::string_view product, base::SimTime date) const;

  /// Share of what would be sent at `date` that may be: 1 without a rule, 0 where it is forbidden.
  double licence(std::string_view product, base::SimTime date) const;

  /// When goods that leave at `sent` arrive, `lead_time` of open way later.
  base::SimTime arrival(std::string_view product, base::SimTime sent, base::Duration lead_time) const;
};

}  // namespace aibelt::entity
