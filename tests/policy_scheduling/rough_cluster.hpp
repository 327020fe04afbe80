#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "aibelt/base/random.hpp"
#include "aibelt/policy/scheduling.hpp"

namespace aibelt::test {

/// What befalls a cluster.
struct Roughness {
  bool is_fragmented = false;  ///< a job takes its slots from one node, or whole nodes
  bool has_failures = false;   ///< nodes fail, with the jobs on them, and come back
  bool is_growing = false;     ///< nodes arrive
  bool has_overruns = false;   ///< some jobs run longer than their estimate
  bool has_withdrawals = false;
  bool are_promises_firm = false;  ///< no promise may be put off
};

/// A cluster of nodes of eight slots that plays random jobs under a scheduler and checks everything the two owe each other:
/// starts of waiting jobs only, on slots that are free; stops of running ones; every job done in the end, each having run
/// for as long as it wanted, a run broken off by a failure included.
class RoughCluster : private policy::Room {
 public:
  RoughCluster(const policy::SchedulingPolicy& policy, const Roughness& roughness, std::uint64_t seed);

  /// Plays `n_jobs` jobs to the end.
  void run(std::int32_t n_jobs);

  std::int64_t n_refused() const { return n_refused_; }
  std::int64_t n_preempted() const { return n_preempted_; }
  std::int64_t n_promises_kept() const { return n_promises_kept_; }

 private:
  struct Job {
    policy::Request request;  ///< of its next run, or as of the start of the present one
    base::Duration left{};    ///< of its run time, before the present run
    base::SimTime start{};
    base::SimTime promise = base::kNever;
    std::vector<std::pair<std::size_t, std::int32_t>> slots;  ///< node, count
    enum class State { unknown, waiting, running, gone } state = State::unknown;
  };
  struct Node {
    std::int32_t free = kSlots;
    bool is_up = true;
  };
  static constexpr std::int32_t kSlots = 8;

  base::SimTime now() const override { return now_; }
  std::int32_t free() const override;
  std::int32_t capacity() const override;
  bool start(const policy::Request& request, bool is_backfill) override;
  bool start_on(const policy::Request&, bool, const policy::ProcessorRanges&) override;
  void preempt(std::int32_t job) override;
  policy::Request request_of(std::int32_t job) const override;

  std::int64_t draw(std::int64_t n) { return static_cast<std::int64_t>(stream_.below(static_cast<std::uint64_t>(n))); }
  Job& job(std::int32_t index) { return jobs_[static_cast<std::size_t>(index)]; }
  base::SimTime next_time() const;
  void end_jobs();
  void stop(Job& job);
  void complete(Job& job);
  void submit_new();
  void befall();
  void fail(std::size_t node);
  void withdraw_one();
  bool place(Job& job);
  void check_promises();

  Roughness roughness_;
  base::Stream stream_;
  std::vector<Node> nodes_;
  std::unique_ptr<policy::Scheduler> scheduler_;
  std::vector<Job> jobs_;
  std::int32_t n_to_submit_ = 0;
  std::size_t n_gone_ = 0;
  base::SimTime now_;
  base::SimTime next_submission_;
  base::SimTime next_trouble_;
  std::int64_t n_refused_ = 0;
  std::int64_t n_preempted_ = 0;
  std::int64_t n_promises_kept_ = 0;
};

}  // namespace aibelt::test
