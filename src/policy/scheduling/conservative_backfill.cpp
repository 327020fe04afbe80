#include <algorithm>
#include <functional>
#include <queue>
#include <set>
#include <utility>

#include "profile.hpp"
#include "schedulers.hpp"
#include "waiting_line.hpp"

namespace aibelt::policy {
namespace {

/// Conservative backfilling [mualem2001]: every job gets, at its submission, a reservation at the earliest time that delays
/// no other. When a job ends before its estimate, the queue is gone through once in its order and each job moves to the
/// earliest start the others' reservations leave it.
///
/// A job that could not move in one pass can move in the next only into what came free since: into [now, raised_until_).
/// So a pass looks only at the jobs that are reserved in there and at those that the free processors there may hold.
class ConservativeBackfill : public Scheduler {
 public:
  explicit ConservativeBackfill(std::int32_t processors) : profile_(processors) {}

  void submit(const Request& request) override { arrivals_.push_back(request); }

  void complete(const Request& request, base::SimTime expected_end, base::SimTime now) override {
    const base::SimTime end = expected_end - request.estimate + length_of(request);
    if (end > now) {
      profile_.change(now, end, request.processors);
      raised_until_ = std::max(raised_until_, end);
      is_changed_ = true;
    }
  }

  void decide(const SchedulingView& view, Starts& starts) override {
    now_ = view.now;
    profile_.forget_before(now_);
    if (std::exchange(is_changed_, false)) {
      compress();
    }
    for (const Request& request : arrivals_) {
      take_in(request);
    }
    arrivals_.clear();
    start_due(starts);
  }

  base::SimTime next_decision() const override {
    return by_promise_.empty() ? base::kNever : by_promise_.begin()->first;
  }

  base::SimTime promised_start(std::int32_t job) const override { return promises_[static_cast<std::size_t>(job)]; }

 private:
  /// At least one microsecond, so that jobs of no length do not share processors.
  static base::Duration length_of(const Request& request) { return std::max(request.estimate, base::Duration{1}); }

  void reserve(const Request& request, base::SimTime start) {
    profile_.change(start, start + length_of(request), -request.processors);
    promises_[static_cast<std::size_t>(request.job)] = start;
    by_promise_.emplace(start, request.job);
  }

  void take_in(const Request& request) {
    if (static_cast<std::size_t>(request.job) >= promises_.size()) {
      promises_.resize(2 * static_cast<std::size_t>(request.job) + 1, base::kNever);
    }
    line_.add(request);
    reserve(request,
            profile_.earliest({.from = now_, .duration = length_of(request), .processors = request.processors}));
  }

  void compress() {
    base::SimTime until = std::exchange(raised_until_, now_);
    near_ = {};
    add_near(now_, until, 0);
    Gap gap = gap_until(until);
    for (std::size_t place = next_candidate(0, gap); place != WaitingLine::kNone;
         place = next_candidate(place + 1, gap)) {
      if (!move_forward(line_.at(place), until)) {
        continue;
      }
      if (raised_until_ > until) {
        add_near(until, raised_until_, place + 1);
        until = raised_until_;
      }
      gap = gap_until(until);
    }
  }

  /// Lists the jobs from `from` on that are promised a start in [begin, end).
  void add_near(base::SimTime begin, base::SimTime end, std::size_t from) {
    for (auto entry = by_promise_.lower_bound({begin, -1}); entry != by_promise_.end() && entry->first < end; ++entry) {
      const std::size_t place = line_.place_of(entry->second);
      if (place >= from) {
        near_.push(place);
      }
    }
  }

  /// A job promised a start from `until` on can move before it only within [now, until) or across `until`.
  Gap gap_until(base::SimTime until) const {
    return {profile_.free_at(until - base::Duration{1}), profile_.most_free(now_, until), (until - now_).count()};
  }

  std::size_t next_candidate(std::size_t from, const Gap& gap) {
    while (!near_.empty() && near_.top() < from) {
      near_.pop();
    }
    return std::min(near_.empty() ? WaitingLine::kNone : near_.top(), line_.find(from, gap));
  }

  /// Moves a job to the earliest start before `until`, if that is sooner than its own.
  bool move_forward(const Request& request, base::SimTime until) {
    const base::SimTime promise = promised_start(request.job);
    const base::SimTime start = profile_.earliest({.from = now_,
                                                   .before = std::min(until, promise),
                                                   .limit = promise,
                                                   .duration = length_of(request),
                                                   .processors = request.processors});
    if (start == base::kNever) {
      return false;
    }
    profile_.change(promise, promise + length_of(request), request.processors);
    by_promise_.erase({promise, request.job});
    raised_until_ = std::max(raised_until_, promise + length_of(request));
    reserve(request, start);
    return true;
  }

  void start_due(Starts& starts) {
    due_.clear();
    while (!by_promise_.empty() && by_promise_.begin()->first <= now_) {
      const std::int32_t job = by_promise_.begin()->second;
      due_.push_back(line_.place_of(job));
      line_.remove(due_.back());
      promises_[static_cast<std::size_t>(job)] = base::kNever;
      by_promise_.erase(by_promise_.begin());
    }
    std::sort(due_.begin(), due_.end());
    for (const std::size_t place : due_) {
      starts.push_back({line_.at(place).job, !line_.is_empty() && line_.front() < place});
    }
  }

  Profile profile_;
  WaitingLine line_;
  std::vector<Request> arrivals_;                                ///< since the last pass
  std::vector<base::SimTime> promises_;                          ///< by job; kNever outside the queue
  std::set<std::pair<base::SimTime, std::int32_t>> by_promise_;  ///< the queue
  std::vector<std::size_t> due_;                                 ///< places
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> near_;  ///< places, during `compress`
  bool is_changed_ = false;     ///< a job has ended early since the last pass
  base::SimTime raised_until_;  ///< nothing came free from then on since the last pass began
  base::SimTime now_;
};

}  // namespace

scenario::Kind<SchedulingPolicy> conservative_backfill() {
  return scenario::kind<SchedulingPolicy, PlainPolicy<ConservativeBackfill>>(
      "conservative_backfill",
      "every job is promised a start at its submission; later jobs may pass where they delay nobody");
}

}  // namespace aibelt::policy
