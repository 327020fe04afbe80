#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "aibelt/policy/scheduling.hpp"
#include "staircase.hpp"

namespace aibelt::policy {

/// The queue in order of submission, with a search for the first job that fits a gap.
///
/// Jobs stand in blocks beneath a binary tree; each node outlines the jobs below it by a Staircase, so that a search
/// passes over the parts of the queue that fit nothing. Removal leaves outlines as they are: a search that finds one too
/// generous draws it anew.
class WaitingLine {
 public:
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

  WaitingLine();

  /// Puts a job at the end; the places of others may change.
  void add(const Request& request);
  void remove(std::size_t place);

  /// Puts back the job removed from `place`, before anything is added.
  void restore(std::size_t place);

  bool is_empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }

  /// Place of the first job; not for an empty line.
  std::size_t front();

  const Request& at(std::size_t place) const { return requests_[place]; }

  /// Place of a job; kNone where it is not in the line.
  std::size_t place_of(std::int32_t job) const {
    const auto index = static_cast<std::size_t>(job);
    return index < places_.size() ? places_[index] : kNone;
  }

  /// The first place from `from` on whose job fits `gap`, or kNone.
  std::size_t find(std::size_t from, const Gap& gap);

 private:
  static constexpr std::size_t kBlock = 32;  ///< jobs
  static constexpr std::int32_t kGone = std::numeric_limits<std::int32_t>::max();

  std::size_t n_blocks() const { return nodes_.size() / 2; }

  void put(std::size_t place, const Request& request);
  void cover(std::size_t place);
  void make_room();
  void resize(std::size_t n_blocks);
  void outline(std::size_t node);
  std::size_t find_below(std::size_t node, std::size_t begin, std::size_t end, std::size_t from, const Gap& gap);
  std::size_t find_in_block(std::size_t begin, std::size_t from, const Gap& gap) const;

  // By place.
  std::vector<std::int32_t> processors_;  ///< kGone where the job has left
  std::vector<std::int64_t> estimates_;   ///< microseconds
  std::vector<Request> requests_;
  std::vector<std::size_t> places_;  ///< by job; kNone where it is not in the line
  std::vector<Staircase> nodes_;     ///< node i has the children 2i and 2i + 1; the second half are the blocks
  std::size_t front_ = 0;            ///< no job stands before it
  std::size_t end_ = 0;              ///< no job stands from here on
  std::size_t count_ = 0;
};

}  // namespace aibelt::policy
