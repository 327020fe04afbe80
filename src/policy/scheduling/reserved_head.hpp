#pragma once

#include <algorithm>

#include "releases.hpp"
#include "waiting_line.hpp"

namespace aibelt::policy {

/// The rule of EASY [lifka1995]: the first job that does not fit holds a reservation at the shadow time, the earliest at
/// which the running jobs' estimates leave it its processors. Others pass it where they end by then or take none of the
/// processors it needs.
///
/// A first job that is refused although its count is free reserves at the next expected release. One that wants more than
/// all running jobs can give back, since capacity was lost, reserves nothing, and others pass it freely. Where a running job
/// has overrun, its release is expected at any moment.
class ReservedHead {
 public:
  /// A scheduling pass begins; the reservation stands.
  void begin_pass(Room& room) {
    now_ = room.now();
    free_ = room.free();
  }

  void complete(const Request& request, base::SimTime expected_end) {
    releases_.remove(expected_end, request.processors);
  }

  void drop() { head_ = -1; }
  bool is_head(std::int32_t job) const { return head_ == job; }
  bool has_head() const { return head_ >= 0; }
  base::SimTime shadow() const { return shadow_; }

  /// Starts a job that nobody waits before. False where it does not fit; then it holds the reservation.
  bool start_first(const Request& request, Room& room) {
    if (request.processors <= free_ && start(request, false, room)) {
      return true;
    }
    reserve(request);
    return false;
  }

  /// Starts a job past the one that holds the reservation, if that leaves its reservation as it is.
  bool start_past(const Request& request, Room& room) {
    if (!gap().admits(request.processors, request.estimate.count()) || !start(request, true, room)) {
      return false;
    }
    if (now_ + request.estimate > shadow_) {
      extra_ -= request.processors;
    }
    return true;
  }

  /// Starts the jobs of `line` from `from` on that may pass.
  void start_past(WaitingLine& line, std::size_t from, Room& room) {
    for (std::size_t place = line.find(from, gap()); place != WaitingLine::kNone; place = line.find(from, gap())) {
      if (start_past(line.at(place), room)) {
        line.remove(place);
      }
      from = place + 1;
    }
  }

 private:
  bool start(const Request& request, bool is_backfill, Room& room) {
    if (!room.start(request, is_backfill)) {
      return false;
    }
    free_ -= request.processors;
    releases_.add(now_ + request.estimate, request.processors);
    return true;
  }

  void reserve(const Request& first) {
    const bool is_refused = first.processors <= free_;
    const Releases::Point point = is_refused ? releases_.find_after(now_) : releases_.find(first.processors - free_);
    head_ = first.job;
    shadow_ = std::max(point.time, now_);
    extra_ = free_ + point.processors - first.processors;
  }

  Gap gap() const {
    const auto any = static_cast<std::int32_t>(std::min<std::int64_t>(free_, extra_));
    return {any, free_, (shadow_ - now_).count()};
  }

  Releases releases_;
  base::SimTime now_;
  std::int32_t free_ = 0;
  std::int32_t head_ = -1;               ///< job with the reservation
  base::SimTime shadow_ = base::kNever;  ///< its reserved start
  std::int64_t extra_ = 0;               ///< processors it leaves free from then on
};

}  // namespace aibelt::policy
