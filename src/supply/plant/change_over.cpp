#include "change_over.hpp"

#include <algorithm>
#include <numeric>

namespace aibelt::supply {
namespace {

double periods(base::Duration span) {
  return static_cast<double>(span.count()) / static_cast<double>(ChangeOver::kPeriod.count());
}

}  // namespace

ChangeOver::ChangeOver(ChangeOverPlan plan, std::size_t n_products)
    : plan_(plan), started_(n_products, 0.0), mix_(n_products, 0.0), factors_(n_products, 1.0) {}

void ChangeOver::begin_day(base::SimTime now) {
  if (plan_.time == base::Duration{0} && plan_.scrap == 0) {
    return;
  }
  if (period_end_ == base::kNever) {
    period_end_ = now + kPeriod;
  } else if (now >= period_end_) {
    period_end_ += kPeriod;
    close();
  }
}

void ChangeOver::close() {
  const double all = std::accumulate(started_.begin(), started_.end(), 0.0);
  std::fill(factors_.begin(), factors_.end(), 1.0);
  if (all > 0) {
    double turned = 0;
    for (std::size_t i = 0; i < started_.size(); ++i) {
      const double share = started_[i] / all;
      const double grown = has_mix_ ? std::max(0.0, share - mix_[i]) : 0;
      turned += grown;
      factors_[i] = grown > 0 ? 1 - plan_.scrap * grown / share : 1;
      mix_[i] = share;
    }
    has_mix_ = true;
    owed_ += turned * periods(plan_.time);
  }
  down_ = std::min(1.0, owed_);
  owed_ -= down_;
  std::fill(started_.begin(), started_.end(), 0.0);
}

}  // namespace aibelt::supply
