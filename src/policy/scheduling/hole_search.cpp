#include "hole_search.hpp"

#include <algorithm>

namespace aibelt::policy {

using base::SimTime;
using Hole = PromiseBook::Hole;

constexpr base::Duration kInstant{1};

void HoleSearch::offer(Hole hole, SimTime now, std::int64_t from, std::int64_t to) {
  hole.begin = std::max(hole.begin, now);
  if (hole.begin < hole.end && from < to) {
    list_slides(hole, from, to);
    find_leap(hole, from, to);
  }
}

SimTime HoleSearch::look(SimTime now) {
  const std::int64_t rank = next();
  const PromiseBook::Entry& entry = book_.at(book_.job_at(rank));
  SimTime start = base::kNever;
  leaps_.clear();
  for (; next() == rank;
       turns_.pop()) {  // by the begin of their holes: the first that gives a start gives the earliest
    const Turn& turn = turns_.top();
    start = start == base::kNever ? earliest_in(turn.hole, entry, now) : start;
    if (turn.is_leap) {
      leaps_.push_back(turn);
    }
  }
  return start;
}

void HoleSearch::go_on() {
  for (const Turn& leap : leaps_) {
    find_leap(leap.hole, leap.rank + 1, leap.to);
  }
  leaps_.clear();
}

void HoleSearch::list_slides(const Hole& hole, std::int64_t from, std::int64_t to) {
  const auto& promises = book_.promises();
  for (auto slide = promises.lower_bound({hole.begin + kInstant, -1});
       slide != promises.end() && slide->first <= hole.end; ++slide) {
    const PromiseBook::Entry& entry = book_.at(slide->second);
    if (entry.rank >= from && entry.rank < to && book_.is_settled(entry) &&
        book_.profile().free_at(entry.promise - kInstant) >= entry.request.processors) {
      turns_.push({entry.rank, hole, to, false});
    }
  }
}

/// Looks at the hole as a whole, then, if that may do, at each of its peaks.
void HoleSearch::find_leap(const Hole& hole, std::int64_t from, std::int64_t to) {
  const std::int32_t least = std::max(1, book_.index().least_processors(hole.begin));
  from = find(hole, least, from, to);
  if (from == kNone) {
    return;
  }
  peaks_.clear();
  book_.profile().find_peaks(hole.begin, hole.end, least, peaks_);
  std::int64_t first = kNone;
  for (const Profile::Span& peak : peaks_) {
    first = std::min(first, find({peak.begin, peak.end}, least, from, std::min(first, to)));
  }
  if (first != kNone) {
    turns_.push({first, hole, to, true});
  }
}

std::int64_t HoleSearch::find(const Hole& part, std::int32_t least, std::int64_t from, std::int64_t to) {
  book_.profile().open(part.begin, part.end, least, book_.index().longest(), opening_);
  return opening_.is_empty() ? kNone : book_.index().find(from, to, opening_);
}

/// The earliest start at which the job takes some of `hole`.
SimTime HoleSearch::earliest_in(const Hole& hole, const PromiseBook::Entry& entry, SimTime now) const {
  return book_.profile().earliest({.from = std::max(now, hole.begin - entry.length() + kInstant),
                                   .before = std::min(hole.end, entry.promise),
                                   .limit = entry.promise,
                                   .duration = entry.length(),
                                   .processors = entry.request.processors});
}

}  // namespace aibelt::policy
