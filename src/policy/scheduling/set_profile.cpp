#include "set_profile.hpp"

#include <algorithm>

#include "aibelt/base/error.hpp"

namespace aibelt::policy {

using base::SimTime;

SetProfile::SetProfile(std::int32_t processors) : steps_{{SimTime::min(), ProcessorSet::all(processors)}} {}

SetProfile::Booking SetProfile::book_earliest(SimTime from, base::Duration duration, std::int32_t processors) {
  for (std::size_t i = step_at(from); i < steps_.size(); ++i) {
    const SimTime start = std::max(from, steps_[i].time);
    const auto free = free_throughout(i, start + duration, processors);
    if (free) {
      Booking booking{start, free->lowest(processors)};
      const std::size_t begin = break_at(start);
      const std::size_t end = break_at(start + duration);
      for (std::size_t k = begin; k < end; ++k) {
        steps_[k].free -= booking.processors;
      }
      return booking;
    }
  }
  throw base::LogicError("SetProfile: more processors are wanted than there are");
}

void SetProfile::release(SimTime begin, SimTime end, const ProcessorSet& processors) {
  const std::size_t first = break_at(begin);
  const std::size_t last = break_at(end);
  for (std::size_t i = first; i < last; ++i) {
    steps_[i].free |= processors;
  }
  const auto is_alike = [](const Step& a, const Step& b) { return a.free == b.free; };
  steps_.erase(std::unique(steps_.begin(), steps_.end(), is_alike), steps_.end());
}

void SetProfile::forget_before(SimTime now) {
  steps_.erase(steps_.begin(), steps_.begin() + static_cast<std::ptrdiff_t>(step_at(now)));
}

/// The step that holds at `time`.
std::size_t SetProfile::step_at(SimTime time) const {
  const auto after = std::partition_point(steps_.begin(), steps_.end(), [&](const Step& s) { return s.time <= time; });
  return static_cast<std::size_t>(after - steps_.begin()) - 1;
}

/// Makes a step begin at `time` and gives its index.
std::size_t SetProfile::break_at(SimTime time) {
  const std::size_t i = step_at(time);
  if (steps_[i].time == time) {
    return i;
  }
  steps_.insert(steps_.begin() + static_cast<std::ptrdiff_t>(i) + 1, {time, steps_[i].free});
  return i + 1;
}

/// The processors free from step `step` until `end`; nullopt where they are fewer than `processors`.
std::optional<ProcessorSet> SetProfile::free_throughout(std::size_t step, SimTime end, std::int32_t processors) const {
  ProcessorSet free = steps_[step].free;
  for (std::size_t i = step + 1; i < steps_.size() && steps_[i].time < end; ++i) {
    if (free.size() < processors) {
      return std::nullopt;
    }
    free &= steps_[i].free;
  }
  return free.size() < processors ? std::nullopt : std::optional(std::move(free));
}

}  // namespace aibelt::policy
