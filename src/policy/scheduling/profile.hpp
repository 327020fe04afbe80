#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "aibelt/base/time.hpp"
#include "opening.hpp"

namespace aibelt::policy {

/// The processors left free by running jobs and reservations, a step function of time.
///
/// Steps stand in chunks that know their smallest and largest value and carry changes that cover them whole, so that
/// neither a change nor a search touches every step.
class Profile {
 public:
  /// All `processors` free for ever.
  explicit Profile(std::int32_t processors);

  /// Drops what lies before `now`, which never decreases.
  void forget_before(base::SimTime now);

  /// Adds `change` to the free processors of [begin, end), begin < end, not before what was forgotten.
  void change(base::SimTime begin, base::SimTime end, std::int32_t change);

  /// Adds `change` to the free processors of all times.
  void change_always(std::int32_t change);

  /// Where a job of `duration` > 0 wants to start: from `from` on and before `before`. What lies from `limit` on is free
  /// for it without a look, as where the job holds a reservation there already.
  struct Wish {
    base::SimTime from;
    base::SimTime before = base::kNever;
    base::SimTime limit = base::kNever;
    base::Duration duration{1};
    std::int32_t processors = 1;
  };

  /// The earliest start that grants `wish`; kNever where there is none.
  base::SimTime earliest(const Wish& wish) const;

  std::int32_t free_at(base::SimTime time) const;

  /// The most that is ever free in [begin, end), begin < end.
  std::int32_t most_free(base::SimTime begin, base::SimTime end) const;

  /// Writes to `opening` how far the free processors about [begin, end), begin < end, reach for jobs of `least` processors
  /// and more that are no longer than `longest`; all of [begin, end) counts as free as its freest step.
  void open(base::SimTime begin, base::SimTime end, std::int32_t least, base::Duration longest, Opening& opening) const;

  /// As many processors as are free all the time from some date on to `end`.
  struct Stretch {
    base::SimTime end;  ///< kNever for ever
    std::int32_t free = 0;
  };

  /// Writes to `stretches` how long how many processors stay free from `now` on, fewer and longer from one to the next; none
  /// of no processors.
  void descend(base::SimTime now, std::vector<Stretch>& stretches) const;

  struct Span {
    base::SimTime begin;
    base::SimTime end;
  };

  /// Adds to `peaks` the parts of [begin, end) that have `least` processors free or more, and more than the parts beside
  /// them.
  void find_peaks(base::SimTime begin, base::SimTime end, std::int32_t least, std::vector<Span>& peaks) const;

  /// Whether fewer than none are free at some time from what was forgotten on.
  bool is_overdrawn() const;

 private:
  static constexpr std::size_t kChunk = 64;  ///< steps

  struct Chunk {
    std::array<base::SimTime, kChunk> times;  ///< at which the steps begin
    std::array<std::int32_t, kChunk> free;    ///< less the head's `added`
    std::uint32_t known = 0;                  ///< a bit for each entry of `longest` that holds
    std::array<base::Duration, 31> longest;   ///< stretch with 1, 2, 4, ... free that ends in the chunk
  };
  struct Head {
    base::SimTime first;  ///< of the chunk's times
    std::size_t count = 0;
    std::int32_t added = 0;
    std::int32_t least = 0;
    std::int32_t most = 0;
    std::unique_ptr<Chunk> chunk;

    std::int32_t free(std::size_t i) const { return chunk->free[i] + added; }
    void add(std::int32_t change);
    void refresh();
    base::Duration longest(std::size_t power) const;
    std::size_t first_start(const Wish& wish) const;
  };
  struct Place {
    std::size_t head = 0;
    std::size_t step = 0;
  };

  Place step_at(base::SimTime time) const;
  Place next(Place place) const;
  Place before(Place place) const;
  bool is_first(Place place) const { return place.head == 0 && place.step == 0; }
  bool is_end(Place place) const { return place.head == heads_.size(); }
  std::int32_t free(Place place) const { return heads_[place.head].free(place.step); }
  base::SimTime end(Place place) const { return is_end(next(place)) ? base::kNever : time(next(place)); }
  base::SimTime time(Place place) const { return heads_[place.head].chunk->times[place.step]; }

  Place break_at(base::SimTime time);
  void join_at(Place place);
  void erase(Place place);
  void insert(Place place, base::SimTime time, std::int32_t free);
  void split(std::size_t index);
  Place change_steps(Place first, base::SimTime end, std::int32_t change);
  std::int32_t reach_back(Place& place, base::SimTime until, std::int32_t processors) const;
  std::int32_t reach_ahead(Place& place, base::SimTime until, std::int32_t processors) const;

  std::vector<Head> heads_;  ///< by time
};

}  // namespace aibelt::policy
