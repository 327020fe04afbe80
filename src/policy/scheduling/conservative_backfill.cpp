#include <algorithm>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "aibelt/scenario/codec.hpp"
#include "hole_search.hpp"
#include "promise_book.hpp"
#include "running_jobs.hpp"
#include "schedulers.hpp"
#include "staircase.hpp"
#include "waiting_line.hpp"

namespace aibelt::policy {
namespace {

/// Conservative backfilling [mualem2001]: every job gets, at its submission, a reservation at the earliest time that delays
/// no other. When a job ends before its estimate, the queue is gone through once in its order and each job moves to the
/// earliest start the others' reservations leave it.
///
/// A job that could not move in one pass can move in the next only into what came free since. So a pass looks only at the
/// jobs that some hole may hold: what ended early, what moved jobs leave, and what those of the pass before have left.
///
/// A job whose start is refused is promised a new one at the next expected release at the earliest. Where capacity is lost or
/// a running job overruns, and the promises no longer fit, all are made anew in the order of the queue. A job that overruns
/// is expected to run twice as long as it was expected to. A job that no release and no reservation makes room for has no
/// promise; it is tried again when something completes or the capacity changes.
///
/// Only the first `depth` jobs hold promises, as under Maui's RESERVATIONDEPTH. Those behind start where that delays no
/// promise, the first of the queue first, and move up as promises are used: depth 1 is EASY.
class ConservativeBackfill : public Scheduler {
 public:
  ConservativeBackfill(std::int32_t processors, std::int64_t depth)
      : capacity_(processors), depth_(static_cast<std::size_t>(depth)), book_(processors), search_(book_) {}

  void submit(const Request& request) override { arrivals_.push_back(request); }

  void withdraw(std::int32_t job) override {
    const auto is_job = [job](const Request& request) { return request.job == job; };
    if (std::erase_if(arrivals_, is_job) > 0) {
      return;
    }
    if (const std::size_t place = behind_.place_of(job); place != WaitingLine::kNone) {
      behind_.remove(place);
    } else {
      cancel(job);
      book_.remove(job);
    }
  }

  void complete(const Request& request, base::SimTime /*expected_end*/, base::SimTime now) override {
    const RunningJobs::Run run = running_.remove(request.job);
    if (run.end > now) {
      book_.profile().change(now, run.end, request.processors);
      note({now, run.end}, HoleSearch::kNone);
    }
    if (book_.has_unpromised()) {
      note_change(base::kNever);
    }
  }

  void set_capacity(std::int32_t processors, base::SimTime /*now*/) override {
    const std::int32_t change = processors - std::exchange(capacity_, processors);
    book_.profile().change_always(change);
    note_change(base::kNever);
    is_raised_ = is_raised_ || change > 0;
    is_reduced_ = true;
  }

  void capacity_changed() override { note_change(base::kNever); }

  void decide(Room& room) override {
    now_ = room.now();
    extend_overrun();
    book_.profile().forget_before(now_);
    refused_.clear();
    if (std::exchange(is_reduced_, false) && book_.profile().is_overdrawn()) {
      promise_anew();
    } else if (is_changed_) {
      compress();
    }
    for (const Request& request : arrivals_) {
      behind_.add(request);
    }
    arrivals_.clear();
    do {
      move_up();
      start_due(room);
      while (is_changed_) {  // others may fit where a job was refused
        compress();
        start_due(room);
      }
    } while (may_move_up());
    start_behind(room);
  }

  base::SimTime next_decision() const override {
    return book_.promises().empty() ? base::kNever : book_.promises().begin()->first;
  }

  base::SimTime promised_start(std::int32_t job) const override {
    return behind_.place_of(job) == WaitingLine::kNone ? book_.promise(job) : base::kNever;
  }

 private:
  /// Something came free that the queue has been offered to from rank `to` on.
  struct Leftover {
    PromiseBook::Hole hole;
    std::int64_t to;
  };

  void note_change(base::SimTime until) {
    raised_until_ = std::max(raised_until_, until);
    is_changed_ = true;
  }

  void note(const PromiseBook::Hole& hole, std::int64_t to) {
    leftovers_.push_back({hole, to});
    note_change(hole.end);
  }

  void cancel(std::int32_t job) {
    if (book_.promise(job) == base::kNever) {
      return;
    }
    if (const PromiseBook::Hole hole = book_.cancel(job, now_); hole.begin < hole.end) {
      note(hole, HoleSearch::kNone);
    }
  }

