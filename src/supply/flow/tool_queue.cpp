#include "tool_queue.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace aibelt::supply {
namespace {

double days_between(base::SimTime from, base::SimTime to) {
  return static_cast<double>((to - from).count()) / static_cast<double>(base::kDay.count());
}

}  // namespace

double cleared_share(double offered, double slack) {
  // (slack − 1) p² + (1 + offered) p − offered = 0, in the form that also holds at slack = 1.
  const double sum = 1 + offered;
  return 2 * offered / (sum + std::sqrt(sum * sum + 4 * (slack - 1) * offered));
}

void ToolQueue::add(const Batch& batch) {
  waiting_.push_back({batch});
  load_ += batch.units * loads_[batch.recipe];
  ++n_new_;
}

/// Spreads the batches added since the queue last passed over their days, by their load.
void ToolQueue::spread_arrivals() {
  const auto load_of = [this](const Waiting& part) { return part.batch.units * loads_[part.batch.recipe]; };
  for (auto first = waiting_.end() - static_cast<std::ptrdiff_t>(n_new_); first != waiting_.end();) {
    const auto last = std::find_if(first, waiting_.end(),
                                   [&](const Waiting& part) { return part.batch.started != first->batch.started; });
    const Load all =
        std::accumulate(first, last, Load{0}, [&](Load sum, const Waiting& part) { return sum + load_of(part); });
    Load before = 0;
    for (; first != last; ++first) {
      first->from = static_cast<double>(before) / static_cast<double>(all);
      before += load_of(*first);
      first->to = static_cast<double>(before) / static_cast<double>(all);
    }
  }
  n_new_ = 0;
}

/// How many units of the first batch a load is enough for.
std::int64_t ToolQueue::units_within(Load load, const Waiting& head) const {
  const std::int64_t units = load / loads_[head.batch.recipe];
  return units >= head.batch.units ? head.batch.units : units - units % grain_;
}

void ToolQueue::pass(base::SimTime day, Load passable, std::vector<Passed>& passed) {
  spread_arrivals();
  const Load present = load();
  if (present <= 0 || passable <= 0) {
    return;
  }
  const double capacity = static_cast<double>(passable);
  const double share = cleared_share(static_cast<double>(present) / capacity, slack_);
  const Load cleared = std::min(present, static_cast<Load>(std::llround(share * capacity)));
  if (cleared <= 0) {
    return;
  }
  const double a_day = static_cast<double>(cleared);
  Load at = -credit_;  // of the day's load, what has gone to those who passed
  credit_ += cleared;
  while (!waiting_.empty()) {
    Waiting& head = waiting_.front();
    const std::int64_t units = units_within(credit_, head);
    if (units == 0) {
      break;
    }
    const Load taken = units * loads_[head.batch.recipe];
    const double part = static_cast<double>(units) / static_cast<double>(head.batch.units);
    const double arrived = head.from + (head.to - head.from) * part;
    const double since = days_between(head.batch.started, day);
    const double first = std::max(0.0, since + static_cast<double>(std::max<Load>(0, at)) / a_day - head.from);
    const double last = std::max(0.0, since + static_cast<double>(at + taken) / a_day - arrived);
    passed.push_back({{head.batch.recipe, units, head.batch.started, head.batch.passing}, first, last});
    at += taken;
    credit_ -= taken;
    load_ -= taken;
    head.batch.units -= units;
    head.from = arrived;
    if (head.batch.units == 0) {
      waiting_.pop_front();
    }
  }
}

void ToolQueue::lose(std::size_t recipe, LossCount& loss, std::vector<Batch>& lost) {
  for (Waiting& part : waiting_) {
    const std::int64_t units = part.batch.recipe == recipe ? loss.of(part.batch.units) : 0;
    if (units > 0) {
      part.batch.units -= units;
      load_ -= units * loads_[recipe];
      lost.push_back({recipe, units, part.batch.started, part.batch.passing});
    }
  }
  std::erase_if(waiting_, [](const Waiting& part) { return part.batch.units == 0; });
  credit_ = std::min(credit_, load_);
}

}  // namespace aibelt::supply
