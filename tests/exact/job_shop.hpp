#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "aibelt/base/calendar.hpp"

namespace aibelt::exact {

struct Operation {
  std::size_t machine = 0;
  std::int64_t duration = 0;  ///< in units of the instance
};

/// Jobs that visit machines in their own order; all are there at time 0.
struct JobShop {
  std::size_t n_machines = 0;
  std::vector<std::vector<Operation>> jobs;
};

/// Reads the jasima text form: number of machines, of routes, one machine order a route, one line of times a route.
inline JobShop read_job_shop(const std::filesystem::path& file) {
  std::ifstream input(file);
  std::stringstream numbers;
  for (std::string line; std::getline(input, line);) {
    numbers << line.substr(0, line.find('#')) << ' ';
  }
  JobShop shop;
  std::size_t n_jobs = 0;
  numbers >> shop.n_machines >> n_jobs;
  shop.jobs.assign(n_jobs, std::vector<Operation>(shop.n_machines));
  for (auto& job : shop.jobs) {
    for (Operation& operation : job) {
      numbers >> operation.machine;
      --operation.machine;
    }
  }
  for (auto& job : shop.jobs) {
    for (Operation& operation : job) {
      numbers >> operation.duration;
    }
  }
  return shop;
}

/// An operation whose job stands in front of its machine.
struct Ready {
  std::size_t job = 0;
  base::SimTime since;
  std::int64_t duration = 0;
};

/// Last finish when a free machine takes the ready operation that comes first by `is_before`. All events of an instant
/// come before any dispatch, so that a machine chooses among everything that has arrived by then.
template <class IsBefore>
std::int64_t makespan(const JobShop& shop, IsBefore is_before) {
  struct Event {
    std::size_t job;
    std::size_t step;  ///< the operation the job stands before now
  };
  base::Calendar<Event> calendar;
  std::vector<std::vector<Ready>> ready(shop.n_machines);
  std::vector<std::size_t> step(shop.jobs.size());
  std::vector<base::SimTime> free_from(shop.n_machines);
  for (std::size_t job = 0; job < shop.jobs.size(); ++job) {
    calendar.schedule(base::SimTime{}, Event{job, 0});
  }
  base::SimTime now{};
  while (!calendar.is_empty()) {
    now = calendar.next_time();
    while (!calendar.is_empty() && calendar.next_time() == now) {
      const auto [job, at] = calendar.pop().event;
      step[job] = at;
      if (at < shop.jobs[job].size()) {
        ready[shop.jobs[job][at].machine].push_back({job, now, shop.jobs[job][at].duration});
      }
    }
    for (std::size_t machine = 0; machine < shop.n_machines; ++machine) {
      if (free_from[machine] <= now && !ready[machine].empty()) {
        const auto first = std::min_element(ready[machine].begin(), ready[machine].end(), is_before);
        free_from[machine] = now + base::Duration{first->duration};
        calendar.schedule(free_from[machine], Event{first->job, step[first->job] + 1});
        ready[machine].erase(first);
      }
    }
  }
  return now.time_since_epoch().count();
}

/// Shortest processing time first; of equals the one that came first, then the lower job number.
inline bool is_shorter(const Ready& a, const Ready& b) {
  return std::tie(a.duration, a.since, a.job) < std::tie(b.duration, b.since, b.job);
}

/// First come, first served; of equals the lower job number.
inline bool is_earlier(const Ready& a, const Ready& b) { return std::tie(a.since, a.job) < std::tie(b.since, b.job); }

}  // namespace aibelt::exact
