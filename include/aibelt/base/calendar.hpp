#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "aibelt/base/error.hpp"
#include "aibelt/base/time.hpp"

namespace aibelt::base {

/// The events one component has yet to meet, in ascending order of (time, priority, sequence).
///
/// Events of one time and priority come out in the order in which they went in. `Event` needs a move constructor and
/// move assignment only. Memory grows to the largest number ever pending and is kept.
template <class Event>
class Calendar {
 public:
  struct Entry {
    SimTime time;
    int priority;
    std::uint64_t sequence;  ///< 0 for the first event ever scheduled here, then 1, 2, ...
    Event event;
  };

  static constexpr int kLowestPriority = 32767;    ///< comes last
  static constexpr int kHighestPriority = -32768;  ///< comes first

  /// LogicError for a priority beyond the two bounds.
  void schedule(SimTime time, Event event, int priority = 0) {
    if (priority < kHighestPriority || priority > kLowestPriority) [[unlikely]] {
      ensure(false, "Calendar: priority outside -32768..32767");
    }
    Node node{time, pack(priority, n_scheduled_++), std::move(event)};
    if (has_hole_) {
      has_hole_ = false;
      sink(std::move(node));
    } else {
      heap_.push_back(std::move(node));
      rise(heap_.size() - 1);
    }
  }

  bool is_empty() const { return size() == 0; }
  std::size_t size() const { return heap_.size() - (has_hole_ ? 1 : 0); }

  /// Time of the event `pop` gives next; LogicError when empty.
  SimTime next_time() const { return first().time; }

  /// The event that `pop` gives next; as `next_time`.
  const Event& next() const { return first().event; }

  /// Takes the first event out; LogicError when empty.
  Entry pop() {
    ensure_any();
    if (has_hole_) {
      fill_hole();
    }
    has_hole_ = true;
    Node& first = heap_[0];
    return {first.time, priority_of(first.order), first.order & kSequenceMask, std::move(first.event)};
  }

  /// Drops all events; sequence numbers go on.
  void clear() {
    heap_.clear();
    has_hole_ = false;
  }

 private:
  // A heap of four children a node. `pop` leaves a hole at the root, which the next `schedule` fills on its way down:
  // one walk for the usual "take one, schedule one" instead of two.
  static constexpr std::size_t kArity = 4;
  static constexpr int kSequenceBits = 48;
  static constexpr std::uint64_t kSequenceMask = (std::uint64_t{1} << kSequenceBits) - 1;

  struct Node {
    SimTime time;
    std::uint64_t order;  ///< priority in the upper 16 bits, sequence below
    Event event;
  };

  static std::uint64_t pack(int priority, std::uint64_t sequence) {
    return (static_cast<std::uint64_t>(priority - kHighestPriority) << kSequenceBits) | sequence;
  }
  static int priority_of(std::uint64_t order) { return static_cast<int>(order >> kSequenceBits) + kHighestPriority; }

  /// (time, order) as one number, which compares without a branch to mispredict.
  static __int128 key(const Node& node) {
    return (static_cast<__int128>(node.time.time_since_epoch().count()) << 64) | node.order;
  }
  static bool is_before(const Node& a, const Node& b) { return key(a) < key(b); }

  const Node& first() const {
    ensure_any();
    return has_hole_ ? heap_[first_child(0, std::min(kArity, size()))] : heap_[0];
  }

  void ensure_any() const {
    if (is_empty()) [[unlikely]] {
      ensure(false, "Calendar: no event is scheduled");
    }
  }

  /// Index of the earliest of the `n` >= 1 children of `parent`.
  std::size_t first_child(std::size_t parent, std::size_t n) const {
    const std::size_t child = kArity * parent + 1;
    const auto earlier = [this](std::size_t a, std::size_t b) { return is_before(heap_[b], heap_[a]) ? b : a; };
    if (n == kArity) {  // a tournament: adding the outcome to the index keeps it free of branches
      const std::size_t left = child + static_cast<std::size_t>(is_before(heap_[child + 1], heap_[child]));
      const std::size_t right = child + 2 + static_cast<std::size_t>(is_before(heap_[child + 3], heap_[child + 2]));
      return earlier(left, right);
    }
    std::size_t first = child;
    for (std::size_t i = 1; i < n; ++i) {
      first = earlier(first, child + i);
    }
    return first;
  }

  void rise(std::size_t place) {
    if (place == 0) {
      return;
    }
    Node node = std::move(heap_[place]);
    while (place > 0 && is_before(node, heap_[(place - 1) / kArity])) {
      heap_[place] = std::move(heap_[(place - 1) / kArity]);
      place = (place - 1) / kArity;
    }
    heap_[place] = std::move(node);
  }

  /// Puts `node` into the hole at the root and down to where it belongs.
  void sink(Node node) {
    std::size_t place = 0;
    const std::size_t n = heap_.size();
    for (std::size_t child = 1; child < n; child = kArity * place + 1) {
      const std::size_t first = first_child(place, std::min(kArity, n - child));
      if (!is_before(heap_[first], node)) {
        break;
      }
      heap_[place] = std::move(heap_[first]);
      place = first;
    }
    heap_[place] = std::move(node);
  }

  void fill_hole() {
    Node last = std::move(heap_.back());
    heap_.pop_back();
    sink(std::move(last));
  }

  std::vector<Node> heap_;
  std::uint64_t n_scheduled_ = 0;
  bool has_hole_ = false;
};

}  // namespace aibelt::base
