#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "aibelt/scenario/codec.hpp"
#include "schedulers.hpp"

namespace aibelt::policy {
namespace {

using base::Duration;
using base::SimTime;

/// Discretised two-dimensional least attained service of Tiresias [gu2019]. A job's attained service is its processors times
/// its run time; thresholds cut it into levels, and a lower level ranks first. Within a level jobs rank by their first start,
/// then by submission. Each pass gives the processors to jobs in the order of rank, over those that do not fit, and stops the
/// running jobs that get none. Where a promotion knob is set, a job that has waited longer than so many times its run time
/// starts again at the first level, both counted from its last promotion.
///
/// A job whose start is refused is not tried again before something completes or the capacity changes; what it leaves free
/// goes to the next by rank.
class TiresiasQueue : public Scheduler {
 public:
  TiresiasQueue(std::vector<Duration> thresholds, std::optional<double> knob)
      : thresholds_(std::move(thresholds)), knob_(knob) {}

  void submit(const Request& request) override {
    const auto index = static_cast<std::size_t>(request.job);
    if (index >= jobs_.size()) {
      jobs_.resize(2 * index + 1);
    }
    Job& job = jobs_[index];
    job = {.request = request, .serial = n_submitted_++, .served = request.attained};
    job.first_start = request.attained > Duration::zero() ? request.submission : base::kNever;
    job.level = level_of(job);
    ++demands_[request.processors];
    ranks_.insert(rank_of(job));
    is_new_.push_back(request.job);
  }

  void withdraw(std::int32_t job) override { forget(jobs_[static_cast<std::size_t>(job)]); }

  void complete(const Request& request, SimTime /*expected_end*/, SimTime /*now*/) override {
    Job& job = jobs_[static_cast<std::size_t>(request.job)];
    running_.erase({job.serial, request.job});
    used_ -= job.request.processors;
    forget(job);
    retry();
  }

  void set_capacity(std::int32_t /*processors*/, SimTime /*now*/) override { retry(); }
  void capacity_changed() override { retry(); }

  void decide(Room& room) override {
    now_ = room.now();
    for (const std::int32_t job : is_new_) {
      await(jobs_[static_cast<std::size_t>(job)]);
    }
    is_new_.clear();
    while (!due_.empty() && due_.begin()->first <= now_) {
      change_level(jobs_[static_cast<std::size_t>(due_.begin()->second)]);
    }
    choose(room.free() + used_);
    stop_others(room);
    if (!start_all(chosen_, room)) {
      choose(room.free());
      start_all(chosen_, room);
    }
  }

  SimTime next_decision() const override { return due_.empty() ? base::kNever : due_.begin()->first; }

 private:
  struct Job {
    Request request;
    std::uint64_t serial = 0;
    Duration served{};  ///< run time since its last promotion and before `since`
    Duration waited{};  ///< the same of time in the queue
    SimTime first_start = base::kNever;
    SimTime since{};             ///< the start of its run or wait
    SimTime due = base::kNever;  ///< of its next change of level
    std::size_t level = 0;
    std::uint64_t chosen_in = 0;  ///< the last choice that gave it processors
    bool is_running = false;
    bool is_refused = false;
  };
  using Rank = std::tuple<std::size_t, SimTime, std::uint64_t, std::int32_t>;

  static Rank rank_of(const Job& job) { return {job.level, job.first_start, job.serial, job.request.job}; }

  /// The run time at which a job reaches level `level` + 1.
  Duration run_time_to(std::size_t level, const Job& job) const {
    const std::int64_t processors = job.request.processors;
    return Duration{(thresholds_[level].count() + processors - 1) / processors};
  }

  std::size_t level_of(const Job& job) const {
    std::size_t level = 0;
    while (level < thresholds_.size() && run_time_to(level, job) <= job.served) {
      ++level;
    }
    return level;
  }

  void set_due(Job& job, SimTime due) {
    if (job.due != base::kNever) {
      due_.erase({job.due, job.request.job});
    }
    job.due = due;
    if (due != base::kNever) {
      due_.emplace(due, job.request.job);
    }
  }

  /// Starts the clock of a job that runs from now on.
  void follow(Job& job) {
    job.since = now_;
    const bool is_last = job.level == thresholds_.size();
    set_due(job, is_last ? base::kNever : now_ + run_time_to(job.level, job) - job.served);
  }

  /// Starts the clock of a job that waits from now on.
  void await(Job& job) {
    job.since = now_;
    const bool may_rise = knob_ && job.level > 0 && job.served > Duration::zero();
    const double limit = may_rise ? *knob_ * static_cast<double>(job.served.count()) : 0;
    set_due(job, may_rise ? now_ + std::max(Duration{static_cast<std::int64_t>(limit)} - job.waited, Duration{0})
                          : base::kNever);
  }

  /// Adds the present run or wait to what counts.
  void settle(Job& job) {
    (job.is_running ? job.served : job.waited) += now_ - job.since;
    job.since = now_;
  }

  void change_level(Job& job) {
    ranks_.erase(rank_of(job));
    settle(job);
    if (!job.is_running) {
      job.served = job.waited = Duration::zero();
    }
    job.level = level_of(job);
    ranks_.insert(rank_of(job));
    job.is_running ? follow(job) : await(job);
  }

