#include <vector>

#include "reserved_head.hpp"
#include "schedulers.hpp"

namespace aibelt::policy {
namespace {

/// EASY [lifka1995]: the first job of the queue holds the reservation.
///
/// Without a completion the reservation stands, and jobs that did not fit before do not fit now: the window to the shadow
/// time only shrinks. So between completions only new jobs are looked at, and a start that was refused is not tried again
/// before something completes or the capacity changes.
class EasyBackfill : public Scheduler {
 public:
  explicit EasyBackfill(std::int32_t /*processors*/) {}

  void submit(const Request& request) override { arrivals_.push_back(request); }

  void withdraw(std::int32_t job) override {
    const std::size_t place = line_.place_of(job);
    if (place == WaitingLine::kNone) {
      std::erase_if(arrivals_, [job](const Request& request) { return request.job == job; });
      return;
    }
    line_.remove(place);
    is_changed_ = true;
    if (head_.is_head(job)) {
      head_.drop();
    }
  }

  void complete(const Request& request, base::SimTime expected_end, base::SimTime /*now*/) override {
    head_.complete(request, expected_end);
    is_changed_ = true;
  }

  void set_capacity(std::int32_t /*processors*/, base::SimTime /*now*/) override { is_changed_ = true; }
  void capacity_changed() override { is_changed_ = true; }

  void decide(Room& room) override {
    head_.begin_pass(room);
    if (is_changed_ && !line_.is_empty()) {
      go_through_line(room);
    }
    is_changed_ = false;
    for (const Request& request : arrivals_) {
      const bool is_started = line_.is_empty() ? head_.start_first(request, room) : head_.start_past(request, room);
      if (!is_started) {
        line_.add(request);
      }
    }
    arrivals_.clear();
  }

  base::SimTime promised_start(std::int32_t job) const override {
    return head_.is_head(job) ? head_.shadow() : base::kNever;
  }

 private:
  void go_through_line(Room& room) {
    head_.drop();
    while (!line_.is_empty() && head_.start_first(line_.at(line_.front()), room)) {
      line_.remove(line_.front());
    }
    if (line_.size() > 1) {
      head_.start_past(line_, line_.front() + 1, room);
    }
  }

  WaitingLine line_;
  ReservedHead head_;
  std::vector<Request> arrivals_;  ///< since the last pass
  bool is_changed_ = false;        ///< a job has ended since the last pass
};

}  // namespace

scenario::Kind<SchedulingPolicy> easy_backfill() {
  return scenario::kind<SchedulingPolicy, PlainPolicy<EasyBackfill>>(
      "easy_backfill",
      "first come, first served, but later jobs may pass where they do not delay the first of the queue [lifka1995]");
}

}  // namespace aibelt::policy