  base::SimTime earliest(std::int32_t job, base::SimTime from) const {
    const PromiseBook::Entry& entry = book_.at(job);
    return book_.profile().earliest({.from = from, .duration = entry.length(), .processors = entry.request.processors});
  }

  /// Promises a job without promise the earliest start, if there is one.
  void promise(std::int32_t job) {
    book_.reserve(job, earliest(job, now_));
    if (book_.promise(job) != base::kNever) {
      book_.settle(job);
    }
  }

  bool may_move_up() const { return !behind_.is_empty() && book_.promises().size() < depth_; }

  /// Promises starts to jobs from behind, as many as may hold one.
  void move_up() {
    while (may_move_up()) {
      const std::size_t place = behind_.front();
      const Request request = behind_.at(place);
      behind_.remove(place);
      book_.add(request);
      promise(request.job);
    }
  }

  /// Starts jobs from behind that end before what they take is promised.
  void start_behind(Room& room) {
    std::size_t from = 0;
    while (!behind_.is_empty()) {
      const std::size_t place = first_that_fits(from);
      if (place == WaitingLine::kNone) {
        return;
      }
      const Request request = behind_.at(place);
      if (room.start(request, !book_.is_empty() || place != behind_.front())) {
        behind_.remove(place);
        const base::SimTime end = now_ + std::max(request.estimate, base::Duration{1});
        book_.profile().change(now_, end, -request.processors);
        running_.add(request.job, {now_, end, request.processors});
      }
      from = place + 1;
    }
  }

  /// The first place from `from` on whose job fits into what no promise takes from now on; kNone without.
  std::size_t first_that_fits(std::size_t from) {
    std::size_t first = WaitingLine::kNone;
    book_.profile().descend(now_, descent_);
    for (const Profile::Stretch& stretch : descent_) {
      const bool is_endless = stretch.end == base::kNever;
      const Gap gap = {is_endless ? stretch.free : 0, stretch.free, is_endless ? 0 : (stretch.end - now_).count()};
      first = std::min(first, behind_.find(from, gap));
    }
    return first;
  }

  /// Expects jobs that should have ended to run on.
  void extend_overrun() {
    while (const auto job = running_.overdue(now_)) {
      const RunningJobs::Run run = running_.remove(*job);
      const base::SimTime end = now_ + std::max(now_ - run.start, base::Duration{base::kSecond});
      book_.profile().change(run.end, end, -run.processors);
      running_.add(*job, {run.start, end, run.processors});
      is_reduced_ = true;
    }
  }

  void promise_anew() {
    for (const auto& [rank, job] : book_.queue()) {
      cancel(job);
      book_.unsettle(job);
    }
    for (const auto& [rank, job] : book_.queue()) {
      promise(job);
    }
    forget_changes();
    is_changed_ = false;
  }

  /// Everything that came free until now is being dealt with.
  void forget_changes() {
    raised_until_ = now_;
    is_raised_ = false;
    leftovers_.clear();
  }

  void compress() {
    until_ = raised_until_;
    const bool is_raised = is_raised_;
    const std::vector<Leftover> leftovers = leftovers_;
    forget_changes();
    if (is_raised) {
      for (const auto& [rank, job] : book_.queue()) {
        move(job, sooner_start(job));
      }
    } else {
      for (const Leftover& leftover : leftovers) {
        search_.offer(leftover.hole, now_, 0, leftover.to);
      }
      go_through_queue();
    }
    is_changed_ = false;
  }

  void go_through_queue() {
    for (std::int64_t rank = next_rank(0); rank != HoleSearch::kNone; rank = next_rank(rank + 1)) {
      const std::int32_t job = book_.job_at(rank);
      const base::SimTime start = search_.next() == rank ? search_.look(now_) : sooner_start(job);
      search_.offer(move(job, start), now_, rank + 1, HoleSearch::kNone);
      search_.go_on();
    }
  }

  std::int64_t next_rank(std::int64_t from) const {
    const auto unsettled = book_.unsettled().lower_bound(from);
    return unsettled == book_.unsettled().end() ? search_.next() : std::min(*unsettled, search_.next());
  }

  /// Moves a job to `start`, unless that is kNever. What it leaves.
  PromiseBook::Hole move(std::int32_t job, base::SimTime start) {
    if (start == base::kNever) {
      return {};
    }
    if (book_.promise(job) == base::kNever) {
      book_.reserve(job, start);
      book_.settle(job);
      return {};
    }
    const PromiseBook::Hole hole = book_.move(job, start);
    note(hole, book_.at(job).rank);
    until_ = std::max(until_, hole.end);
    return hole;
  }

