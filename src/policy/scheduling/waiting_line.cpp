#include "waiting_line.hpp"

#include <algorithm>

namespace aibelt::policy {

WaitingLine::WaitingLine() { resize(2); }

void WaitingLine::add(const Request& request) {
  if (end_ == processors_.size()) {
    make_room();
  }
  if (static_cast<std::size_t>(request.job) >= places_.size()) {
    places_.resize(2 * static_cast<std::size_t>(request.job) + 1, kNone);
  }
  put(end_, request);
  cover(end_);
  ++end_;
  ++count_;
}

/// Extends the outlines above `place` over its job.
void WaitingLine::cover(std::size_t place) {
  std::size_t node = n_blocks() + place / kBlock;
  while (node > 0 && nodes_[node].add(processors_[place], estimates_[place])) {
    node /= 2;
  }
}

void WaitingLine::put(std::size_t place, const Request& request) {
  processors_[place] = request.processors;
  estimates_[place] = request.estimate.count();
  requests_[place] = request;
  places_[static_cast<std::size_t>(request.job)] = place;
}

void WaitingLine::remove(std::size_t place) {
  processors_[place] = kGone;
  places_[static_cast<std::size_t>(requests_[place].job)] = kNone;
  --count_;
}

void WaitingLine::restore(std::size_t place) {
  put(place, requests_[place]);
  cover(place);
  front_ = std::min(front_, place);
  ++count_;
}

std::size_t WaitingLine::front() {
  while (processors_[front_] == kGone) {
    ++front_;
  }
  return front_;
}

std::size_t WaitingLine::find(std::size_t from, const Gap& gap) {
  return from >= end_ || gap.brief <= 0 ? kNone : find_below(1, 0, processors_.size(), from, gap);
}

/// Closes the gaps that left jobs made; doubles where that does not free half of the places.
void WaitingLine::make_room() {
  std::size_t to = 0;
  for (std::size_t place = front_; place < end_; ++place) {
    if (processors_[place] != kGone) {
      put(to++, at(place));
    }
  }
  front_ = 0;
  end_ = to;
  std::fill(processors_.begin() + static_cast<std::ptrdiff_t>(end_), processors_.end(), kGone);
  resize(2 * end_ <= processors_.size() ? n_blocks() : 2 * n_blocks());
}

void WaitingLine::resize(std::size_t n_blocks) {
  processors_.resize(n_blocks * kBlock, kGone);
  estimates_.resize(n_blocks * kBlock);
  requests_.resize(n_blocks * kBlock);
  nodes_.resize(2 * n_blocks);
  for (std::size_t node = nodes_.size() - 1; node > 0; --node) {
    outline(node);
  }
}

void WaitingLine::outline(std::size_t node) {
  Staircase& steps = nodes_[node];
  steps.clear();
  if (node < n_blocks()) {
    steps.add(nodes_[2 * node]);
    steps.add(nodes_[2 * node + 1]);
    return;
  }
  const std::size_t begin = (node - n_blocks()) * kBlock;
  for (std::size_t place = begin; place < std::min(begin + kBlock, end_); ++place) {
    if (processors_[place] != kGone) {
      steps.add(processors_[place], estimates_[place]);
    }
  }
}

/// Searches the places begin..end - 1 below `node`.
std::size_t WaitingLine::find_below(std::size_t node, std::size_t begin, std::size_t end, std::size_t from,
                                    const Gap& gap) {
  if (end <= from || !nodes_[node].may_fit(gap)) {
    return kNone;
  }
  std::size_t place = kNone;
  if (node >= n_blocks()) {
    place = find_in_block(begin, from, gap);
  } else {
    const std::size_t middle = begin + (end - begin) / 2;
    place = find_below(2 * node, begin, middle, from, gap);
    if (place == kNone) {
      place = find_below(2 * node + 1, middle, end, from, gap);
    }
  }
  if (place == kNone && from <= begin) {
    outline(node);
  }
  return place;
}

std::size_t WaitingLine::find_in_block(std::size_t begin, std::size_t from, const Gap& gap) const {
  const std::size_t end = std::min(begin + kBlock, end_);
  for (std::size_t place = std::max(begin, from); place < end; ++place) {
    if (gap.admits(processors_[place], estimates_[place])) {
      return place;
    }
  }
  return kNone;
}

}  // namespace aibelt::policy
