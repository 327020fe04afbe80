#include "profile.hpp"

#include <algorithm>

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
    refresh(head);
  }
}

void Profile::change(SimTime begin, SimTime end, std::int32_t change) {
  break_at(begin);
  break_at(end);
  for (std::size_t i = step_at(begin).head; i < heads_.size() && heads_[i].first < end; ++i) {
    Head& head = heads_[i];
    const bool is_whole = head.first >= begin && i + 1 < heads_.size() && heads_[i + 1].first <= end;
    if (is_whole) {
      head.added += change;
      head.least += change;
      head.most += change;
    } else {
      change_part(head, begin, end, change);
    }
  }
  join_at(begin);
  join_at(end);
}

void Profile::change_always(std::int32_t change) {
  for (Head& head : heads_) {
    head.added += change;
    head.least += change;
    head.most += change;
  }
}

bool Profile::is_overdrawn() const {
  return std::any_of(heads_.begin(), heads_.end(), [](const Head& head) { return head.least < 0; });
}

void Profile::change_part(Head& head, SimTime begin, SimTime end, std::int32_t change) {
  for (std::size_t i = 0; i < head.count; ++i) {
    if (head.chunk->times[i] >= begin && head.chunk->times[i] < end) {
      head.chunk->free[i] += change;
    }
  }
  refresh(head);
}

SimTime Profile::earliest(const Wish& wish) const {
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
    if (is_none_free || (!is_all_free && free(place) < wish.processors)) {
      start = base::kNever;
    } else if (start == base::kNever) {
      start = reached;
    }
    place = is_all_free || is_none_free ? Place{place.head + 1, 0} : next(place);
  }
  return start;
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

/// The step that holds at `time`.
Profile::Place Profile::step_at(SimTime time) const {
  const auto head =
      std::partition_point(heads_.begin(), heads_.end(), [&](const Head& h) { return h.first <= time; }) - 1;
  const auto begin = head->chunk->times.begin();
  const auto step = std::upper_bound(begin, begin + static_cast<std::ptrdiff_t>(head->count), time) - begin - 1;
  return {static_cast<std::size_t>(head - heads_.begin()), static_cast<std::size_t>(step)};
}

Profile::Place Profile::next(Place place) const {
  return place.step + 1 < heads_[place.head].count ? Place{place.head, place.step + 1} : Place{place.head + 1, 0};
}

/// Makes a step begin at `time`.
void Profile::break_at(SimTime at) {
  Place place = step_at(at);
  if (time(place) == at) {
    return;
  }
  if (heads_[place.head].count == kChunk) {
    split(place.head);
    place = step_at(at);
  }
  insert({place.head, place.step + 1}, at, free(place));
}

/// Joins the step that begins at `time` to the one before where they are alike.
void Profile::join_at(SimTime at) {
  const Place place = step_at(at);
  if (time(place) != at || (place.head == 0 && place.step == 0)) {
    return;
  }
  const Place before =
      place.step > 0 ? Place{place.head, place.step - 1} : Place{place.head - 1, heads_[place.head - 1].count - 1};
  if (free(before) == free(place)) {
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
  refresh(head);
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
  refresh(lower);
  refresh(upper);
  heads_.insert(heads_.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(upper));
}

void Profile::refresh(Head& head) {
  const auto begin = head.chunk->free.begin();
  const auto [least, most] = std::minmax_element(begin, begin + static_cast<std::ptrdiff_t>(head.count));
  head.first = head.chunk->times[0];
  head.least = *least + head.added;
  head.most = *most + head.added;
}

}  // namespace aibelt::policy
