#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "../clusters/cluster_job.hpp"
#include "aibelt/entity/message.hpp"

namespace aibelt::datacenter {

/// The broker sends a cluster jobs to run, or a cluster sends the broker jobs it gives up.
struct JobsOnTheirWay : entity::Payload {
  std::vector<ClusterJob> jobs;
};

/// How a cluster stands.
struct ClusterReport : entity::Payload {
  struct Kind {
    std::string accelerator;
    std::int64_t free = 0;       ///< accelerators
    std::int64_t installed = 0;  ///< accelerators
    double queued_h = 0;         ///< accelerator-hours that wait, over those installed

    friend bool operator==(const Kind&, const Kind&) = default;
  };
  std::vector<Kind> kinds;         ///< by kind of rack
  bool is_slowed = false;          ///< below the speed at which it gives jobs up
  std::int64_t would_give_up = 0;  ///< accelerators of the jobs it would let go
};

/// Other clusters have room.
struct RoomElsewhere : entity::Payload {
  struct Room {
    std::string cluster;
    std::string accelerator;
    std::int64_t free = 0;  ///< accelerators
  };
  std::vector<Room> rooms;
};

}  // namespace aibelt::datacenter
