#include "aibelt/datacenter/replay.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "replay_files.hpp"
#include "replay_tally.hpp"

namespace aibelt::datacenter {
namespace {

/// Past this a start might lie beyond the last time there is.
constexpr base::SimTime kLatest = base::SimTime{base::kNever.time_since_epoch() / 2};

/// `KTH-SP2` for `traces/KTH-SP2.swf.gz`.
std::string name_of_trace(std::filesystem::path file) {
  if (file.extension() == ".gz") {
    file = file.stem();
  }
  return file.stem().string();
}

class Recorder : public ClusterObserver {
 public:
  Recorder(const workload::JobSource& source, ReplayFiles* files) : source_(source), files_(files) {}

  void on_finish(const FinishedJob& finished) override {
    tally_.add(finished);
    if (files_ != nullptr) {
      files_->jobs().write(finished, source_.profile_name(finished.job.profile));
    }
  }

  const ReplayTally& tally() const { return tally_; }

 private:
  const workload::JobSource& source_;
  ReplayFiles* files_;
  ReplayTally tally_;
};

/// The jobs of `source` up to the first bad row; reads on to the end, so that all bad rows are met.
class JobsBeforeBadRow : public workload::JobSource {
 public:
  JobsBeforeBadRow(workload::JobSource& source, const workload::RowProblems& problems)
      : source_(source), problems_(problems) {}

  bool next(workload::Job& job) override {
    bool has_job = source_.next(job);
    while (has_job && problems_.count() > 0) {
      has_job = source_.next(job);
    }
    return has_job;
  }
  std::int32_t processors() const override { return source_.processors(); }

 private:
  workload::JobSource& source_;
  const workload::RowProblems& problems_;
};

/// One go at the trace.
class Attempt {
 public:
  Attempt(const ReplayOptions& options, const policy::SchedulingPolicy& policy, base::Issues& issues)
      : options_(options), policy_(policy), issues_(issues) {}

  /// Nothing where the jobs do not come in `order`.
  std::optional<ReplayResult> run(workload::JobOrder order) {
    if (!options_.out.empty()) {
      files_.emplace(options_.out, name_of_trace(options_.trace));
    }
    workload::RowProblems problems(listener());
    const auto source = workload::open_trace({.file = options_.trace,
                                              .processors = options_.processors,
                                              .screening = options_.screening,
                                              .order = order,
                                              .is_stopped = options_.is_stopped},
                                             problems, issues_);
    if (!source) {
      return ReplayResult{};
    }
    Recorder recorder(*source, files_ ? &*files_ : nullptr);
    JobsBeforeBadRow good_jobs(*source, problems);
    const bool is_strict = options_.on_bad_row == OnBadRow::fail;
    const RunEnd end = run_jobs(is_strict ? good_jobs : *source, policy_, recorder, options_.is_stopped);
    if (end == RunEnd::stopped || is_stopped()) {
      return ReplayResult{.is_stopped = true};
    }
    if (end == RunEnd::unordered) {
      return std::nullopt;
    }
    problems.silence();
    if (end == RunEnd::too_late) {
      issues_.push_back(
          {.file = options_.trace.string(), .message = "the jobs run beyond the year 140,000; is a time wrong?"});
    }
    ReplayResult result{recorder.tally().metrics(source->processors()), source->processors(), std::move(problems)};
    finish(result);
    return result;
  }

 private:
  bool is_stopped() const { return options_.is_stopped && options_.is_stopped(); }

  workload::RowProblems::Listener listener() {
    if (!files_) {
      return {};
    }
    return [this](std::int64_t line, workload::RowProblem problem) { files_->write_bad_row(line, problem); };
  }

  void finish(const ReplayResult& result) {
    if (options_.on_bad_row == OnBadRow::fail) {
      const base::Issues found = result.bad_rows.issues(options_.trace.string());
      issues_.insert(issues_.end(), found.begin(), found.end());
    }
    if (files_ && issues_.empty()) {
      files_->commit();
    }
  }

  const ReplayOptions& options_;
  const policy::SchedulingPolicy& policy_;
  base::Issues& issues_;
  std::optional<ReplayFiles> files_;
};

}  // namespace

RunEnd run_jobs(workload::JobSource& source, const policy::SchedulingPolicy& policy, ClusterObserver& observer,
                const std::function<bool()>& is_stopped) {
  constexpr std::int64_t kInstantsBetweenQuestions = 64;
  Cluster cluster(source.processors(), policy, observer);
  workload::Job job;
  bool has_job = source.next(job);
  std::int64_t n_instants = 0;
  while (has_job || !cluster.is_idle()) {
    const base::SimTime now = std::min(has_job ? job.submission : base::kNever, cluster.next_time());
    cluster.complete(now);
    while (has_job && job.submission == now) {
      cluster.submit(job);
      has_job = source.next(job);
    }
    if (has_job && job.submission < now) {
      return RunEnd::unordered;
    }
    if (now > kLatest) {
      return RunEnd::too_late;
    }
    cluster.schedule(now);
    if (is_stopped && ++n_instants % kInstantsBetweenQuestions == 0 && is_stopped()) {
      return RunEnd::stopped;
    }
  }
  return RunEnd::done;
}

ReplayResult replay(const ReplayOptions& options, base::Issues& issues) {
  const auto policy = policy::scheduling_policy(options.policy, issues, options.policy_settings);
  if (!policy) {
    return {};
  }
  if (auto result = Attempt(options, *policy, issues).run(workload::JobOrder::as_written)) {
    return std::move(*result);
  }
  return std::move(*Attempt(options, *policy, issues).run(workload::JobOrder::by_submission));
}

}  // namespace aibelt::datacenter
