/// Calendar against a bare std::priority_queue loop on the same events: take one, schedule one, at a steady number
/// pending. Prints medians and their ratio; exits 1 where a ratio exceeds the bound.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <queue>
#include <tuple>
#include <vector>

#include "aibelt/base/calendar.hpp"

namespace {

using aibelt::base::Duration;
using aibelt::base::SimTime;

constexpr int kEvents = 1'000'000;
constexpr int kRounds = 9;
constexpr double kBound = 1.3;

/// Marsaglia's xorshift: as cheap as a source of delays can be, so that the queues are what is timed.
class Delays {
 public:
  Duration next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return Duration{static_cast<std::int64_t>(state_ % 2'000'000)};
  }

 private:
  std::uint64_t state_ = 88172645463325252ULL;
};

class BareQueue {
 public:
  struct Entry {
    SimTime time;
    int priority;
    std::uint64_t sequence;
    std::uint64_t event;
  };

  void schedule(SimTime time, std::uint64_t event) { queue_.push({time, 0, n_scheduled_++, event}); }
  Entry pop() {
    const Entry first = queue_.top();
    queue_.pop();
    return first;
  }

 private:
  struct IsLater {
    bool operator()(const Entry& a, const Entry& b) const {
      return std::tie(a.time, a.priority, a.sequence) > std::tie(b.time, b.priority, b.sequence);
    }
  };

  std::priority_queue<Entry, std::vector<Entry>, IsLater> queue_;
  std::uint64_t n_scheduled_ = 0;
};

struct Timing {
  double ns_per_event = 0;
  std::uint64_t fingerprint = 0;  ///< of the order in which the events came out
};

template <class Queue>
Timing hold(std::uint64_t pending) {
  Queue queue;
  Delays delays;
  for (std::uint64_t event = 0; event < pending; ++event) {
    queue.schedule(SimTime{delays.next()}, event);
  }
  Timing timing;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < kEvents; ++i) {
    const auto entry = queue.pop();
    timing.fingerprint = 31 * timing.fingerprint + entry.event;
    queue.schedule(entry.time + delays.next(), entry.event);
  }
  const std::chrono::duration<double, std::nano> elapsed = std::chrono::steady_clock::now() - start;
  timing.ns_per_event = elapsed.count() / kEvents;
  return timing;
}

double median(std::array<double, kRounds> values) {
  std::nth_element(values.begin(), values.begin() + kRounds / 2, values.end());
  return values[kRounds / 2];
}

bool compare(std::uint64_t pending) {
  std::array<double, kRounds> bare{};
  std::array<double, kRounds> calendar{};
  bool is_same_order = true;
  for (std::size_t round = 0; round < kRounds; ++round) {  // in turn, so that both meet the same load
    const Timing a = hold<BareQueue>(pending);
    const Timing b = hold<aibelt::base::Calendar<std::uint64_t>>(pending);
    bare[round] = a.ns_per_event;
    calendar[round] = b.ns_per_event;
    is_same_order = is_same_order && a.fingerprint == b.fingerprint;
  }
  const double ratio = median(calendar) / median(bare);
  std::printf("%8llu %22.1f %14.1f %8.2f%s\n", static_cast<unsigned long long>(pending), median(bare), median(calendar),
              ratio, is_same_order ? "" : "  order differs");
  return ratio <= kBound && is_same_order;
}

}  // namespace

int main() {
  std::printf("%8s %22s %14s %8s\n", "pending", "priority_queue, ns", "Calendar, ns", "ratio");
  bool is_within_bound = true;
  for (const std::uint64_t pending : {1U, 1'000U, 10'000U, 100'000U}) {
    is_within_bound = compare(pending) && is_within_bound;
  }
  return is_within_bound ? 0 : 1;
}
