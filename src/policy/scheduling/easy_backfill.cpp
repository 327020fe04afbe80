#include <algorithm>

#include "releases.hpp"
#include "schedulers.hpp"
#include "waiting_line.hpp"

namespace aibelt::policy {
namespace {

/// EASY [lifka1995]: the first job of the queue holds a reservation at the shadow time, the earliest at which the running
/// jobs' estimates leave it its processors. Others pass it where they end by then or take none of the processors it needs.
///
/// Without a completion the reservation stands, and jobs that did not fit before do not fit now: the window to the shadow
/// time only shrinks. So between completions only new jobs are looked at.
class EasyBackfill : public Scheduler {
 public:
  explicit EasyBackfill(std::int32_t /*processors*/) {}

  void submit(const Request& request) override { arrivals_.push_back(request); }

  void complete(const Request& request, base::SimTime expected_end, base::SimTime /*now*/) override {
    releases_.remove(expected_end, request.processors);
    is_changed_ = true;
  }

  void decide(const SchedulingView& view, Starts& starts) override {
    now_ = view.now;
    free_ = view.free;
    if (is_changed_ && !line_.is_empty()) {
      start_first_jobs(starts);
      backfill_line(starts);
    }
    is_changed_ = false;
    for (const Request& request : arrivals_) {
      take_in(request, starts);
    }
    arrivals_.clear();
  }

  base::SimTime promised_start(std::int32_t job) const override { return job == head_ ? shadow_ : base::kNever; }

 private:
  void start(const Request& request, bool is_backfill, Starts& starts) {
    free_ -= request.processors;
    releases_.add(now_ + request.estimate, request.processors);
    starts.push_back({request.job, is_backfill});
  }

  void start_first_jobs(Starts& starts) {
    while (!line_.is_empty()) {
      const std::size_t place = line_.front();
      const Request first = line_.at(place);
      if (first.processors > free_) {
        reserve(first);
        return;
      }
      line_.remove(place);
      start(first, false, starts);
    }
    head_ = -1;
  }

  void reserve(const Request& first) {
    const Releases::Point point = releases_.find(first.processors - free_);
    head_ = first.job;
    shadow_ = point.time;
    extra_ = free_ + point.processors - first.processors;
  }

  Gap gap() const {
    const auto any = static_cast<std::int32_t>(std::min<std::int64_t>(free_, extra_));
    return {any, free_, (shadow_ - now_).count()};
  }

  void backfill(const Request& request, Starts& starts) {
    if (now_ + request.estimate > shadow_) {
      extra_ -= request.processors;
    }
    start(request, true, starts);
  }

  void backfill_line(Starts& starts) {
    if (line_.size() < 2) {
      return;
    }
    std::size_t from = line_.front() + 1;
    for (std::size_t place = line_.find(from, gap()); place != WaitingLine::kNone; place = line_.find(from, gap())) {
      const Request request = line_.at(place);
      line_.remove(place);
      backfill(request, starts);
      from = place + 1;
    }
  }

  void take_in(const Request& request, Starts& starts) {
    if (line_.is_empty()) {
      if (request.processors <= free_) {
        start(request, false, starts);
        return;
      }
      reserve(request);
    } else if (gap().admits(request.processors, request.estimate.count())) {
      backfill(request, starts);
      return;
    }
    line_.add(request);
  }

  WaitingLine line_;
  Releases releases_;
  std::vector<Request> arrivals_;  ///< since the last pass
  bool is_changed_ = false;        ///< a job has ended since the last pass
  base::SimTime now_;
  std::int32_t free_ = 0;
  std::int32_t head_ = -1;               ///< job with the reservation
  base::SimTime shadow_ = base::kNever;  ///< its reserved start
  std::int64_t extra_ = 0;               ///< processors it leaves free from then on
};

}  // namespace

scenario::Kind<SchedulingPolicy> easy_backfill() {
  return scenario::kind<SchedulingPolicy, PlainPolicy<EasyBackfill>>(
      "easy_backfill",
      "first come, first served, but later jobs may pass where they do not delay the first of the queue");
}

}  // namespace aibelt::policy
