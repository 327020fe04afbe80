#pragma once

#include <cstdint>

#include "../workloads/workload.hpp"
#include "aibelt/policy/placement.hpp"
#include "power_book.hpp"

namespace aibelt::datacenter {

/// A job of a cluster, from submission to its end.
struct ClusterJob {
  Task task;
  std::size_t workload = 0;  ///< of the cluster's list
  std::int32_t tenant = 0;   ///< of the cluster's list

  base::Duration work{};   ///< at full speed on the partition's accelerators
  base::Duration saved{};  ///< of it, whatever happens
  base::Duration run{};    ///< on accelerators, in ended attempts
  base::SimTime first_start = base::kNever;
  base::SimTime stopped;  ///< end of the last run, where there was one
  base::SimTime queued_since;
  double queued_h = 0;  ///< accelerator-hours it counted for when it began to wait
  std::int32_t n_runs = 0;
  Drawn drawn;               ///< in ended runs
  std::int32_t n_moves = 0;  ///< from one cluster to another
  base::Duration copied{};   ///< of `saved`, what a copy at another site has
  std::int32_t slots = 1;

  // The present run.
  bool is_running = false;
  std::size_t running_place = 0;  ///< among the partition's running jobs, while it runs
  std::uint32_t attempt = 0;      ///< counts runs and restarts in place over all jobs of the seat
  base::Duration startup{};       ///< of the run, before it works
  base::SimTime begun;            ///< as the scheduler knows it
  base::SimTime resumed;          ///< last restart in place, or `begun`
  base::SimTime resumed_work;     ///< the same on the partition's pace
  base::Duration asked{};         ///< estimate of the run, as the scheduler knows it
  base::Duration attained{};      ///< `run` when it began, as the scheduler knows it
  TwoPower power;
  PowerBook::Reading reading;  ///< at `resumed`
  policy::Placement placement;

  double accelerators() const {
    return static_cast<double>(task.accelerators) * static_cast<double>(task.accelerator_milli) / policy::kMilli;
  }
};

}  // namespace aibelt::datacenter
