#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "../trade/moving_sum.hpp"
#include "aibelt/base/random.hpp"
#include "aibelt/entity/ledger.hpp"
#include "aibelt/entity/purchasing.hpp"
#include "aibelt/entity/setting.hpp"
#include "ordering_plan.hpp"

namespace aibelt::supply {

/// Orders one item for one place by its ordering plan, and keeps what the policy goes by: past demand and how well it is served.
///
/// Random stream: `<stage>/<place>/<product>/<goods>/ordering`. Account: `orders_placed`, what it ordered less what it withdrew.
class Replenishment {
 public:
  /// What the place has of the item as it decides.
  struct State {
    std::int64_t stock = 0;
    std::int64_t backlog = 0;
    /// Orders in hand that fall due from the one date to before the other.
    std::function<std::int64_t(base::SimTime, base::SimTime)> known;
  };

  /// `plan` must outlive it; the item has a source. It orders in multiples of `lot`.
  Replenishment(const OrderingPlan& plan, entity::ItemId item, const entity::Setting& setting, entity::Ledger& ledger,
                std::int64_t lot = 1);

  bool is_continuous() const { return plan_->review.count() == 0; }
  base::Duration review() const { return plan_->review; }

  /// When it decides first; of no meaning where it is continuous.
  base::SimTime first_review() const { return start_ + plan_->review_at; }

  void note_demand(std::int64_t quantity) { demand_now_ += quantity; }
  void note_arrival(const entity::Shipment& shipment, base::SimTime now);

  /// Decides and orders, and begins the next period.
  void decide(const State& state, entity::Purchasing& purchasing, entity::Desk& desk, entity::Ledger& ledger);

 private:
  struct Expected {
    base::SimTime due;
    std::int64_t quantity;
  };

  std::int64_t to_order(const State& state, std::int64_t on_order, base::SimTime now);
  double inflation(base::SimTime now);
  void end_period();
  void withdraw_surplus(double inflation, entity::Purchasing& purchasing, entity::Desk& desk, entity::Ledger& ledger);
  void forget_expected(std::int64_t quantity, bool last_first);

  const OrderingPlan* plan_;
  std::shared_ptr<const policy::OrderingPolicy> policy_;
  entity::ItemId item_;
  std::int64_t lot_;
  base::SimTime start_;
  base::Duration lead_time_{0};  ///< from order to arrival, of the slowest source
  base::Stream random_;
  std::vector<std::int64_t> demand_;  ///< of past periods, as many as the policy goes by
  std::int64_t demand_now_ = 0;
  std::deque<Expected> expected_;  ///< as ordered; kept where orders may be inflated
  MovingSum received_;
  double inflation_ = 1;
  entity::Ledger::Account orders_placed_;
};

}  // namespace aibelt::supply
