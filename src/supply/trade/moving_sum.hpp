#pragma once

#include <cstdint>
#include <deque>
#include <utility>

#include "aibelt/base/time.hpp"

namespace aibelt::supply {

/// The sum of what was added in the last `window`; remembers an entry a day at most.
class MovingSum {
 public:
  void add(std::int64_t amount, base::SimTime now) {
    if (entries_.empty() || entries_.back().first != now) {
      entries_.emplace_back(now, 0);
    }
    entries_.back().second += amount;
    sum_ += amount;
  }

  std::int64_t sum(base::Duration window, base::SimTime now) {
    while (!entries_.empty() && entries_.front().first + window <= now) {
      sum_ -= entries_.front().second;
      entries_.pop_front();
    }
    return sum_;
  }

 private:
  std::deque<std::pair<base::SimTime, std::int64_t>> entries_;
  std::int64_t sum_ = 0;
};

}  // namespace aibelt::supply
