#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "aibelt/base/time.hpp"

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

  /// Whether fewer than none are free at some time from what was forgotten on.
  bool is_overdrawn() const;

 private:
  static constexpr std::size_t kChunk = 64;  ///< steps

  struct Chunk {
    std::array<base::SimTime, kChunk> times;  ///< at which the steps begin
    std::array<std::int32_t, kChunk> free;    ///< less the head's `added`
  };
  struct Head {
    base::SimTime first;  ///< of the chunk's times
    std::size_t count = 0;
    std::int32_t added = 0;
    std::int32_t least = 0;
    std::int32_t most = 0;
    std::unique_ptr<Chunk> chunk;

    std::int32_t free(std::size_t i) const { return chunk->free[i] + added; }
  };
  struct Place {
    std::size_t head = 0;
    std::size_t step = 0;
  };

  Place step_at(base::SimTime time) const;
  Place next(Place place) const;
  bool is_end(Place place) const { return place.head == heads_.size(); }
  std::int32_t free(Place place) const { return heads_[place.head].free(place.step); }
  base::SimTime time(Place place) const { return heads_[place.head].chunk->times[place.step]; }

  void break_at(base::SimTime time);
  void join_at(base::SimTime time);
  void erase(Place place);
  void insert(Place place, base::SimTime time, std::int32_t free);
  void split(std::size_t index);
  void change_part(Head& head, base::SimTime begin, base::SimTime end, std::int32_t change);
  static void refresh(Head& head);

  std::vector<Head> heads_;  ///< by time
};

}  // namespace aibelt::policy
