#include "releases.hpp"

#include <algorithm>

#include "aibelt/base/error.hpp"

namespace aibelt::policy {
namespace {

template <class Chunk>
std::size_t place_in(const Chunk& chunk, std::size_t count, base::SimTime time) {
  const auto begin = chunk.times.begin();
  return static_cast<std::size_t>(std::lower_bound(begin, begin + static_cast<std::ptrdiff_t>(count), time) - begin);
}

/// Moves what stands from `from` on so that it stands from `to` on.
template <class Array>
void shift(Array& array, std::size_t from, std::size_t count, std::size_t to) {
  const auto at = [&](std::size_t i) { return array.begin() + static_cast<std::ptrdiff_t>(i); };
  if (to < from) {
    std::copy(at(from), at(count), at(to));
  } else {
    std::copy_backward(at(from), at(count), at(count + to - from));
  }
}

}  // namespace

void Releases::add(base::SimTime time, std::int32_t processors) {
  if (heads_.empty()) {
    heads_.push_back({time, 0, 0, std::make_unique<Chunk>()});
  }
  std::size_t index = std::min(chunk_of(time), heads_.size() - 1);
  if (heads_[index].count == kChunk) {
    split(index);
    index = std::min(chunk_of(time), heads_.size() - 1);
  }
  Head& head = heads_[index];
  Chunk& chunk = *head.chunk;
  const std::size_t place = place_in(chunk, head.count, time);
  head.sum += processors;
  if (place < head.count && chunk.times[place] == time) {
    chunk.processors[place] += processors;
    return;
  }
  shift(chunk.times, place, head.count, place + 1);
  shift(chunk.processors, place, head.count, place + 1);
  chunk.times[place] = time;
  chunk.processors[place] = processors;
  ++head.count;
  head.last = chunk.times[head.count - 1];
}

void Releases::remove(base::SimTime time, std::int32_t processors) {
  const std::size_t index = chunk_of(time);
  base::ensure(index < heads_.size(), "Releases: nothing is given back at this time");
  Head& head = heads_[index];
  Chunk& chunk = *head.chunk;
  const std::size_t place = place_in(chunk, head.count, time);
  base::ensure(chunk.times[place] == time && chunk.processors[place] >= processors,
               "Releases: less is given back at this time");
  head.sum -= processors;
  chunk.processors[place] -= processors;
  if (chunk.processors[place] > 0) {
    return;
  }
  shift(chunk.times, place + 1, head.count, place);
  shift(chunk.processors, place + 1, head.count, place);
  --head.count;
  if (head.count == 0) {
    heads_.erase(heads_.begin() + static_cast<std::ptrdiff_t>(index));
  } else {
    head.last = chunk.times[head.count - 1];
  }
}

Releases::Point Releases::find(std::int64_t processors) const {
  std::int64_t sum = 0;
  auto head = heads_.begin();
  while (head != heads_.end() && sum + head->sum < processors) {
    sum += head->sum;
    ++head;
  }
  if (head == heads_.end()) {
    return {};
  }
  for (std::size_t i = 0;; ++i) {
    sum += head->chunk->processors[i];
    if (sum >= processors) {
      return {head->chunk->times[i], sum};
    }
  }
}

Releases::Point Releases::find_after(base::SimTime now) const {
  std::int64_t sum = 0;
  for (const Head& head : heads_) {
    if (head.last <= now) {
      sum += head.sum;
      continue;
    }
    for (std::size_t i = 0;; ++i) {
      sum += head.chunk->processors[i];
      if (head.chunk->times[i] > now) {
        return {head.chunk->times[i], sum};
      }
    }
  }
  return {};
}

/// The first chunk that reaches `time`, the number of chunks where none does.
std::size_t Releases::chunk_of(base::SimTime time) const {
  const auto found =
      std::partition_point(heads_.begin(), heads_.end(), [&](const Head& head) { return head.last < time; });
  return static_cast<std::size_t>(found - heads_.begin());
}

void Releases::split(std::size_t index) {
  constexpr std::size_t kHalf = kChunk / 2;
  Head& lower = heads_[index];
  Head upper{lower.last, 0, kChunk - kHalf, std::make_unique<Chunk>()};
  for (std::size_t i = kHalf; i < kChunk; ++i) {
    upper.chunk->times[i - kHalf] = lower.chunk->times[i];
    upper.chunk->processors[i - kHalf] = lower.chunk->processors[i];
    upper.sum += lower.chunk->processors[i];
  }
  lower.sum -= upper.sum;
  lower.count = kHalf;
  lower.last = lower.chunk->times[kHalf - 1];
  heads_.insert(heads_.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(upper));
}

}  // namespace aibelt::policy
