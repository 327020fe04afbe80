#include "profile.hpp"

#include <algorithm>
#include <limits>

#include "aibelt/base/error.hpp"

namespace aibelt::policy {

using base::SimTime;

Profile::Profile(std::int32_t processors) {
  heads_.push_back({SimTime::min(), 1, 0, processors, processors, std::make_unique<Chunk>()});
  heads_[0].chunk->times[0] = SimTime::min();
  heads_[0].chunk->free[0] = processors;
}

void Profile::forget_before(SimTime now) {
  const Place place = step_at(now);
  heads_.erase(heads_.begin(), heads_.begin() + static_cast<std::ptrdiff_t>(place.head));
  Head& head = heads_[0];
  if (place.step > 0) {
    const auto from = static_cast<std::ptrdiff_t>(place.step);
    std::shift_left(head.chunk->times.begin(), head.chunk->times.end(), from);
    std::shift_left(head.chunk->free.begin(), head.chunk->free.end(), from);
    head.count -= place.step;
  }
  head.chunk->times[0] = now;
  head.refresh();
}

void Profile::change(SimTime begin, SimTime end, std::int32_t change) {
  break_at(end);
  Place place = break_at(begin);
  const Place first = place;
  while (!is_end(place) && time(place) < end) {
    place = change_steps(place, end, change);
  }
  if (!is_end(place)) {
    join_at(place);
  }
  join_at(first);
}

void Profile::change_always(std::int32_t change) {
  for (Head& head : heads_) {
    head.add(change);
  }
}

void Profile::descend(base::SimTime now, std::vector<Stretch>& stretches) const {
  stretches.clear();
  std::int32_t least = std::numeric_limits<std::int32_t>::max();
  for (Place place = step_at(now); !is_end(place); place = next(place)) {
    if (free(place) < least) {
      if (least != std::numeric_limits<std::int32_t>::max()) {
        stretches.push_back({time(place), least});
      }
      least = free(place);
    }
    if (least <= 0) {
      return;
    }
  }
  stretches.push_back({base::kNever, least});
}

bool Profile::is_overdrawn() const {
  return std::any_of(heads_.begin(), heads_.end(), [](const Head& head) { return head.least < 0; });
}

/// Changes the steps of one chunk from `first` on and before `end`; the place after them.
Profile::Place Profile::change_steps(Place first, SimTime end, std::int32_t change) {
  Head& head = heads_[first.head];
  const bool is_whole = first.step == 0 && first.head + 1 < heads_.size() && heads_[first.head + 1].first <= end;
  if (is_whole) {
    head.add(change);
    return {first.head + 1, 0};
  }
  std::size_t i = first.step;
  while (i < head.count && head.chunk->times[i] < end) {
    head.chunk->free[i++] += change;
  }
  head.refresh();
  return i < head.count ? Place{first.head, i} : Place{first.head + 1, 0};
}

/// The step that holds at `time`.
Profile::Place Profile::step_at(SimTime time) const {
  const auto head =
      std::partition_point(heads_.begin(), heads_.end(), [&](const Head& h) { return h.first <= time; }) - 1;
  const auto begin = head->chunk->times.begin();
  const auto step = std::upper_bound(begin, begin + static_cast<std::ptrdiff_t>(head->count), time) - begin - 1;
  return {static_cast<std::size_t>(head - heads_.begin()), static_cast<std::size_t>(step)};
}

Profile::Place Profile::before(Place place) const {
  return place.step > 0 ? Place{place.head, place.step - 1} : Place{place.head - 1, heads_[place.head - 1].count - 1};
}

Profile::Place Profile::next(Place place) const {
  return place.step + 1 < heads_[place.head].count ? Place{place.head, place.step + 1} : Place{place.head + 1, 0};
}

/// The step that begins at `at`, made where there is none.
Profile::Place Profile::break_at(SimTime at) {
  Place place = step_at(at);
  if (time(place) == at) {
    return place;
  }
  if (heads_[place.head].count == kChunk) {
    split(place.head);
    place = step_at(at);
  }
  ++place.step;
  insert(place, at, free({place.head, place.step - 1}));
  return place;
}

/// Joins a step to the one before where they are alike.
void Profile::join_at(Place place) {
  if (!is_first(place) && free(before(place)) == free(place)) {
    erase(place);
  }
}

void Profile::insert(Place place, SimTime time, std::int32_t free) {
  Head& head = heads_[place.head];
  const auto at = static_cast<std::ptrdiff_t>(place.step);
  const auto end = static_cast<std::ptrdiff_t>(head.count);
  Chunk& chunk = *head.chunk;
  std::copy_backward(chunk.times.begin() + at, chunk.times.begin() + end, chunk.times.begin() + end + 1);
  std::copy_backward(chunk.free.begin() + at, chunk.free.begin() + end, chunk.free.begin() + end + 1);
  chunk.times[place.step] = time;
  chunk.free[place.step] = free - head.added;
  ++head.count;
}

void Profile::erase(Place place) {
  Head& head = heads_[place.head];
  if (head.count == 1) {
    heads_.erase(heads_.begin() + static_cast<std::ptrdiff_t>(place.head));
    return;
  }
  const auto at = static_cast<std::ptrdiff_t>(place.step);
  const auto end = static_cast<std::ptrdiff_t>(head.count);
  Chunk& chunk = *head.chunk;
  std::copy(chunk.times.begin() + at + 1, chunk.times.begin() + end, chunk.times.begin() + at);
  std::copy(chunk.free.begin() + at + 1, chunk.free.begin() + end, chunk.free.begin() + at);
  --head.count;
  head.refresh();
}

/// Cuts a full chunk in two.
void Profile::split(std::size_t index) {
  constexpr std::size_t kHalf = kChunk / 2;
  auto chunk = std::make_unique<Chunk>();
  Head& lower = heads_[index];
  std::copy(lower.chunk->times.begin() + kHalf, lower.chunk->times.end(), chunk->times.begin());
  std::copy(lower.chunk->free.begin() + kHalf, lower.chunk->free.end(), chunk->free.begin());
  Head upper{chunk->times[0], kChunk - kHalf, lower.added, 0, 0, std::move(chunk)};
  lower.count = kHalf;
  lower.refresh();
  upper.refresh();
  heads_.insert(heads_.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(upper));
}

/// Adds `change` to all steps.
void Profile::Head::add(std::int32_t change) {
  added += change;
  least += change;
  most += change;
  chunk->known = 0;
}

void Profile::Head::refresh() {
  const auto begin = chunk->free.begin();
  const auto [low, high] = std::minmax_element(begin, begin + static_cast<std::ptrdiff_t>(count));
  first = chunk->times[0];
  least = *low + added;
  most = *high + added;
  chunk->known = 0;
}

}  // namespace aibelt::policy
