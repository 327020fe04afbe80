#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "aibelt/base/calendar.hpp"
#include "tests/exact/simulated.hpp"

namespace aibelt::exact {

struct JobClass {
  double arrival_rate = 0;
  Draw service;
};

struct ServerSpec {
  std::vector<JobClass> classes;  ///< most urgent first
  bool is_preemptive = false;     ///< an interrupted job resumes where it stopped
  double breakdown_rate = 0;      ///< per unit of busy time
  Draw repair = constant(0);
};

struct ClassTotals {
  double waited = 0;   ///< units from arrival to first start
  double sojourn = 0;  ///< units from arrival to finish
  int n_finished = 0;
};

/// One server with urgent and less urgent classes, which may break down while it works, on one Calendar.
class PriorityServer {
 public:
  PriorityServer(ServerSpec spec, const std::string& name)
      : spec_(std::move(spec)),
        arrivals_(1, name + "/arrivals"),
        service_(1, name + "/service"),
        breakdowns_(1, name + "/breakdowns"),
        waiting_(spec_.classes.size()),
        totals_(spec_.classes.size()) {
    for (std::size_t kind = 0; kind < spec_.classes.size(); ++kind) {
      schedule_arrival(kind);
    }
  }

  void run(double length) {
    const base::SimTime end = now_ + ticks(length);
    while (calendar_.next_time() <= end) {
      const auto entry = calendar_.pop();
      now_ = entry.time;
      handle(entry.event);
    }
    now_ = end;
  }

  std::vector<ClassTotals> take_totals() { return std::exchange(totals_, std::vector<ClassTotals>(totals_.size())); }

 private:
  enum class Kind { arrival, finish, breakdown, repaired };
  struct Event {
    Kind kind;
    std::size_t job_class;  ///< of an arrival
    int start;              ///< which start of work a finish or breakdown belongs to
  };
  struct Job {
    std::size_t job_class;
    base::SimTime arrived;
    base::Duration remaining;
    std::optional<base::SimTime> first_start;
  };

  void handle(const Event& event) {
    const bool is_outdated = event.start != n_starts_;
    switch (event.kind) {
      case Kind::arrival:
        return on_arrival(event.job_class);
      case Kind::finish:
        return is_outdated ? void() : on_finish();
      case Kind::breakdown:
        return is_outdated ? void() : on_breakdown();
      case Kind::repaired:
        return start(*std::exchange(broken_off_, std::nullopt));
    }
  }

  void schedule_arrival(std::size_t job_class) {
    const double gap = arrivals_.exponential(1.0 / spec_.classes[job_class].arrival_rate);
    calendar_.schedule(now_ + ticks(gap), Event{Kind::arrival, job_class, 0});
  }

  void on_arrival(std::size_t job_class) {
    schedule_arrival(job_class);
    Job job{job_class, now_, ticks(spec_.classes[job_class].service(service_)), std::nullopt};
    if (spec_.is_preemptive && current_ && job_class < current_->job_class) {
      Job stopped = stop();
      waiting_[stopped.job_class].push_front(stopped);
    }
    waiting_[job_class].push_back(job);
    start_next();
  }

  void on_finish() {
    const Job job = stop();
    ClassTotals& totals = totals_[job.job_class];
    totals.waited += units(*job.first_start - job.arrived);
    totals.sojourn += units(now_ - job.arrived);
    ++totals.n_finished;
    start_next();
  }

  void on_breakdown() {
    broken_off_ = stop();
    calendar_.schedule(now_ + ticks(spec_.repair(breakdowns_)), Event{Kind::repaired, 0, 0});
  }

  void start_next() {
    if (current_ || broken_off_) {
      return;
    }
    const auto line = std::find_if(waiting_.begin(), waiting_.end(), [](const auto& jobs) { return !jobs.empty(); });
    if (line != waiting_.end()) {
      const Job job = line->front();
      line->pop_front();
      start(job);
    }
  }

  void start(Job job) {
    job.first_start = job.first_start.value_or(now_);
    started_ = now_;
    ++n_starts_;
    const base::SimTime finish = now_ + job.remaining;
    // A breakdown drawn for after the finish is forgotten: busy time to a Poisson breakdown has no memory.
    const base::SimTime breakdown =
        spec_.breakdown_rate > 0 ? now_ + ticks(breakdowns_.exponential(1.0 / spec_.breakdown_rate)) : base::kNever;
    const Kind kind = breakdown < finish ? Kind::breakdown : Kind::finish;
    calendar_.schedule(std::min(breakdown, finish), Event{kind, 0, n_starts_});
    current_ = job;
  }

  /// Takes the current job off the server, with what is left of its work; its scheduled end becomes outdated.
  Job stop() {
    Job job = *std::exchange(current_, std::nullopt);
    job.remaining -= now_ - started_;
    ++n_starts_;
    return job;
  }

  ServerSpec spec_;
  base::Stream arrivals_;
  base::Stream service_;
  base::Stream breakdowns_;
  base::Calendar<Event> calendar_;
  std::vector<std::deque<Job>> waiting_;
  std::vector<ClassTotals> totals_;
  std::optional<Job> current_;
  std::optional<Job> broken_off_;
  base::SimTime started_{};
  base::SimTime now_{};
  int n_starts_ = 0;
};

/// Mean wait of a class before its first start, Wq.
inline auto wait_of(std::size_t job_class) {
  return [=](const std::vector<ClassTotals>& t) { return t[job_class].waited / t[job_class].n_finished; };
}
/// Mean time of a class from arrival to finish, T.
inline auto time_of(std::size_t job_class) {
  return [=](const std::vector<ClassTotals>& t) { return t[job_class].sojourn / t[job_class].n_finished; };
}

}  // namespace aibelt::exact