  /// Marks and lists the jobs that are to run on `processors`; those listed wait.
  void choose(std::int64_t processors) {
    ++n_choices_;
    chosen_.clear();
    bool is_passed = false;
    for (auto rank = ranks_.begin(); rank != ranks_.end() && processors >= demands_.begin()->first; ++rank) {
      Job& job = jobs_[static_cast<std::size_t>(std::get<3>(*rank))];
      if (job.request.processors > processors || job.is_refused) {
        is_passed = is_passed || !job.is_running;
        continue;
      }
      processors -= job.request.processors;
      job.chosen_in = n_choices_;
      if (!job.is_running) {
        chosen_.push_back({job.request.job, is_passed});
      }
    }
  }

  void stop_others(Room& room) {
    for (auto entry = running_.begin(); entry != running_.end();) {
      Job& job = jobs_[static_cast<std::size_t>(entry->second)];
      if (job.chosen_in == n_choices_) {
        ++entry;
        continue;
      }
      room.preempt(job.request.job);
      settle(job);
      job.is_running = false;
      used_ -= job.request.processors;
      job.request = room.request_of(job.request.job);
      await(job);
      entry = running_.erase(entry);
    }
  }

  struct Chosen {
    std::int32_t job;
    bool is_backfill;
  };

  /// False where one was refused.
  bool start_all(const std::vector<Chosen>& chosen, Room& room) {
    bool is_all = true;
    for (const auto [index, is_backfill] : chosen) {
      Job& job = jobs_[static_cast<std::size_t>(index)];
      if (room.start(job.request, is_backfill)) {
        note_start(job);
      } else {
        job.is_refused = true;
        refused_.push_back(index);
        is_all = false;
      }
    }
    return is_all;
  }

  void note_start(Job& job) {
    settle(job);
    if (job.first_start == base::kNever) {
      ranks_.erase(rank_of(job));
      job.first_start = now_;
      ranks_.insert(rank_of(job));
    }
    job.is_running = true;
    used_ += job.request.processors;
    running_.emplace(job.serial, job.request.job);
    follow(job);
  }

  void forget(Job& job) {
    ranks_.erase(rank_of(job));
    set_due(job, base::kNever);
    if (const auto demand = demands_.find(job.request.processors); --demand->second == 0) {
      demands_.erase(demand);
    }
    std::erase(is_new_, job.request.job);
    std::erase(refused_, job.request.job);
    job = {};
  }

  void retry() {
    for (const std::int32_t job : refused_) {
      jobs_[static_cast<std::size_t>(job)].is_refused = false;
    }
    refused_.clear();
  }

  std::vector<Duration> thresholds_;  ///< of service in one processor's time, ascending
  std::optional<double> knob_;
  std::vector<Job> jobs_;                                     ///< by handle
  std::set<Rank> ranks_;                                      ///< jobs that wait or run
  std::set<std::pair<std::uint64_t, std::int32_t>> running_;  ///< by serial
  std::set<std::pair<SimTime, std::int32_t>> due_;            ///< changes of level
  std::map<std::int32_t, std::int32_t> demands_;              ///< jobs by processors
  std::vector<std::int32_t> is_new_;                          ///< jobs submitted since the last pass
  std::vector<std::int32_t> refused_;
  std::vector<Chosen> chosen_;
  std::uint64_t n_submitted_ = 0;
  std::uint64_t n_choices_ = 0;
  std::int64_t used_ = 0;  ///< processors of running jobs
  SimTime now_;
};

class TiresiasLas : public SchedulingPolicy {
 public:
  std::vector<Duration> thresholds = {std::chrono::seconds{3250}};
  std::optional<base::Ratio> knob;

  std::unique_ptr<Scheduler> open(std::int32_t /*processors*/,
                                  const std::vector<std::string>& /*tenants*/) const override {
    std::vector<Duration> ascending = thresholds;
    std::sort(ascending.begin(), ascending.end());
    return std::make_unique<TiresiasQueue>(std::move(ascending),
                                           knob ? std::optional(knob->in_base_units()) : std::nullopt);
  }

  static const scenario::FieldTable<TiresiasLas>& fields() {
    static const scenario::FieldTable<TiresiasLas> table = {
        scenario::field(&TiresiasLas::thresholds,
                        {.name = "thresholds",
                         .unit = "hours",
                         .low = 0,
                         .high = 1e7,
                         .doc = "attained service, in time of one processor, from which a job "
                                "is on the next level",
                         .source = "gu2019",
                         .by_default = "[\"3250 s\"]"}),
        scenario::field(&TiresiasLas::knob, {.name = "knob",
                                             .unit = "1",
                                             .low = 0,
                                             .high = 1000,
                                             .doc = "a job that has waited longer than so many times its run time goes "
                                                    "back to the first level",
                                             .source = "gu2019",
                                             .by_default = "never"}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<SchedulingPolicy> tiresias_las() {
  return scenario::kind<SchedulingPolicy, TiresiasLas>(
      "tiresias_las",
      "preemptive: jobs with the least attained service, processors times run time, run first, by levels [gu2019]");
}

}  // namespace aibelt::policy
