#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "aibelt/policy/scheduling.hpp"
#include "opening.hpp"

namespace aibelt::policy {

/// Queued jobs by size and promised start, with a search for the first of the queue that may move into an opening.
///
/// Jobs are sorted into classes by the powers of two of their processors and length. In each they stand in the order of
/// the queue beneath a binary tree whose nodes know the latest promise, the fewest processors and the least length below.
class PromiseIndex {
 public:
  static constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::max();

  /// Adds a job of `length` > 0 at `rank` in the queue, higher than all before. `find` passes over it.
  void add(std::int64_t rank, const Request& request, base::Duration length);
  void remove(std::int32_t job);

  void set_promise(std::int32_t job, base::SimTime start);

  /// Lets `find` pass over a job.
  void hide(std::int32_t job) { set_promise(job, base::SimTime::min()); }

  /// Rank of the first job in [from, to) that can run in `opening` and end by its promised start; kNone without.
  std::int64_t find(std::int64_t from, std::int64_t to, const Opening& opening) const;

  /// No job promised a start after `time` has fewer processors.
  std::int32_t least_processors(base::SimTime time) const;

  /// No job is longer.
  base::Duration longest() const { return longest_; }

 private:
  static constexpr std::size_t kBlock = 16;  ///< jobs
  static constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();

  /// What a job asks for, or the least that any of several asks for.
  struct Demand {
    base::SimTime promise = base::SimTime::min();
    std::int32_t processors = std::numeric_limits<std::int32_t>::max();
    base::Duration length = base::Duration::max();

    bool may_move_into(const Opening& opening) const {
      return processors <= opening.most() && promise > opening.levels.back().begin && fits(opening.level(processors));
    }
    bool fits(const Opening::Level& level) const {
      return length <= level.end - level.begin && level.begin + length <= promise;
    }
    void join(const Demand& other);
    friend bool operator==(const Demand&, const Demand&) = default;
  };
  struct Entry {
    Demand demand;
    std::int32_t job = -1;  ///< -1 for one that has left
  };

  /// The jobs of one class by place.
  struct Class {
    std::size_t row = 0;
    std::vector<std::int64_t> ranks;
    std::vector<Entry> entries;
    std::vector<Demand> nodes;  ///< node i has the children 2i and 2i + 1; the second half are blocks

    std::size_t n_blocks() const { return nodes.size() / 2; }
    void resize(std::size_t n_blocks);
    void refresh(std::size_t place);
    Demand outline(std::size_t node) const;
    std::int64_t find(std::int64_t from, std::int64_t to, const Opening& opening) const;
    std::size_t find_below(std::size_t node, std::size_t from, const Opening& opening) const;
    std::size_t find_in_block(std::size_t begin, std::size_t from, const Opening& opening) const;
  };

  /// The classes of about as many processors.
  struct Row {
    Demand outline;
    std::vector<std::size_t> classes;
  };
  struct Seat {
    std::size_t number = 0;  ///< of the class
    std::size_t place = 0;
  };

  std::size_t class_for(std::int32_t processors, base::Duration length);
  void make_room(Class& jobs);
  void refresh(const Seat& seat);

  std::vector<Class> classes_;
  std::vector<Demand> outlines_;  ///< by class
  std::array<Row, 31> rows_;      ///< by power of two
  std::vector<std::size_t> numbers_ =
      std::vector<std::size_t>(std::size_t{31} * 64);  ///< of classes by row and column, from 1; 0 without
  std::vector<Seat> seats_;                            ///< by job
  base::Duration longest_{0};
};

}  // namespace aibelt::policy
