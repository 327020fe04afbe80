#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "profile.hpp"
#include "promise_index.hpp"

namespace aibelt::policy {

/// The queue with its promised starts, and the profile of what they and the running jobs leave free.
///
/// A job is settled where its promise is the earliest start that the others leave it, or was until something came free.
class PromiseBook {
 public:
  /// A queued job.
  struct Entry {
    Request request;
    std::int64_t rank = -1;                ///< in the queue, ascending
    base::SimTime promise = base::kNever;  ///< kNever for none

    /// At least one microsecond, so that jobs of no length do not share processors.
    base::Duration length() const { return std::max(request.estimate, base::Duration{1}); }
    base::SimTime end() const { return promise + length(); }
  };

  /// Processors that came free.
  struct Hole {
    base::SimTime begin;
    base::SimTime end;
  };

  explicit PromiseBook(std::int32_t processors) : profile_(processors) {}

  Profile& profile() { return profile_; }
  const Profile& profile() const { return profile_; }
  const PromiseIndex& index() const { return index_; }

  /// Puts a job at the end of the queue, without promise and unsettled.
  void add(const Request& request);

  /// Takes a job and its promise, if it has one, out of the queue; what the profile holds for it stays.
  void remove(std::int32_t job);

  bool is_empty() const { return ranks_.empty(); }
  std::int64_t front() const { return ranks_.begin()->first; }  ///< rank, not of an empty queue
  std::int32_t job_at(std::int64_t rank) const { return ranks_.find(rank)->second; }
  const Entry& at(std::int32_t job) const { return entries_[static_cast<std::size_t>(job)]; }
  base::SimTime promise(std::int32_t job) const;

  const std::map<std::int64_t, std::int32_t>& queue() const { return ranks_; }  ///< job by rank

  /// Promised starts with their jobs.
  const std::set<std::pair<base::SimTime, std::int32_t>>& promises() const { return by_promise_; }

  /// Ranks of the jobs that are not settled; among them all without promise.
  const std::set<std::int64_t>& unsettled() const { return unsettled_; }
  bool is_settled(const Entry& entry) const { return !unsettled_.contains(entry.rank); }
  bool has_unpromised() const { return by_promise_.size() < ranks_.size(); }

  /// Promises a job without promise a start; nothing where `start` is kNever.
  void reserve(std::int32_t job, base::SimTime start);

  /// Takes a promise back; its processors come free from `now` on.
  Hole cancel(std::int32_t job, base::SimTime now);

  /// Moves a promise to `start`, sooner.
  Hole move(std::int32_t job, base::SimTime start);

  void settle(std::int32_t job);
  void unsettle(std::int32_t job);

 private:
  Profile profile_;
  PromiseIndex index_;
  std::vector<Entry> entries_;                                   ///< by job
  std::map<std::int64_t, std::int32_t> ranks_;                   ///< the queue
  std::set<std::pair<base::SimTime, std::int32_t>> by_promise_;  ///< the jobs of the queue that have one
  std::set<std::int64_t> unsettled_;
  std::int64_t next_rank_ = 0;
};

}  // namespace aibelt::policy
