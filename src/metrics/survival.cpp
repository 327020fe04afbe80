#include "aibelt/metrics/survival.hpp"

#include <optional>
#include <set>
#include <utility>

namespace aibelt::metrics {
namespace {

class Buffers {
 public:
  Buffers(const Curves& curves, const std::vector<Handover>& handovers, const Span& span)
      : curves_(curves), handovers_(handovers), span_(span) {}

  /// nullopt where nothing of it moves on.
  std::optional<Survival> of(const std::string& place, const std::string& product) const {
    const double shipped = total(place, product, "shipped");
    std::optional<Survival> least;
    for (const Handover& handover : handovers_) {
      if (shipped <= 0 || handover.from != place || handover.product != product) {
        continue;
      }
      auto beyond = after(handover, shipped);
      if (beyond && (!least || beyond->days < least->days)) {
        least = std::move(beyond);
      }
    }
    if (least) {
      least->place = place;
      least->product = product;
      least->days += level(place, product, "stock") / per_day(shipped);
      least->path.insert(least->path.begin(), place);
    }
    return least;
  }

 private:
  double total(const std::string& place, const std::string& product, std::string_view measure,
               std::string_view unit = {}) const {
    double sum = 0;
    for (base::Month month = span_.first; month <= span_.last; month = base::next(month)) {
      sum += curves_.sum_at({.measure = measure, .unit = unit, .item = product, .place = place}, month);
    }
    return sum;
  }
  double level(const std::string& place, const std::string& product, std::string_view measure,
               std::string_view unit = {}) const {
    return total(place, product, measure, unit) / (span_.last.index - span_.first.index + 1);
  }
  double per_day(double amount) const {
    const auto days = std::chrono::duration_cast<std::chrono::days>(base::start_of(base::next(span_.last)) -
                                                                    base::start_of(span_.first));
    return amount / static_cast<double>(days.count());
  }

  /// From the moment the last goods leave.
  std::optional<Survival> after(const Handover& handover, double shipped) const {
    if (handover.into.empty()) {
      return total(handover.to, handover.product, "received", handover.unit) > 0
                 ? std::optional(Survival{.days = handover.lead_days, .path = {handover.to}})
                 : std::nullopt;
    }
    const double used = total(handover.to, handover.product, "used", handover.unit);
    if (used <= 0) {
      return std::nullopt;
    }
    const double input = level(handover.to, handover.product, "input_stock", handover.unit) / per_day(used) /
                         share_of(handover, shipped);
    std::optional<Survival> least;
    for (const std::string& made : handover.into) {
      auto beyond = of(handover.to, made);
      const double started = total(handover.to, made, "started");
      if (beyond && started > 0) {
        beyond->days += handover.lead_days + input + level(handover.to, made, "in_process") / per_day(started);
        if (!least || beyond->days < least->days) {
          least = std::move(beyond);
        }
      }
    }
    return least;
  }

  /// Part of what `to` gets of the product that comes from `from`, by what its sources ship.
  double share_of(const Handover& handover, double shipped) const {
    double all = 0;
    for (const Handover& other : handovers_) {
      if (other.to == handover.to && other.product == handover.product && other.unit == handover.unit) {
        all += total(other.from, other.product, "shipped", other.unit);
      }
    }
    return shipped / all;
  }

  const Curves& curves_;
  const std::vector<Handover>& handovers_;
  Span span_;
};

}  // namespace

std::vector<Survival> times_to_survive(const Curves& curves, const std::vector<Handover>& handovers, const Span& span) {
  const Buffers buffers(curves, handovers, span);
  std::set<std::pair<std::string, std::string>> seen;
  std::vector<Survival> found;
  for (const Handover& handover : handovers) {
    if (seen.emplace(handover.from, handover.product).second) {
      if (auto survival = buffers.of(handover.from, handover.product)) {
        found.push_back(std::move(*survival));
      }
    }
  }
  return found;
}

}  // namespace aibelt::metrics
