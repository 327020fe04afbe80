#include <algorithm>
#include <functional>
#include <limits>
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
///
/// A job whose start is refused is promised a new one at the next expected release at the earliest. Where capacity is lost or
/// a running job overruns, and the promises no longer fit, all are made anew in the order of the queue. A job that overruns
/// is expected to run twice as long as it was expected to. A job that no release and no reservation makes room for has no
/// promise; it is tried again when something completes or the capacity changes.
class ConservativeBackfill : public Scheduler {
 public:
  explicit ConservativeBackfill(std::int32_t processors) : capacity_(processors), profile_(processors) {}

  void submit(const Request& request) override { arrivals_.push_back(request); }

  void withdraw(std::int32_t job) override {
    const std::size_t place = line_.place_of(job);
    if (place == WaitingLine::kNone) {
      std::erase_if(arrivals_, [job](const Request& request) { return request.job == job; });
      return;
    }
    cancel(line_.at(place));
    line_.remove(place);
    --n_unpromised_;
  }

  void complete(const Request& request, base::SimTime /*expected_end*/, base::SimTime now) override {
    const Run run = runs_[static_cast<std::size_t>(request.job)];
    by_end_.erase({run.end, request.job});
    if (run.end > now) {
      profile_.change(now, run.end, request.processors);
      note_raised(run.end);
    }
    if (n_unpromised_ > 0) {
      note_raised(base::kNever);
    }
  }

  void set_capacity(std::int32_t processors, base::SimTime /*now*/) override {
    profile_.change_always(processors - std::exchange(capacity_, processors));
    note_raised(base::kNever);
    is_reduced_ = true;
  }

  void capacity_changed() override { note_raised(base::kNever); }

  void decide(Room& room) override {
    now_ = room.now();
    extend_overrun();
    profile_.forget_before(now_);
    refused_.clear();
    if (std::exchange(is_reduced_, false) && profile_.is_overdrawn()) {
      promise_anew();
    } else if (is_changed_) {
      compress();
    }
    for (const Request& request : arrivals_) {
      take_in(request);
    }
    arrivals_.clear();
    start_due(room);
    while (is_changed_) {  // others may fit where a job was refused
      compress();
      start_due(room);
    }
  }

  base::SimTime next_decision() const override {
    return by_promise_.empty() ? base::kNever : by_promise_.begin()->first;
  }

  base::SimTime promised_start(std::int32_t job) const override {
    const auto index = static_cast<std::size_t>(job);
    return index < promises_.size() ? promises_[index] : base::kNever;
  }

 private:
  /// A running job.
  struct Run {
    base::SimTime start;
    base::SimTime end;  ///< as it is expected now
    std::int32_t processors = 0;
  };

  /// At least one microsecond, so that jobs of no length do not share processors.
  static base::Duration length_of(const Request& request) { return std::max(request.estimate, base::Duration{1}); }

  void note_raised(base::SimTime until) {
    raised_until_ = std::max(raised_until_, until);
    is_changed_ = true;
  }

  /// Promises `request`, which has no promise, a start; kNever for none.
  void reserve(const Request& request, base::SimTime start) {
    if (start == base::kNever) {
      return;
    }
    profile_.change(start, start + length_of(request), -request.processors);
    promises_[static_cast<std::size_t>(request.job)] = start;
    by_promise_.emplace(start, request.job);
    --n_unpromised_;
  }

  /// Takes back the promise of `request`, if it has one.
  void cancel(const Request& request) {
    base::SimTime& promise = promises_[static_cast<std::size_t>(request.job)];
    if (promise == base::kNever) {
      return;
    }
    const base::SimTime end = promise + length_of(request);
    if (const base::SimTime begin = std::max(promise, now_); begin < end) {
      profile_.change(begin, end, request.processors);
      note_raised(end);
    }
    by_promise_.erase({promise, request.job});
    promise = base::kNever;
    ++n_unpromised_;
  }

  base::SimTime earliest(const Request& request, base::SimTime from) const {
    return profile_.earliest({.from = from, .duration = length_of(request), .processors = request.processors});
  }

  void take_in(const Request& request) {
    if (static_cast<std::size_t>(request.job) >= promises_.size()) {
      promises_.resize(2 * static_cast<std::size_t>(request.job) + 1, base::kNever);
    }
    line_.add(request);
    ++n_unpromised_;
    reserve(request, earliest(request, now_));
  }

