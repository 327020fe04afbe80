#pragma once

#include <array>
#include <chrono>

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

}  // namespace aibelt::datacenter
