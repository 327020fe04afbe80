#pragma once

#include <array>
#include <chrono>
#include <map>

#include "aibelt/base/time.hpp"
#include "aibelt/entity/message.hpp"

namespace aibelt::datacenter {

/// What a user of racks drew at a site on one day, idle power of its racks included: mean IT power of each hour, in W.
struct DayLoad : entity::Payload {
  base::SimTime day;  ///< its start
  std::array<double, 24> it_power_w{};
};

/// A DayLoad arrives this long after the instant it is sent, which is at the latest the end of its day. A site settles
/// a day one day after its end.
inline constexpr base::Duration kLoadDelay = std::chrono::hours{12};

/// What a user of a site's racks had to do in a week, for sites that grow by demand: of services, how many accelerators of each kind
/// alone would do it all; of a cluster, how many were at work, of whatever kind, and the accelerator-hours that wait at the end.
struct WorkWanted : entity::Payload {
  std::map<entity::ItemId, double> accelerators;
  double at_work = 0;
  double queued_hours = 0;
};

/// A WorkWanted arrives this long after it is sent, which is at the latest the end of its week. A site decides then.
inline constexpr base::Duration kWantedDelay = base::kDay;

}  // namespace aibelt::datacenter
