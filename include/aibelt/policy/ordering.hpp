#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "aibelt/base/random.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/field.hpp"
#include "aibelt/scenario/ramp.hpp"

namespace aibelt::policy {

/// What a place knows of one item when it decides what to order.
struct OrderingView {
  base::SimTime start;  ///< of the run
  base::SimTime now;
  base::Duration period{0};     ///< until the next decision; zero where one follows every demand
  base::Duration lead_time{0};  ///< from order to arrival where the source has stock; of the slowest source
  std::int64_t stock = 0;
  std::int64_t backlog = 0;   ///< owed and overdue
  std::int64_t on_order = 0;  ///< ordered and not yet here: in the mail, owed by the sources, on the way
  std::span<const std::int64_t> demand = {};  ///< of past periods, the latest last; `memory()` of them or fewer
  std::span<const std::int64_t> known = {};   ///< orders in hand that fall due in each of the next `horizon()` periods

  std::int64_t position() const { return stock - backlog + on_order; }
};

/// Decides how much of one item to order.
class OrderingPolicy {
 public:
  virtual ~OrderingPolicy() = default;

  /// Never negative. Random numbers come from `random` only.
  virtual std::int64_t decide(const OrderingView& view, base::Stream& random) const = 0;

  /// The same policy with what follows from lead time and period worked out; null where nothing does.
  virtual std::shared_ptr<const OrderingPolicy> fitted(base::Duration /*lead_time*/, base::Duration /*period*/) const {
    return nullptr;
  }

  /// Reports what its fields contradict each other in; `path` is the policy's.
  virtual void check(scenario::Reader&, const std::string& /*path*/) const {}

  /// Whether it makes sense period by period only.
  virtual bool is_periodic() const { return false; }

  /// Past periods whose demand it goes by, and coming ones whose known orders it looks at; `lead_periods` as `periods_in` says.
  virtual std::size_t memory() const { return 0; }
  virtual std::size_t horizon(std::int64_t /*lead_periods*/) const { return 0; }

  /// Every policy there is; src/policy/ordering/catalogue.cpp lists them.
  static const scenario::Kinds<OrderingPolicy>& kinds();
};

/// Whole periods that `span` takes, at least one.
std::int64_t periods_in(base::Duration span, base::Duration period);

/// What a plan of `per_second` units calls for from `now` for `period`, when whole units are ordered from `start` on.
std::int64_t planned(const scenario::Ramp<base::kPlain / base::kTime>& per_second, base::SimTime start,
                     base::SimTime now, base::Duration period);

}  // namespace aibelt::policy
