#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

#include "promise_book.hpp"

namespace aibelt::policy {

/// Finds, in the order of the queue, the settled jobs that holes in the profile let start sooner.
///
/// A settled job can move only where it takes some of a hole that came free since it was last looked at. Either it slides:
/// its promise lies in the hole or at its end, and there are processors enough just before it. Or it leaps: it runs from
/// within the reach of the hole and ends by its promise. Those that slide are listed with the hole; the next that leaps
/// is searched for when all before it have had their turn.
class HoleSearch {
 public:
  static constexpr std::int64_t kNone = PromiseIndex::kNone;

  explicit HoleSearch(const PromiseBook& book) : book_(book) {}

  /// Offers what is left of `hole` from `now` on to the jobs of the ranks [from, to).
  void offer(PromiseBook::Hole hole, base::SimTime now, std::int64_t from, std::int64_t to);

  /// Rank of the next job to look at; kNone for none.
  std::int64_t next() const { return turns_.empty() ? kNone : turns_.top().rank; }

  /// The start not before `now` that the holes give the job of rank next(), sooner than its promise; kNever for none.
  /// Call `go_on` when it has moved there.
  base::SimTime look(base::SimTime now);

  /// Offers the holes that the job leapt into, or could not, to those after it.
  void go_on();

 private:
  /// A job's turn at a hole.
  struct Turn {
    std::int64_t rank;
    PromiseBook::Hole hole;
    std::int64_t to;
    bool is_leap;

    bool operator>(const Turn& other) const {
      return std::pair{rank, hole.begin} > std::pair{other.rank, other.hole.begin};
    }
  };

  void list_slides(const PromiseBook::Hole& hole, std::int64_t from, std::int64_t to);
  void find_leap(const PromiseBook::Hole& hole, std::int64_t from, std::int64_t to);
  std::int64_t find(const PromiseBook::Hole& part, std::int32_t least, std::int64_t from, std::int64_t to);
  base::SimTime earliest_in(const PromiseBook::Hole& hole, const PromiseBook::Entry& entry, base::SimTime now) const;

  const PromiseBook& book_;
  std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns_;
  std::vector<Turn> leaps_;  ///< of the job looked at
  std::vector<Profile::Span> peaks_;
  Opening opening_;
};

}  // namespace aibelt::policy
