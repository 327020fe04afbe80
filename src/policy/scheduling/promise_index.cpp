#include "promise_index.hpp"

#include <algorithm>
#include <bit>

namespace aibelt::policy {
namespace {

template <class Integer>
std::size_t power_of_two(Integer value) {
  return static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(value)) - 1);
}

}  // namespace

void PromiseIndex::Demand::join(const Demand& other) {
  promise = std::max(promise, other.promise);
  processors = std::min(processors, other.processors);
  length = std::min(length, other.length);
}

void PromiseIndex::add(std::int64_t rank, const Request& request, base::Duration length) {
  longest_ = std::max(longest_, length);
  const std::size_t number = class_for(request.processors, length);
  Class& jobs = classes_[number];
  if (jobs.entries.size() == jobs.n_blocks() * kBlock) {
    make_room(jobs);
  }
  const auto index = static_cast<std::size_t>(request.job);
  if (index >= seats_.size()) {
    seats_.resize(2 * index + 1);
  }
  seats_[index] = {number, jobs.entries.size()};
  jobs.ranks.push_back(rank);
  jobs.entries.push_back({{base::SimTime::min(), request.processors, length}, request.job});
  refresh(seats_[index]);
}

void PromiseIndex::remove(std::int32_t job) {
  const Seat seat = seats_[static_cast<std::size_t>(job)];
  classes_[seat.number].entries[seat.place] = {};
  refresh(seat);
}

void PromiseIndex::set_promise(std::int32_t job, base::SimTime start) {
  const Seat seat = seats_[static_cast<std::size_t>(job)];
  classes_[seat.number].entries[seat.place].demand.promise = start;
  refresh(seat);
}

std::int64_t PromiseIndex::find(std::int64_t from, std::int64_t to, const Opening& opening) const {
  std::int64_t first = kNone;
  for (const Row& row : rows_) {
    if (!row.outline.may_move_into(opening)) {
      continue;
    }
    for (const std::size_t number : row.classes) {
      if (outlines_[number].may_move_into(opening)) {
        first = std::min(first, classes_[number].find(from, std::min(first, to), opening));
      }
    }
  }
  return first;
}

std::int32_t PromiseIndex::least_processors(base::SimTime time) const {
  for (const Row& row : rows_) {
    if (row.outline.promise > time) {
      return row.outline.processors;
    }
  }
  return std::numeric_limits<std::int32_t>::max();
}

std::size_t PromiseIndex::class_for(std::int32_t processors, base::Duration length) {
  const std::size_t row = power_of_two(processors);
  std::size_t& number = numbers_[64 * row + power_of_two(length.count())];
  if (number == 0) {
    rows_[row].classes.push_back(classes_.size());
    classes_.push_back({row, {}, {}, {}});
    outlines_.emplace_back();
    number = classes_.size();
  }
  return number - 1;
}

/// Closes up after jobs that have left; doubles where that does not free half of the places.
void PromiseIndex::make_room(Class& jobs) {
  std::size_t n = 0;
  for (std::size_t place = 0; place < jobs.entries.size(); ++place) {
    if (jobs.entries[place].job >= 0) {
      seats_[static_cast<std::size_t>(jobs.entries[place].job)].place = n;
      jobs.ranks[n] = jobs.ranks[place];
      jobs.entries[n++] = jobs.entries[place];
    }
  }
  jobs.ranks.resize(n);
  jobs.entries.resize(n);
  const std::size_t n_blocks = std::max<std::size_t>(jobs.n_blocks(), 1);
  jobs.resize(2 * n <= n_blocks * kBlock ? n_blocks : 2 * n_blocks);
}

/// Draws the outlines above a seat anew.
void PromiseIndex::refresh(const Seat& seat) {
  Class& jobs = classes_[seat.number];
  jobs.refresh(seat.place);
  if (outlines_[seat.number] == jobs.nodes[1]) {
    return;
  }
  outlines_[seat.number] = jobs.nodes[1];
  Row& row = rows_[jobs.row];
  row.outline = {};
  for (const std::size_t number : row.classes) {
    row.outline.join(outlines_[number]);
  }
}

void PromiseIndex::Class::resize(std::size_t n_blocks) {
  nodes.resize(2 * n_blocks);
  for (std::size_t node = nodes.size() - 1; node > 0; --node) {
    nodes[node] = outline(node);
  }
}

void PromiseIndex::Class::refresh(std::size_t place) {
  for (std::size_t node = n_blocks() + place / kBlock; node > 0; node /= 2) {
    const Demand drawn = outline(node);
    if (drawn == nodes[node]) {
      return;
    }
    nodes[node] = drawn;
  }
}

PromiseIndex::Demand PromiseIndex::Class::outline(std::size_t node) const {
  Demand drawn;
  if (node < n_blocks()) {
    drawn = nodes[2 * node];
    drawn.join(nodes[2 * node + 1]);
    return drawn;
  }
  const std::size_t begin = (node - n_blocks()) * kBlock;
  for (std::size_t place = begin; place < std::min(begin + kBlock, entries.size()); ++place) {
    drawn.join(entries[place].demand);
  }
  return drawn;
}

std::int64_t PromiseIndex::Class::find(std::int64_t from, std::int64_t to, const Opening& opening) const {
  const auto first = std::lower_bound(ranks.begin(), ranks.end(), from);
  if (first == ranks.end() || *first >= to) {
    return kNone;
  }
  const std::size_t place = find_below(1, static_cast<std::size_t>(first - ranks.begin()), opening);
  return place != kNowhere && ranks[place] < to ? ranks[place] : kNone;
}

/// Place of the first job from `from` on, below `node`, that may move; kNowhere without.
std::size_t PromiseIndex::Class::find_below(std::size_t node, std::size_t from, const Opening& opening) const {
  const auto height = static_cast<unsigned>(std::bit_width(n_blocks()) - std::bit_width(node));
  const std::size_t begin = ((node << height) - n_blocks()) * kBlock;
  if (begin + (kBlock << height) <= from || !nodes[node].may_move_into(opening)) {
    return kNowhere;
  }
  if (node >= n_blocks()) {
    return find_in_block(begin, from, opening);
  }
  const std::size_t place = find_below(2 * node, from, opening);
  return place != kNowhere ? place : find_below(2 * node + 1, from, opening);
}

std::size_t PromiseIndex::Class::find_in_block(std::size_t begin, std::size_t from, const Opening& opening) const {
  for (std::size_t place = std::max(begin, from); place < std::min(begin + kBlock, entries.size()); ++place) {
    if (entries[place].demand.may_move_into(opening)) {
      return place;
    }
  }
  return kNowhere;
}

}  // namespace aibelt::policy
