#include "making_times.hpp"

#include <algorithm>

#include "aibelt/supply/makings.hpp"

namespace aibelt::engine {

base::Duration MakingTimes::of(const entity::Partner& maker, entity::ItemId item) {
  const std::pair key{maker.id, item};
  if (known_.emplace(key, base::Duration{0}).second) {  // the zero stands where goods go round in a circle
    known_[key] = time_for(maker, item);
  }
  return known_[key];
}

base::Duration MakingTimes::time_for(const entity::Partner& maker, entity::ItemId item) {
  const auto makings = supply::makings_of(*maker.spec, scenario_, scenario_.from);
  const auto making = std::find_if(makings.begin(), makings.end(),
                                   [&](const supply::PlannedMaking& one) { return one.item == items_[item]; });
  if (making == makings.end() || making->is_handed_on()) {
    return base::Duration{0};
  }
  base::Duration inputs{0};
  for (const auto& [input, count] : making->inputs) {
    inputs = std::max(inputs, wait_for(sources_of_(maker.id), items_.find(input.good, input.product)));
  }
  return inputs + making->time;
}

/// From the order to the arrival of one input; nothing where nobody delivers it.
base::Duration MakingTimes::wait_for(const Sources& sources, entity::ItemId input) {
  const auto found = sources.find(input);
  if (found == sources.end() || found->second.empty()) {
    return base::Duration{0};
  }
  base::Duration quickest = base::Duration::max();
  for (const entity::Partner& source : found->second) {
    quickest = std::min(quickest, source.order_time + of(source, input) + source.lead_time);
  }
  return quickest;
}

}  // namespace aibelt::engine
