#include "pinned_queue.hpp"

#include <algorithm>
#include <utility>

namespace aibelt::policy {

PinnedQueue::PinnedQueue(std::int32_t processors, bool is_everyone_promised)
    : is_everyone_promised_(is_everyone_promised), profile_(processors) {}

void PinnedQueue::submit(const Request& request) {
  queue_.push_back({request, std::nullopt});
  ++n_new_;
}

void PinnedQueue::withdraw(std::int32_t job) {
  const auto found = queue_.begin() + (find(job) - queue_.cbegin());
  unbook(*found);
  if (static_cast<std::size_t>(queue_.end() - found) <= n_new_) {
    --n_new_;
  }
  queue_.erase(found);
  is_changed_ = true;
}

void PinnedQueue::complete(const Request& request, base::SimTime /*expected_end*/, base::SimTime now) {
  const auto found = running_.find(request.job);
  release(found->second, now);
  running_.erase(found);
  is_changed_ = true;
}

/// Goes through the queue in order; through its new jobs only where no job has ended and none is due.
void PinnedQueue::decide(Room& room) {
  const base::SimTime now = room.now();
  profile_.forget_before(now);
  const bool is_whole = std::exchange(is_changed_, false) || next_decision() <= now;
  const std::size_t first = is_whole ? 0 : queue_.size() - n_new_;
  std::size_t n_kept = first;
  for (std::size_t i = first; i < queue_.size(); ++i) {
    if (!is_started(queue_[i], n_kept == 0, room)) {
      std::swap(queue_[n_kept++], queue_[i]);
    }
  }
  queue_.erase(queue_.begin() + static_cast<std::ptrdiff_t>(n_kept), queue_.end());
  n_new_ = 0;
}

base::SimTime PinnedQueue::next_decision() const {
  base::SimTime next = base::kNever;
  for (const Entry& entry : queue_) {
    next = std::min(next, entry.booking ? entry.booking->start : base::kNever);
  }
  return next;
}

base::SimTime PinnedQueue::promised_start(std::int32_t job) const {
  const auto found = find(job);
  return found != queue_.end() && found->booking ? found->booking->start : base::kNever;
}

std::vector<PinnedQueue::Entry>::const_iterator PinnedQueue::find(std::int32_t job) const {
  return std::find_if(queue_.begin(), queue_.end(), [job](const Entry& entry) { return entry.request.job == job; });
}

/// At least one microsecond, so that jobs of no length do not share processors.
base::Duration PinnedQueue::length_of(const Request& request) { return std::max(request.estimate, base::Duration{1}); }

void PinnedQueue::release(const Entry& entry, base::SimTime begin) {
  const base::SimTime end = entry.booking->start + length_of(entry.request);
  if (begin < end) {
    profile_.release(begin, end, entry.booking->processors);
  }
}

void PinnedQueue::unbook(Entry& entry) {
  if (entry.booking) {
    release(entry, entry.booking->start);
    entry.booking.reset();
  }
}

/// Books anew what can be had for a job and starts it where that is now; otherwise the booking stays where it is a promise.
bool PinnedQueue::is_started(Entry& entry, bool is_first, Room& room) {
  unbook(entry);
  const Request& request = entry.request;
  entry.booking = profile_.book_earliest(room.now(), length_of(request), request.processors);
  const bool is_due = entry.booking->start == room.now();
  if (is_due && room.start_on(request, !is_first, entry.booking->processors.ranges())) {
    running_.emplace(request.job, std::move(entry));
    return true;
  }
  if (is_due || (!is_first && !is_everyone_promised_)) {
    unbook(entry);
  }
  return false;
}

}  // namespace aibelt::policy
