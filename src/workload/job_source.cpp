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

/// The jobs of another source by submission.
class SortedJobs : public JobSource {
 public:
  explicit SortedJobs(std::unique_ptr<JobSource> source) : source_(std::move(source)) {
    for (Job job; source_->next(job);) {
      jobs_.push_back(job);
    }
    std::stable_sort(jobs_.begin(), jobs_.end(),
                     [](const Job& a, const Job& b) { return a.submission < b.submission; });
  }

  bool next(Job& job) override {
    if (next_ == jobs_.size()) {
      return false;
    }
    job = jobs_[next_++];
    return true;
  }
  std::string_view profile_name(std::int32_t profile) const override { return source_->profile_name(profile); }
  std::string_view tenant_name(std::int32_t tenant) const override { return source_->tenant_name(tenant); }
  std::string_view accelerator_name(std::int32_t model) const override { return source_->accelerator_name(model); }
  std::int32_t processors() const override { return source_->processors(); }

 private:
  std::unique_ptr<JobSource> source_;
  std::vector<Job> jobs_;
  std::size_t next_ = 0;
};

bool is_json(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  return name.ends_with(".json") || name.ends_with(".json.gz");
}

TraceFormat detected_format(LineReader& lines) {
  std::string_view line;
  if (!lines.next(line)) {
    return TraceFormat::swf;
  }
  const TraceFormat format = format_of_header(line);
  lines.put_back();
  return format;
}

std::unique_ptr<JobSource> open_lines(TraceOptions options, RowProblems& problems, base::Issues& issues) {
  LineReader lines(options.file);
  if (options.format == TraceFormat::detect) {
    options.format = detected_format(lines);
  }
  return options.format == TraceFormat::swf ? open_swf(options, std::move(lines), problems, issues)
                                            : open_table(options, std::move(lines), problems, issues);
}

bool names_a_file(const std::filesystem::path& path, base::Issues& issues) {
  std::error_code ignored;
  const auto type = std::filesystem::status(path, ignored).type();
  if (type == std::filesystem::file_type::not_found) {
    issues.push_back({.file = path.string(), .message = "no such file; check the path"});
  } else if (type == std::filesystem::file_type::directory) {
    issues.push_back({.file = path.string(), .message = "this is a folder; name a trace file"});
  } else {
    return true;
  }
  return false;
}

}  // namespace

std::unique_ptr<JobSource> source_of(std::vector<Job> jobs, std::int32_t processors) {
  return std::make_unique<ListedJobs>(std::move(jobs), processors);
}

std::unique_ptr<JobSource> open_trace(const TraceOptions& options, RowProblems& problems, base::Issues& issues) {
  if (!names_a_file(options.file, issues)) {
    return nullptr;
  }
  if (options.format == TraceFormat::batsim || (options.format == TraceFormat::detect && is_json(options.file))) {
    return open_batsim(options, problems, issues);
  }
  auto source = open_lines(options, problems, issues);
  const bool is_to_be_sorted = source && options.order == JobOrder::by_submission;
  return is_to_be_sorted ? std::make_unique<SortedJobs>(std::move(source)) : std::move(source);
}

}  // namespace aibelt::workload
