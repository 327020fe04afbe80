#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "schedulers.hpp"

namespace aibelt::policy {
namespace {

/// Strict priorities with preemption: each priority has a queue of its own, by first submission, and only its first job may
/// start. Where that job does not fit, running jobs of lower rank are stopped for it: of the lowest rank first, then those
/// with the least run time so far, then those started last; none where all of them together would not free enough, and none
/// that turns out not to be needed. Priorities below go on where the first job of a higher one waits: they can be stopped.
///
/// Where a start is refused though enough is free, as on fragmented nodes, further jobs of lower rank are stopped one by one, of at
/// most as many processors as the job wants; after that it is not tried again before something completes or the capacity
/// changes.
class PriorityPreemptive : public Scheduler {
 public:
  explicit PriorityPreemptive(std::int32_t /*processors*/) {}

  void submit(const Request& request) override {
    const auto index = static_cast<std::size_t>(request.job);
    if (index >= jobs_.size()) {
      jobs_.resize(2 * index + 1);
    }
    jobs_[index] = {request, n_submitted_++};
    enqueue(jobs_[index]);
  }

  void withdraw(std::int32_t job) override {
    const Job& leaving = jobs_[static_cast<std::size_t>(job)];
    queue_[leaving.request.priority].erase(place_of(leaving));
    refused_.erase(job);
  }

  void complete(const Request& request, base::SimTime /*expected_end*/, base::SimTime /*now*/) override {
    forget_run(jobs_[static_cast<std::size_t>(request.job)]);
    refused_.clear();
  }

  void set_capacity(std::int32_t /*processors*/, base::SimTime /*now*/) override { refused_.clear(); }
  void capacity_changed() override { refused_.clear(); }

  void decide(Room& room) override {
    bool is_backfill = false;
    for (auto line = queue_.begin(); line != queue_.end();) {
      while (!line->second.empty() && start_first(line->second.begin()->second, is_backfill, room)) {
        line->second.erase(line->second.begin());
      }
      is_backfill = is_backfill || !line->second.empty();
      line = line->second.empty() ? queue_.erase(line) : std::next(line);
    }
  }

 private:
  struct Job {
    Request request;  ///< as of its last start or stop
    std::uint64_t serial = 0;
    base::SimTime start{};
  };
  using Place = std::pair<base::SimTime, std::uint64_t>;
  using Line = std::map<Place, std::int32_t>;

  /// A running job; the first to be stopped comes first.
  struct Victim {
    std::int32_t priority;
    base::SimTime start;       ///< less run time in earlier runs
    base::SimTime last_start;  ///< of the present run
    std::uint64_t serial;
    std::int32_t job;
    std::int32_t processors;

    friend bool operator<(const Victim& a, const Victim& b) {
      const auto rank = [](const Victim& v) { return std::tie(v.priority, v.start, v.last_start, v.serial); };
      return rank(a) > rank(b);
    }
  };

  static Place place_of(const Job& job) { return {job.request.submission, job.serial}; }
  static Victim victim_of(const Job& job) {
    return {job.request.priority,  job.start - job.request.attained, job.start, job.serial, job.request.job,
            job.request.processors};
  }

  void enqueue(const Job& job) { queue_[job.request.priority].emplace(place_of(job), job.request.job); }

  void forget_run(const Job& job) {
    victims_.erase(victim_of(job));
    used_[job.request.priority] -= job.request.processors;
  }

  bool start_first(std::int32_t index, bool is_backfill, Room& room) {
    Job& job = jobs_[static_cast<std::size_t>(index)];
    if (refused_.contains(index) || !make_room(job.request, room)) {
      return false;
    }
    if (!room.start(job.request, is_backfill) && !start_by_stopping_more(job.request, is_backfill, room)) {
      refused_.insert(index);
      return false;
    }
    job.start = room.now();
    victims_.insert(victim_of(job));
    used_[job.request.priority] += job.request.processors;
    return true;
  }

  /// Enough is free, but not in the right places: stops further jobs of lower rank, of as many processors as the job wants.
  bool start_by_stopping_more(const Request& request, bool is_backfill, Room& room) {
    std::int64_t stopped = 0;
    while (stopped < request.processors && !victims_.empty() && victims_.begin()->priority > request.priority) {
      const Victim victim = *victims_.begin();
      stopped += victim.processors;
      stop(victim, room);
      if (room.start(request, is_backfill)) {
        return true;
      }
    }
    return false;
  }

  /// False where stopping all jobs of lower rank would not be enough; then none is stopped.
  bool make_room(const Request& request, Room& room) {
    std::int64_t missing = request.processors - room.free();
    if (missing <= 0) {
      return true;
    }
    std::int64_t stoppable = 0;
    for (auto lower = used_.upper_bound(request.priority); lower != used_.end(); ++lower) {
      stoppable += lower->second;
    }
    if (stoppable < missing) {
      return false;
    }
    for (const Victim& victim : victims_for(missing)) {
      stop(victim, room);
    }
    return true;
  }

  /// The jobs to stop for `missing` processors.
  std::vector<Victim> victims_for(std::int64_t missing) const {
    std::vector<Victim> chosen;
    for (auto next = victims_.begin(); missing > 0; ++next) {
      chosen.push_back(*next);
      missing -= next->processors;
    }
    // The last ones chosen are those most worth sparing.
    for (std::size_t i = chosen.size(); i-- > 0;) {
      if (missing + chosen[i].processors <= 0) {
        missing += chosen[i].processors;
        chosen.erase(chosen.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
    return chosen;
  }

  void stop(const Victim& victim, Room& room) {
    Job& job = jobs_[static_cast<std::size_t>(victim.job)];
    room.preempt(victim.job);
    forget_run(job);
    job.request = room.request_of(victim.job);
    enqueue(job);
  }

  std::vector<Job> jobs_;               ///< by handle
  std::map<std::int32_t, Line> queue_;  ///< by priority
  std::set<Victim> victims_;
  std::map<std::int32_t, std::int64_t> used_;  ///< processors of running jobs by priority
  std::set<std::int32_t> refused_;
  std::uint64_t n_submitted_ = 0;
};

}  // namespace

scenario::Kind<SchedulingPolicy> priority_preemptive() {
  return scenario::kind<SchedulingPolicy, PlainPolicy<PriorityPreemptive>>(
      "priority_preemptive",
      "first come, first served within each priority; a job stops running ones of lower rank that it needs the place "
      "of");
}

}  // namespace aibelt::policy
