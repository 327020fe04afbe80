#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include "../flow/flow.hpp"
#include "aibelt/base/random.hpp"
#include "aibelt/entity/effects.hpp"
#include "aibelt/entity/entity.hpp"
#include "aibelt/entity/ledger.hpp"
#include "aibelt/entity/setting.hpp"
#include "aibelt/policy/route.hpp"

namespace aibelt::supply {

/// How a sender's goods get to its customers: by which lane, when there is room, and how long it takes.
///
/// Goods handed over are whole and conserved: sent = queued + under way + arrived + lost on the way. A lane of limited capacity takes goods first in,
/// first out. Where lanes say more than a lead time, what is queued and under way to each customer is kept account of, by item.
/// Random streams: `lane/<from>/<to>/delay` and `…/customs`, with `/<mode>` after the places where the lane states one.
class Freight {
 public:
  Freight(const entity::Setting& setting, entity::Ledger& ledger,
          std::shared_ptr<const policy::RoutePolicy> route = policy::default_route());

  /// Whether any lane takes `item` to `customer` now: qualified, and neither closed nor forbidden.
  bool is_open(entity::EntityId customer, entity::ItemId item, base::SimTime now) const;

  /// How much of what is `due` may be sent now: nothing where no lane is open, a part under a licence.
  std::int64_t permitted(entity::EntityId customer, entity::ItemId item, std::int64_t due, base::SimTime now);

  /// Notes that the sender has goods of `item`; qualifications run from the first time.
  void note_output(entity::ItemId item, base::SimTime now) { first_output_.try_emplace(item, now); }

  /// Whether there is a choice among lanes, so that it matters how much of what is sent is late.
  bool has_choice(entity::EntityId customer) const { return ways_.at(customer).lanes.size() > 1; }

  /// Sends `quantity`, of which `late` had to leave before today; a lane must be open.
  void send(entity::EntityId customer, entity::ItemId item, std::int64_t quantity, entity::Desk& desk,
            std::int64_t late = 0);

  /// Answers a withdrawal of which `withdrawn` was granted.
  void answer(entity::EntityId customer, entity::ItemId item, std::int64_t withdrawn, entity::Desk& desk) const;

  /// Lets lanes of limited capacity take what a day allows; once a day, after the day's goods were sent.
  void pass_a_day(entity::Desk& desk);

  /// Sets the levels a month ends with, and books what was lost in it.
  void note_levels(entity::Desk& desk);

 private:
  using Account = entity::Ledger::Account;

  struct Waiting {
    entity::ItemId item;
    std::int64_t quantity = 0;
  };
  struct Lane {
    entity::LaneTerms terms;
    entity::LaneEffects effects;
    base::Stream delays;
    base::Stream customs;
    std::deque<Waiting> queue = {};
    std::int64_t queued = 0;
    std::int64_t room = 0;  ///< millionths of a unit of capacity, not used so far
    std::map<std::pair<std::size_t, entity::ItemId>, LossCount> losses = {};  ///< by number of the wreck
  };
  struct Book {
    std::int64_t queued = 0;
    std::int64_t under_way = 0;
    Account queue_level, under_way_level;
    std::optional<Account> cost;
  };
  /// What a licence has let through: a share of all that has come due.
  struct Licence {
    std::int64_t sent = 0;
    std::int64_t due = 0;
    double allowed = 0;
  };
  struct Way {
    entity::Partner partner;
    std::vector<Lane> lanes;
    std::map<entity::ItemId, Book> books;
    std::map<entity::ItemId, Licence> licences;
  };
  struct Arrival {
    base::SimTime when;
    entity::EntityId customer;
    Waiting goods;
    friend bool operator<(const Arrival& a, const Arrival& b) { return b.when < a.when; }
  };

  Way make_way(const entity::Partner& partner, const entity::Setting& setting) const;
  void open_books(Way& way, const entity::Setting& setting, entity::Ledger& ledger) const;
  void open_losses(const Way& way, const entity::Setting& setting);
  bool is_open(const Lane& lane, entity::ItemId item, base::SimTime now) const;
  static bool has_licences(const Way& way);
  std::size_t choose(const Way& way, entity::ItemId item, bool is_late, base::SimTime now) const;
  void hand_over(entity::EntityId customer, Way& way, Lane& lane, const Waiting& goods, entity::Desk& desk);
  void dispatch(entity::EntityId customer, Way& way, Lane& lane, entity::Desk& desk);
  void depart(entity::EntityId customer, Way& way, Lane& lane, const Waiting& goods, entity::Desk& desk);
  std::int64_t lose(Lane& lane, std::size_t number, const Waiting& goods, base::SimTime sent, base::SimTime arrives);
  void note_under_way(entity::EntityId customer, Way& way, const Waiting& goods, base::SimTime until);
  void book_losses(base::SimTime before, entity::Desk& desk);

  const entity::Items& items_;
  entity::Ledger& ledger_;
  std::shared_ptr<const policy::RoutePolicy> route_;
  std::map<entity::EntityId, Way> ways_;
  std::map<entity::ItemId, base::SimTime> first_output_;
  std::priority_queue<Arrival> under_way_;
  std::priority_queue<Arrival> to_lose_;  ///< what will be lost, by when
  std::map<entity::ItemId, Account> lost_;
};

}  // namespace aibelt::supply
