#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

#include "aibelt/workload/job.hpp"

namespace aibelt::bench {

/// Sum of waits in microseconds under EASY as one writes it first: sorted running jobs, a list for a queue, every pass
/// through all of it. `jobs` are in order of submission.
inline std::int64_t bare_wait_us(const std::vector<workload::Job>& jobs, std::int32_t processors) {
  struct Running {
    std::int64_t end;
    std::int32_t processors;
  };
  std::vector<Running> running;  // by estimated end
  std::priority_queue<std::pair<std::int64_t, std::size_t>, std::vector<std::pair<std::int64_t, std::size_t>>,
                      std::greater<>>
      ends;
  std::vector<std::int64_t> estimated_ends(jobs.size());
  std::vector<std::size_t> queue;
  std::int64_t wait = 0;
  std::int32_t free = processors;
  std::size_t next = 0;
  const auto at = [&](std::size_t i) { return jobs[i].submission.time_since_epoch().count(); };
  while (next < jobs.size() || !ends.empty()) {
    const std::int64_t now =
        std::min(next < jobs.size() ? at(next) : INT64_MAX, ends.empty() ? INT64_MAX : ends.top().first);
    for (; !ends.empty() && ends.top().first == now; ends.pop()) {
      const std::size_t i = ends.top().second;
      free += jobs[i].processors;
      running.erase(std::find_if(running.begin(), running.end(), [&](const Running& r) {
        return r.end == estimated_ends[i] && r.processors == jobs[i].processors;
      }));
    }
    for (; next < jobs.size() && at(next) == now; ++next) {
      queue.push_back(next);
    }
    const auto start = [&](std::size_t i) {
      const Running entry{estimated_ends[i] = now + jobs[i].estimate.count(), jobs[i].processors};
      const auto is_earlier = [](const Running& a, const Running& b) { return a.end < b.end; };
      running.insert(std::upper_bound(running.begin(), running.end(), entry, is_earlier), entry);
      ends.emplace(now + jobs[i].runtime.count(), i);
      free -= jobs[i].processors;
      wait += now - at(i);
    };
    std::size_t first = 0;
    while (first < queue.size() && jobs[queue[first]].processors <= free) {
      start(queue[first++]);
    }
    queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(first));
    if (queue.size() < 2) {
      continue;
    }
    std::int64_t extra = free - jobs[queue[0]].processors;
    std::int64_t shadow = 0;
    for (const Running& entry : running) {
      if (extra >= 0 && entry.end != shadow) {
        break;
      }
      extra += entry.processors;
      shadow = entry.end;
    }
    std::size_t kept = 1;
    for (std::size_t k = 1; k < queue.size(); ++k) {
      const workload::Job& job = jobs[queue[k]];
      const bool is_brief = now + job.estimate.count() <= shadow;
      if (job.processors <= free && (is_brief || job.processors <= extra)) {
        extra -= is_brief ? 0 : job.processors;
        start(queue[k]);
      } else {
        queue[kept++] = queue[k];
      }
    }
    queue.resize(kept);
  }
  return wait;
}

}  // namespace aibelt::bench
