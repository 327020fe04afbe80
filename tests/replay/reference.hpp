#pragma once

#include <string>
#include <vector>

#include "aibelt/base/random.hpp"
#include "aibelt/datacenter/replay.hpp"

namespace aibelt::test {

/// The schedule of one job, by its index in the trace.
struct Scheduled {
  base::SimTime start;
  bool is_backfilled = false;
};

/// Start times under `policy`, by trying: every instant goes through the whole queue and every running job. `policy` is
/// fcfs, sjf, easy_backfill or conservative_backfill.
std::vector<Scheduled> reference_schedule(const std::vector<workload::Job>& jobs, std::int32_t processors,
                                          const std::string& policy);

/// The same from the library; checks on the way that no processor is used by two jobs at once and that each job gets what
/// it asked for. Jobs must be numbered by their index.
std::vector<Scheduled> schedule(const std::vector<workload::Job>& jobs, std::int32_t processors,
                                const policy::SchedulingPolicy& policy);
std::vector<Scheduled> schedule(const std::vector<workload::Job>& jobs, std::int32_t processors,
                                const std::string& policy);

/// Jobs with few and many processors, estimates that are met, missed or zero, and many submissions at one instant.
std::vector<workload::Job> random_jobs(base::Stream& stream, std::size_t count, std::int32_t processors, double load);

}  // namespace aibelt::test
