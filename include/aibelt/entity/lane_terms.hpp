#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/quantity.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/distribution.hpp"
#include "aibelt/scenario/ramp.hpp"

namespace aibelt::entity {

inline constexpr base::Dimension kPerTime = base::kPlain / base::kTime;

/// What goods meet on one lane.
struct LaneTerms {
  std::string name;
  std::string mode;                                              ///< air, sea, road, rail; empty: not stated
  base::Duration lead_time{0};                                   ///< least, door to door
  std::shared_ptr<const scenario::SpanDistribution> delay;       ///< of a shipment, beyond it; null: none
  double inspected = 0;                                          ///< share of shipments that customs look into
  std::shared_ptr<const scenario::SpanDistribution> inspection;  ///< how long that takes; null: nothing
  std::optional<scenario::Ramp<kPerTime>> capacity;              ///< units of goods it takes; unlimited where absent
  double cost = 0;                                               ///< USD a unit
  std::int64_t preference = 1;                                   ///< a smaller number is taken first
  base::Duration order_time = base::kDay;                        ///< an order takes to reach who delivers
  std::map<std::string, base::SimTime> qualified;                ///< by product: from when the buyer takes it
  std::map<std::string, base::Duration> qualification;           ///< by product: so long after the maker's first output

  /// Lead time, mean delay and mean inspection: what who orders and who delivers plan with.
  base::Duration planned_time() const;

  base::SimTime qualified_from(const std::string& product) const {
    const auto found = qualified.find(product);
    return found == qualified.end() ? base::SimTime::min() : found->second;
  }

  /// Whether its terms say more than a lead time, so that its goods under way are kept account of.
  bool is_detailed() const;
};

}  // namespace aibelt::entity
