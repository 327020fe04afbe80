#include "tests/replay/reference.hpp"

#include <algorithm>

namespace aibelt::test {
namespace {

using base::SimTime;
using workload::Job;

/// Everything about the cluster at one instant, kept in plain lists.
class Reference {
 public:
  Reference(const std::vector<Job>& jobs, std::int32_t processors, std::string policy)
      : jobs_(jobs),
        processors_(processors),
        policy_(std::move(policy)),
        result_(jobs.size()),
        promises_(jobs.size()) {}

  std::vector<Scheduled> run() {
    std::size_t next = 0;
    while (next < jobs_.size() || !queue_.empty() || !running_.empty()) {
      now_ = base::kNever;
      if (next < jobs_.size()) {
        now_ = jobs_[next].submission;
      }
      for (const std::size_t i : running_) {
        now_ = std::min(now_, result_[i].start + jobs_[i].runtime);
      }
      for (const std::size_t i : queue_) {
        now_ = std::min(now_, policy_ == "conservative_backfill" ? promises_[i] : base::kNever);
      }
      const bool is_early = end_jobs();
      const std::size_t n_old = queue_.size();
      while (next < jobs_.size() && jobs_[next].submission == now_) {
        queue_.push_back(next++);
      }
      if (policy_ == "conservative_backfill") {
        decide_conservative(n_old, is_early);
      } else {
        decide();
      }
    }
    return result_;
  }

 private:
  /// True when a job ended before its estimate.
  bool end_jobs() {
    bool is_early = false;
    for (std::size_t k = 0; k < running_.size();) {
      const Job& job = jobs_[running_[k]];
      if (result_[running_[k]].start + job.runtime == now_) {
        is_early = is_early || job.runtime < length(running_[k]);
        running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(k));
      } else {
        ++k;
      }
    }
    return is_early;
  }

  std::int64_t free() const {
    std::int64_t free = processors_;
    for (const std::size_t i : running_) {
      free -= jobs_[i].processors;
    }
    return free;
  }

  void start(std::size_t i, bool is_backfilled) {
    result_[i] = {now_, is_backfilled};
    running_.push_back(i);
    queue_.erase(std::find(queue_.begin(), queue_.end(), i));
  }

  std::size_t first_of_queue() const {
    const auto is_shorter = [this](std::size_t a, std::size_t b) { return jobs_[a].estimate < jobs_[b].estimate; };
    return policy_ == "sjf" ? *std::min_element(queue_.begin(), queue_.end(), is_shorter) : queue_.front();
  }

  void decide() {
    std::vector<std::size_t> started;
    while (!queue_.empty() && jobs_[first_of_queue()].processors <= free()) {
      started.push_back(first_of_queue());
      start(started.back(), false);
    }
    for (const std::size_t i : started) {
      result_[i].is_backfilled = policy_ == "sjf" && !queue_.empty() && queue_.front() < i;
    }
    if (policy_ != "easy_backfill" || queue_.empty()) {
      return;
    }
    const Job& first = jobs_[queue_.front()];
    SimTime shadow = base::kNever;
    for (const std::size_t i : running_) {
      const SimTime end = result_[i].start + jobs_[i].estimate;
      if (first.processors <= free_by(end)) {
        shadow = std::min(shadow, end);
      }
    }
    std::int64_t extra = free_by(shadow) - first.processors;
    const std::vector<std::size_t> others(queue_.begin() + 1, queue_.end());
    for (const std::size_t i : others) {
      const bool is_brief = now_ + jobs_[i].estimate <= shadow;
      if (jobs_[i].processors <= free() && (is_brief || jobs_[i].processors <= extra)) {
        extra -= is_brief ? 0 : jobs_[i].processors;
        start(i, true);
      }
    }
  }

  /// Free at `time` if nothing starts and every job runs to its estimate's end.
  std::int64_t free_by(SimTime time) const {
    std::int64_t free = processors_;
    for (const std::size_t i : running_) {
      free -= result_[i].start + jobs_[i].estimate > time ? jobs_[i].processors : 0;
    }
    return free;
  }

  /// Jobs of no length count as one microsecond.
  base::Duration length(std::size_t i) const { return std::max(jobs_[i].estimate, base::Duration{1}); }

  struct Span {
    SimTime begin;
    SimTime end;
    std::int64_t processors;
  };

  /// What running jobs and promises other than that of `except` hold.
  std::vector<Span> spans(std::size_t except, std::size_t n_promised) const {
    std::vector<Span> spans;
    for (const std::size_t i : running_) {
      spans.push_back({result_[i].start, result_[i].start + length(i), jobs_[i].processors});
    }
    for (std::size_t k = 0; k < n_promised; ++k) {
      const std::size_t i = queue_[k];
      if (i != except) {
        spans.push_back({promises_[i], promises_[i] + length(i), jobs_[i].processors});
      }
    }
    return spans;
  }

  bool fits(std::size_t i, SimTime start, const std::vector<Span>& spans) const {
    std::vector<SimTime> times{start};
    for (const Span& span : spans) {
      if (span.begin > start && span.begin < start + length(i)) {
        times.push_back(span.begin);
      }
    }
    return std::all_of(times.begin(), times.end(), [&](SimTime time) {
      std::int64_t used = jobs_[i].processors;
      for (const Span& span : spans) {
        used += span.begin <= time && time < span.end ? span.processors : 0;
      }
      return used <= processors_;
    });
  }

  SimTime earliest(std::size_t i, const std::vector<Span>& spans) const {
    SimTime best = fits(i, now_, spans) ? now_ : base::kNever;
    for (const Span& span : spans) {
      if (span.end > now_ && span.end < best && fits(i, span.end, spans)) {
        best = span.end;
      }
    }
    return best;
  }

  void decide_conservative(std::size_t n_old, bool is_early) {
    for (std::size_t k = is_early ? 0 : n_old; k < queue_.size(); ++k) {
      const std::size_t i = queue_[k];
      promises_[i] = earliest(i, spans(i, std::max(n_old, k)));
    }
    std::vector<std::size_t> due;
    for (const std::size_t i : queue_) {
      if (promises_[i] == now_) {
        due.push_back(i);
      }
    }
    for (const std::size_t i : due) {
      start(i, false);
    }
    for (const std::size_t i : due) {
      result_[i].is_backfilled = !queue_.empty() && queue_.front() < i;
    }
  }

  const std::vector<Job>& jobs_;
  std::int64_t processors_;
  std::string policy_;
  std::vector<Scheduled> result_;
  std::vector<SimTime> promises_;
  std::vector<std::size_t> queue_;
  std::vector<std::size_t> running_;
  SimTime now_;
};

}  // namespace

std::vector<Scheduled> reference_schedule(const std::vector<Job>& jobs, std::int32_t processors,
                                          const std::string& policy) {
  return Reference(jobs, processors, policy).run();
}

}  // namespace aibelt::test
