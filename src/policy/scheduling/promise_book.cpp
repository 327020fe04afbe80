#include "promise_book.hpp"

namespace aibelt::policy {

using base::SimTime;

void PromiseBook::add(const Request& request) {
  const auto index = static_cast<std::size_t>(request.job);
  if (index >= entries_.size()) {
    entries_.resize(2 * index + 1);
  }
  Entry& entry = entries_[index];
  entry = {request, next_rank_++, base::kNever};
  ranks_.emplace_hint(ranks_.end(), entry.rank, request.job);
  index_.add(entry.rank, request, entry.length());
  unsettled_.insert(entry.rank);
}

void PromiseBook::remove(std::int32_t job) {
  Entry& entry = entries_[static_cast<std::size_t>(job)];
  by_promise_.erase({entry.promise, job});
  ranks_.erase(entry.rank);
  unsettled_.erase(entry.rank);
  index_.remove(job);
  entry.promise = base::kNever;
}

SimTime PromiseBook::promise(std::int32_t job) const {
  const auto index = static_cast<std::size_t>(job);
  return index < entries_.size() ? entries_[index].promise : base::kNever;
}

void PromiseBook::reserve(std::int32_t job, SimTime start) {
  if (start == base::kNever) {
    return;
  }
  Entry& entry = entries_[static_cast<std::size_t>(job)];
  entry.promise = start;
  profile_.change(start, entry.end(), -entry.request.processors);
  by_promise_.emplace(start, job);
}

PromiseBook::Hole PromiseBook::cancel(std::int32_t job, SimTime now) {
  Entry& entry = entries_[static_cast<std::size_t>(job)];
  const Hole hole{std::max(entry.promise, now), entry.end()};
  if (hole.begin < hole.end) {
    profile_.change(hole.begin, hole.end, entry.request.processors);
  }
  by_promise_.erase({entry.promise, job});
  entry.promise = base::kNever;
  return hole;
}

/// Where the two runs overlap the profile stays as it is.
PromiseBook::Hole PromiseBook::move(std::int32_t job, SimTime start) {
  Entry& entry = entries_[static_cast<std::size_t>(job)];
  const SimTime old_end = entry.end();
  const SimTime old = std::exchange(entry.promise, start);
  const Hole hole{std::max(old, entry.end()), old_end};
  profile_.change(start, std::min(old, entry.end()), -entry.request.processors);
  profile_.change(hole.begin, hole.end, entry.request.processors);
  auto node = by_promise_.extract({old, job});
  node.value().first = start;
  by_promise_.insert(std::move(node));
  settle(job);
  return hole;
}

void PromiseBook::settle(std::int32_t job) {
  unsettled_.erase(at(job).rank);
  index_.set_promise(job, at(job).promise);
}

void PromiseBook::unsettle(std::int32_t job) {
  unsettled_.insert(at(job).rank);
  index_.hide(job);
}

}  // namespace aibelt::policy
