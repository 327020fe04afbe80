#include "aibelt/workload/job_source.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "sources.hpp"

namespace aibelt::workload {
namespace {

class ListedJobs : public JobSource {
 public:
  ListedJobs(std::vector<Job> jobs, std::int32_t processors) : jobs_(std::move(jobs)), processors_(processors) {}

  bool next(Job& job) override {
    if (next_ == jobs_.size()) {
      return false;
    }
    job = jobs_[next_++];
    return true;
  }
  std::int32_t processors() const override { return processors_; }

 private:
  std::vector<Job> jobs_;
  std::int32_t processors_;
  std::size_t next_ = 0;
};

std::unique_ptr<JobSource> sorted(JobSource& source) {
  std::vector<Job> jobs;
  for (Job job; source.next(job);) {
    jobs.push_back(job);
  }
  std::stable_sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.submission < b.submission; });
  return source_of(std::move(jobs), source.processors());
}

bool is_json(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  return name.ends_with(".json") || name.ends_with(".json.gz");
}

}  // namespace

std::unique_ptr<JobSource> source_of(std::vector<Job> jobs, std::int32_t processors) {
  return std::make_unique<ListedJobs>(std::move(jobs), processors);
}

std::unique_ptr<JobSource> open_trace(const TraceOptions& options, RowProblems& problems, base::Issues& issues) {
  if (is_json(options.file)) {
    return open_batsim(options, problems, issues);
  }
  auto source = open_swf(options, problems, issues);
  return source && options.order == JobOrder::by_submission ? sorted(*source) : std::move(source);
}

}  // namespace aibelt::workload
