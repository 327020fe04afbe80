#include <algorithm>
#include <bit>

#include "profile.hpp"

namespace aibelt::policy {

using base::SimTime;

SimTime Profile::earliest(const Wish& wish) const {
  const bool is_unlimited = wish.before == base::kNever && wish.limit == base::kNever;
  Place place = step_at(wish.from);
  SimTime start = base::kNever;  // of the stretch that is free so far
  while (!is_end(place)) {
    const Head& head = heads_[place.head];
    const SimTime reached = std::max(time(place), wish.from);
    const bool is_granted = start != base::kNever && reached >= std::min(start + wish.duration, wish.limit);
    if (is_granted) {
      return start;
    }
    if (start == base::kNever && (reached >= wish.before || reached >= wish.limit)) {
      return base::kNever;
    }
    const bool is_all_free = head.least >= wish.processors;
    const bool is_none_free = head.most < wish.processors;
    if (is_unlimited && start == base::kNever && place.step == 0 && !is_all_free && !is_none_free) {
      place.step = head.first_start(wish);
      if (place.step == head.count) {
        place = {place.head + 1, 0};
        continue;
      }
    }
    if (is_none_free || (!is_all_free && free(place) < wish.processors)) {
      start = base::kNever;
    } else if (start == base::kNever) {
      start = std::max(time(place), wish.from);
    }
    place = is_all_free || is_none_free ? Place{place.head + 1, 0} : next(place);
  }
  return start;
}

/// A step before which no stretch begins that grants `wish`; the number of steps where none begins in the chunk.
std::size_t Profile::Head::first_start(const Wish& wish) const {
  const auto power = static_cast<std::size_t>(std::bit_width(static_cast<std::uint32_t>(wish.processors)) - 1);
  if (longest(power) >= wish.duration) {
    return 0;
  }
  std::size_t i = count;
  while (i > 0 && free(i - 1) >= std::int32_t{1} << power) {
    --i;
  }
  return i;
}

/// The longest stretch with 2^power processors free that ends in the chunk.
base::Duration Profile::Head::longest(std::size_t power) const {
  if ((chunk->known >> power & 1U) == 0) {
    chunk->known |= 1U << power;
    chunk->longest[power] = base::Duration{0};
    SimTime since = base::kNever;
    for (std::size_t i = 0; i < count; ++i) {
      if (free(i) >= std::int32_t{1} << power) {
        since = std::min(since, chunk->times[i]);
      } else if (since != base::kNever) {
        chunk->longest[power] = std::max(chunk->longest[power], chunk->times[i] - since);
        since = base::kNever;
      }
    }
  }
  return chunk->longest[power];
}

std::int32_t Profile::free_at(SimTime time) const { return free(step_at(time)); }

std::int32_t Profile::most_free(SimTime begin, SimTime end) const {
  Place place = step_at(begin);
  std::int32_t most = free(place);
  while (!is_end(place) && time(place) < end) {
    const bool is_whole = place.step == 0 && place.head + 1 < heads_.size() && heads_[place.head + 1].first <= end;
    most = std::max(most, is_whole ? heads_[place.head].most : free(place));
    place = is_whole ? Place{place.head + 1, 0} : next(place);
  }
  return most;
}

void Profile::open(SimTime begin, SimTime end, std::int32_t least, base::Duration longest, Opening& opening) const {
  const SimTime floor = begin - longest;
  const SimTime ceiling = longest < base::kNever - end ? end + longest : base::kNever;
  Place first = step_at(begin);
  Place last = step_at(end - base::Duration{1});
  opening.levels.clear();
  for (std::int32_t level = most_free(begin, end); level >= least;) {
    const std::int32_t before = reach_back(first, floor, level);
    const std::int32_t after = reach_ahead(last, ceiling, level);
    opening.levels.push_back({level, time(first), this->end(last)});
    level = std::max(before, after);
  }
}

/// Moves `place` back over the steps with `processors` free, no further than `until`. The fewer that are free in the step
/// that stops it; -1 without one.
std::int32_t Profile::reach_back(Place& place, SimTime until, std::int32_t processors) const {
  while (time(place) > until && !is_first(place)) {
    const Place then = before(place);
    if (free(then) < processors) {
      return free(then);
    }
    place = then;
  }
  return -1;
}

/// The same onwards.
std::int32_t Profile::reach_ahead(Place& place, SimTime until, std::int32_t processors) const {
  for (Place then = next(place); !is_end(then) && time(then) < until; then = next(then)) {
    if (free(then) < processors) {
      return free(then);
    }
    place = then;
  }
  return -1;
}

void Profile::find_peaks(SimTime begin, SimTime end, std::int32_t least, std::vector<Span>& peaks) const {
  std::int32_t last = -1;
  for (Place place = step_at(begin); begin < end; place = next(place)) {
    const SimTime until = std::min(end, this->end(place));
    const std::int32_t here = free(place);
    if (here >= least && here > last && (until == end || free(next(place)) < here)) {
      peaks.push_back({begin, until});
    }
    last = here;
    begin = until;
  }
}

}  // namespace aibelt::policy
