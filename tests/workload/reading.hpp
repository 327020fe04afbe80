#pragma once

#include <zlib.h>

#include <string>
#include <vector>

#include "aibelt/workload/job_source.hpp"
#include "tests/support/temporary_folder.hpp"

namespace aibelt::test {

/// A trace read to its end.
struct Reading {
  std::vector<workload::Job> jobs;
  std::vector<std::string> tenants;  ///< by job, as are the next two
  std::vector<std::string> profiles;
  std::vector<std::string> accelerators;
  workload::RowProblems problems;
  base::Issues issues;
  std::int32_t processors = 0;
};

inline Reading read(const workload::TraceOptions& options) {
  Reading reading;
  const auto source = workload::open_trace(options, reading.problems, reading.issues);
  if (source) {
    reading.processors = source->processors();
    for (workload::Job job; source->next(job);) {
      reading.jobs.push_back(job);
      reading.tenants.emplace_back(source->tenant_name(job.tenant));
      reading.profiles.emplace_back(source->profile_name(job.profile));
      reading.accelerators.emplace_back(source->accelerator_name(job.accelerator));
    }
  }
  return reading;
}

inline std::string gzipped(const std::string& text) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "packed";
  gzFile out = gzopen(file.c_str(), "wb");
  gzwrite(out, text.data(), static_cast<unsigned>(text.size()));
  gzclose(out);
  return content_of(file);
}

inline base::SimTime at(std::int64_t seconds) { return base::SimTime{std::chrono::seconds{seconds}}; }

}  // namespace aibelt::test
