#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <optional>

#include "aibelt/report/csv_line.hpp"
#include "timeline_rows.hpp"

namespace aibelt::report {
namespace {

constexpr std::size_t kMostJobs = 60;

struct Job {
  double accelerator_seconds = 0;
  std::int64_t number = 0;
  std::string workload;
  double start_s = 0;
  double finish_s = 0;
  double accelerators = 0;

  /// Bigger jobs first; alike ones by workload and number.
  friend bool operator<(const Job& a, const Job& b) {
    return std::tie(b.accelerator_seconds, a.workload, a.number) <
           std::tie(a.accelerator_seconds, b.workload, b.number);
  }
};

/// Keeps the biggest jobs of those it is given.
class Biggest {
 public:
  void add(const Job& job) {
    if (jobs_.size() == kMostJobs && !(job < jobs_.front())) {
      return;
    }
    jobs_.push_back(job);
    std::push_heap(jobs_.begin(), jobs_.end());
    if (jobs_.size() > kMostJobs) {
      std::pop_heap(jobs_.begin(), jobs_.end());
      jobs_.pop_back();
    }
  }

  std::vector<Job> take() {
    std::sort(jobs_.begin(), jobs_.end());
    return std::move(jobs_);
  }

 private:
  std::vector<Job> jobs_;  ///< a heap with the smallest on top
};

/// Numbers of the columns of jobs.csv that are asked for.
struct JobColumns {
  std::size_t number;
  std::size_t workload;
  std::size_t accelerators;
  std::size_t start;
  std::size_t run;
  std::size_t finish;

  static std::optional<JobColumns> of(const std::vector<std::string_view>& header) {
    bool is_whole = true;
    const auto at = [&](std::string_view name) {
      const auto found = std::find(header.begin(), header.end(), name);
      is_whole = is_whole && found != header.end();
      return static_cast<std::size_t>(found - header.begin());
    };
    const JobColumns columns{at("job_id"),        at("workload_name"),  at("requested_number_of_resources"),
                             at("starting_time"), at("execution_time"), at("finish_time")};
    return is_whole ? std::optional(columns) : std::nullopt;
  }
};

double number_of(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::vector<Job> biggest_jobs(const std::filesystem::path& file) {
  Biggest biggest;
  std::ifstream stream(file, std::ios::binary);
  std::string line;
  std::vector<std::string_view> fields;
  if (!std::getline(stream, line)) {
    return {};
  }
  split_plain(line, fields);
  const auto columns = JobColumns::of(fields);
  const std::size_t width = fields.size();
  while (columns && std::getline(stream, line)) {
    split_plain(line, fields);
    if (fields.size() != width) {
      continue;
    }
    const double accelerators = number_of(fields[columns->accelerators]);
    biggest.add({accelerators * number_of(fields[columns->run]),
                 static_cast<std::int64_t>(number_of(fields[columns->number])), std::string(fields[columns->workload]),
                 number_of(fields[columns->start]), number_of(fields[columns->finish]), accelerators});
  }
  return biggest.take();
}

base::SimTime at(const RunView& run, double seconds) {
  constexpr double kMicro = 1e6;
  return run.from() + base::Duration{static_cast<std::int64_t>(seconds * kMicro)};
}

}  // namespace

GanttRows job_rows(const RunView& run) {
  std::map<std::string, Gantt::Row> by_workload;
  for (const Job& job : biggest_jobs(run.run().folder / "jobs.csv")) {
    Gantt::Row& row = by_workload[job.workload];
    row.group = say("Big jobs");
    row.name = raw(job.workload);
    row.bars.push_back({at(run, job.start_s), at(run, job.finish_s), "job",
                        say("job {} of {}", {raw(std::to_string(job.number)), raw(job.workload)}),
                        Gantt::Amount{job.accelerators, "accelerators"}});
  }
  GanttRows rows;
  for (auto& [workload, row] : by_workload) {
    for (Gantt::Row& one : without_overlap(std::move(row))) {
      rows.push_back(std::move(one));
    }
  }
  return rows;
}

}  // namespace aibelt::report