  /// The earliest start of a job before `until_`, if that is sooner than its own; kNever without.
  base::SimTime sooner_start(std::int32_t job) const {
    const PromiseBook::Entry& entry = book_.at(job);
    if (std::find(refused_.begin(), refused_.end(), job) != refused_.end() || !may_move_before_until(entry)) {
      return base::kNever;
    }
    return book_.profile().earliest({.from = now_,
                                     .before = std::min(until_, entry.promise),
                                     .limit = entry.promise,
                                     .duration = entry.length(),
                                     .processors = entry.request.processors});
  }

  /// A job promised a start from `until_` on can move before it only within [now, until_) or across `until_`.
  bool may_move_before_until(const PromiseBook::Entry& entry) const {
    if (entry.promise < until_) {
      return true;
    }
    const Profile& profile = book_.profile();
    const Gap gap{profile.free_at(until_ - base::Duration{1}), profile.most_free(now_, until_),
                  (until_ - now_).count()};
    return gap.admits(entry.request.processors, entry.request.estimate.count());
  }

  void start_due(Room& room) {
    due_.clear();
    for (const auto& [promise, job] : book_.promises()) {
      if (promise > now_) {
        break;
      }
      due_.push_back(book_.at(job).rank);
    }
    std::sort(due_.begin(), due_.end());
    std::int64_t first_left = first_not_due();
    for (const std::int64_t rank : due_) {
      const std::int32_t job = book_.job_at(rank);
      if (room.start(book_.at(job).request, first_left < rank)) {
        note_start(book_.at(job));
      } else {
        first_left = std::min(first_left, rank);
        put_off(job);
      }
    }
  }

  std::int64_t first_not_due() const {
    auto due = due_.begin();
    for (const auto& [rank, job] : book_.queue()) {
      if (due == due_.end() || *due != rank) {
        return rank;
      }
      ++due;
    }
    return HoleSearch::kNone;
  }

  void note_start(const PromiseBook::Entry& entry) {
    const std::int32_t job = entry.request.job;
    const RunningJobs::Run run{now_, now_ + entry.length(), entry.request.processors};
    if (entry.promise < now_) {  // nobody asked in time
      book_.profile().change(std::max(now_, entry.end()), run.end, -run.processors);
      is_reduced_ = true;
    }
    book_.remove(job);
    running_.add(job, run);
  }

  void put_off(std::int32_t job) {
    refused_.push_back(job);
    cancel(job);
    book_.unsettle(job);
    const base::SimTime release = running_.first_end_after(now_);
    book_.reserve(job, release == base::kNever ? base::kNever : earliest(job, release));
  }

  std::int32_t capacity_;
  std::size_t depth_;  ///< the most jobs that hold a promise
  PromiseBook book_;
  HoleSearch search_;
  WaitingLine behind_;                     ///< the jobs behind those with a promise
  std::vector<Profile::Stretch> descent_;  ///< what no promise takes
  std::vector<Request> arrivals_;          ///< since the last pass
  std::vector<std::int64_t> due_;          ///< ranks
  std::vector<std::int32_t> refused_;      ///< jobs, in this pass
  RunningJobs running_;
  std::vector<Leftover> leftovers_;  ///< since the last pass began
  bool is_changed_ = false;          ///< something has come free since the last pass
  bool is_raised_ = false;           ///< there is more capacity since the last pass
  bool is_reduced_ = false;          ///< promises may no longer fit
  base::SimTime raised_until_;       ///< nothing came free from then on since the last pass began
  base::SimTime until_;              ///< nothing came free from then on since the pass before began
  base::SimTime now_;
};

struct ConservativeBackfillPolicy : SchedulingPolicy {
  std::int64_t depth = std::numeric_limits<std::int64_t>::max();

  std::unique_ptr<Scheduler> open(std::int32_t processors, const std::vector<std::string>& /*tenants*/) const override {
    return std::make_unique<ConservativeBackfill>(processors, depth);
  }

  static const scenario::FieldTable<ConservativeBackfillPolicy>& fields() {
    static const scenario::FieldTable<ConservativeBackfillPolicy> table = {
        scenario::field(
            &ConservativeBackfillPolicy::depth,
            {.name = "depth",
             .low = 1,
             .doc = "the most jobs that hold a promise; the cost of a job grows with it, not with the queue",
             .by_default = "all"}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<SchedulingPolicy> conservative_backfill() {
  return scenario::kind<SchedulingPolicy, ConservativeBackfillPolicy>(
      "conservative_backfill",
      "every job, or the first `depth`, is promised a start; later jobs may pass where they delay nobody promised one");
}

}  // namespace aibelt::policy
