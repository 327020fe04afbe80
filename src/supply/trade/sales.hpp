#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/entity/ledger.hpp"
#include "aibelt/entity/setting.hpp"
#include "contracts.hpp"
#include "moving_sum.hpp"
#include "order_book.hpp"

namespace aibelt::supply {

/// A maker's dealings with the customers of one item: contracts, past deliveries, and how well they are served.
///
/// A line is judged once, at the first dispatch on or after its date: what has left by then is on time. Beside the sums for the item
/// the ledger has each figure by customer, `…_to_<customer>`, where there are several, and by contract. docs/model/contracts.md defines them.
class Sales {
 public:
  Sales() = default;
  /// `past` is how far back deliveries count for the allocation policy.
  Sales(entity::Ledger& ledger, const entity::Setting& setting, entity::ItemId item, base::Duration past);

  /// Books an order under the customer's contracts and returns its parts, in sum the quantity.
  std::vector<CallOffs::Part> accept(entity::EntityId customer, std::int64_t quantity, base::SimTime leaves,
                                     base::SimTime now, entity::Ledger& ledger);

  void note_shipped(entity::EntityId customer, std::int64_t quantity, base::SimTime now);
  void note_started(std::int64_t units, base::SimTime now);

  /// What the customer got, and units of work started, in the window of the policy.
  std::int64_t shipped_lately(entity::EntityId customer, base::SimTime now);
  std::int64_t started_lately(base::SimTime now);

  /// Judges the lines that came due, after the dispatch of `now`.
  void judge(const OrderBook& book, base::SimTime now, entity::Ledger& ledger);

  /// Sets the levels with which a month ends, as of its last dispatch.
  void note_levels(const OrderBook& book, entity::Ledger& ledger) const;

 private:
  using Account = entity::Ledger::Account;

  /// Of what came due: the lines and their goods, and what of them left on time.
  struct Service {
    Account lines_due = 0, lines_on_time = 0, due = 0, on_time = 0;
  };

  /// Of what came due under one contract.
  struct OfContract {
    bool is_kept = false;
    Account agreed = 0, called = 0, on_time = 0, shortfall = 0;
  };

  struct Customer {
    CallOffs calls;
    MovingSum shipped;
    std::optional<Service> service;  ///< none for an only customer, whose service is that of all
    std::optional<Account> backlog;  ///< likewise
    Account age = 0, oldest = 0, put_off = 0;
    std::map<Terms, OfContract> contracts;
  };

  Service open_service(entity::Ledger& ledger, const std::string& suffix) const;
  OfContract open_contract(entity::Ledger& ledger, Terms terms, const std::string& suffix) const;
  void add_contract(const Contract& contract, Customer& customer, const entity::Setting& setting,
                    entity::Ledger& ledger);
  static void note(const Service& service, const Line& line, entity::Ledger& ledger);
  void note_contract(const Customer& customer, const Line& line, entity::Ledger& ledger) const;

  std::string product_;
  std::string goods_;
  base::Duration past_{0};
  base::SimTime last_dispatch_;
  std::map<entity::EntityId, Customer> customers_;
  std::map<Terms, OfContract> contracts_;  ///< of all customers together
  MovingSum started_;
  Service service_;
  Account backlog_days_ = 0;
};

}  // namespace aibelt::supply