  /// Expects jobs that should have ended to run on.
  void extend_overrun() {
    while (!by_end_.empty() && by_end_.begin()->first <= now_) {
      const std::int32_t job = by_end_.begin()->second;
      Run& run = runs_[static_cast<std::size_t>(job)];
      by_end_.erase(by_end_.begin());
      const base::SimTime end = now_ + std::max(now_ - run.start, base::Duration{base::kSecond});
      profile_.change(run.end, end, -run.processors);
      run.end = end;
      by_end_.emplace(end, job);
      is_reduced_ = true;
    }
  }

  void promise_anew() {
    for_each_waiting([this](const Request& request) { cancel(request); });
    for_each_waiting([this](const Request& request) { reserve(request, earliest(request, now_)); });
    raised_until_ = now_;
    is_changed_ = false;
  }

  template <class Act>
  void for_each_waiting(const Act& act) {
    const Gap all = {std::numeric_limits<std::int32_t>::max() - 1, std::numeric_limits<std::int32_t>::max() - 1, 0};
    for (std::size_t place = line_.find(0, all); place != WaitingLine::kNone; place = line_.find(place + 1, all)) {
      act(line_.at(place));
    }
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
    is_changed_ = false;
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
    if (start == base::kNever || std::find(refused_.begin(), refused_.end(), request.job) != refused_.end()) {
      return false;
    }
    cancel(request);
    reserve(request, start);
    return true;
  }

  void start_due(Room& room) {
    due_.clear();
    for (auto entry = by_promise_.begin(); entry != by_promise_.end() && entry->first <= now_; ++entry) {
      due_.push_back(line_.place_of(entry->second));
    }
    std::sort(due_.begin(), due_.end());
    for (const std::size_t place : due_) {
      line_.remove(place);
    }
    for (const std::size_t place : due_) {
      const Request& request = line_.at(place);
      if (room.start(request, !line_.is_empty() && line_.front() < place)) {
        note_start(request);
      } else {
        line_.restore(place);
        put_off(request);
      }
    }
  }

  void note_start(const Request& request) {
    const auto index = static_cast<std::size_t>(request.job);
    by_promise_.erase({promises_[index], request.job});
    if (promises_[index] < now_) {  // nobody asked in time
      profile_.change(std::max(now_, promises_[index] + length_of(request)), now_ + length_of(request),
                      -request.processors);
      is_reduced_ = true;
    }
    promises_[index] = base::kNever;
    runs_.resize(promises_.size());
    runs_[index] = {now_, now_ + length_of(request), request.processors};
    by_end_.emplace(runs_[index].end, request.job);
  }

  void put_off(const Request& request) {
    refused_.push_back(request.job);
    cancel(request);
    const auto release = by_end_.upper_bound({now_, std::numeric_limits<std::int32_t>::max()});
    reserve(request, release == by_end_.end() ? base::kNever : earliest(request, release->first));
  }

  std::int32_t capacity_;
  Profile profile_;
  WaitingLine line_;
  std::vector<Request> arrivals_;                                ///< since the last pass
  std::vector<base::SimTime> promises_;                          ///< by job; kNever outside the queue
  std::set<std::pair<base::SimTime, std::int32_t>> by_promise_;  ///< the queue
  std::vector<std::size_t> due_;                                 ///< places
  std::vector<std::int32_t> refused_;                            ///< jobs, in this pass
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> near_;  ///< places, during `compress`
  std::vector<Run> runs_;                                                            ///< by job
  std::set<std::pair<base::SimTime, std::int32_t>> by_end_;                          ///< running jobs
  std::size_t n_unpromised_ = 0;  ///< jobs of the line that are promised nothing
  bool is_changed_ = false;       ///< something has come free since the last pass
  bool is_reduced_ = false;       ///< promises may no longer fit
  base::SimTime raised_until_;    ///< nothing came free from then on since the last pass began
  base::SimTime now_;
};

}  // namespace

scenario::Kind<SchedulingPolicy> conservative_backfill() {
  return scenario::kind<SchedulingPolicy, PlainPolicy<ConservativeBackfill>>(
      "conservative_backfill",
      "every job is promised a start at its submission; later jobs may pass where they delay nobody");
}

}  // namespace aibelt::policy
