#include "tests/policy_scheduling/rough_cluster.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>

#include "tests/support/catch.hpp"

namespace aibelt::test {

using base::Duration;
using base::SimTime;

namespace {

constexpr std::size_t kNodes = 6;

Duration seconds(std::int64_t count) { return std::chrono::seconds{count}; }

}  // namespace

RoughCluster::RoughCluster(const policy::SchedulingPolicy& policy, const Roughness& roughness, std::uint64_t seed)
    : roughness_(roughness),
      stream_(seed, "rough cluster"),
      nodes_(kNodes),
      scheduler_(policy.open(static_cast<std::int32_t>(kNodes) * kSlots, {})),
      next_trouble_(SimTime{seconds(100)}) {}

void RoughCluster::run(std::int32_t n_jobs) {
  n_to_submit_ = n_jobs;
  const auto n_all = static_cast<std::size_t>(n_jobs);
  for (std::int64_t n_passes = 0; n_gone_ < n_all; ++n_passes) {
    REQUIRE(n_passes < 100 * n_jobs);
    now_ = next_time();
    REQUIRE(now_ != base::kNever);
    end_jobs();
    befall();
    submit_new();
    scheduler_->decide(*this);
    check_promises();
  }
}

std::int32_t RoughCluster::free() const {
  return std::accumulate(nodes_.begin(), nodes_.end(), 0,
                         [](std::int32_t sum, const Node& node) { return sum + (node.is_up ? node.free : 0); });
}

std::int32_t RoughCluster::capacity() const {
  return kSlots * static_cast<std::int32_t>(
                      std::count_if(nodes_.begin(), nodes_.end(), [](const Node& node) { return node.is_up; }));
}

bool RoughCluster::start(const policy::Request& request, bool /*is_backfill*/) {
  Job& starting = job(request.job);
  REQUIRE(starting.state == Job::State::waiting);
  REQUIRE(request.processors == starting.request.processors);
  REQUIRE(request.estimate == starting.request.estimate);
  if (!place(starting)) {
    ++n_refused_;
    return false;
  }
  if (starting.promise != base::kNever) {
    ++n_promises_kept_;
  }
  starting.state = Job::State::running;
  starting.start = now_;
  return true;
}

bool RoughCluster::start_on(const policy::Request& request, bool is_backfill, const policy::ProcessorRanges&) {
  return start(request, is_backfill);
}

/// Takes the slots of a job: all of one node or whole nodes where the cluster is fragmented, else the first there are.
bool RoughCluster::place(Job& placed) {
  std::int32_t left = placed.request.processors;
  const std::int32_t least = !roughness_.is_fragmented ? 1 : std::min(left, kSlots);
  std::vector<std::pair<std::size_t, std::int32_t>> slots;
  for (std::size_t i = 0; i < nodes_.size() && left > 0; ++i) {
    if (nodes_[i].is_up && nodes_[i].free >= std::min(least, left)) {
      slots.emplace_back(i, std::min(left, nodes_[i].free));
      left -= slots.back().second;
    }
  }
  if (left > 0) {
    return false;
  }
  for (const auto& [node, count] : slots) {
    nodes_[node].free -= count;
  }
  placed.slots = std::move(slots);
  return true;
}

void RoughCluster::preempt(std::int32_t index) {
  Job& stopped = job(index);
  REQUIRE(stopped.state == Job::State::running);
  ++n_preempted_;
  const policy::Request request = request_of(index);
  stop(stopped);
  stopped.request = request;
  stopped.state = Job::State::waiting;
}

policy::Request RoughCluster::request_of(std::int32_t index) const {
  const Job& asked = jobs_[static_cast<std::size_t>(index)];
  policy::Request request = asked.request;
  if (asked.state == Job::State::running) {
    request.attained += now_ - asked.start;
    request.estimate = std::max(request.estimate - (now_ - asked.start), Duration{0});
  }
  return request;
}

SimTime RoughCluster::next_time() const {
  SimTime next = std::min(scheduler_->next_decision(), n_to_submit_ > 0 ? next_submission_ : base::kNever);
  if (roughness_.has_failures || roughness_.is_growing || roughness_.has_withdrawals) {
    next = std::min(next, next_trouble_);
  }
  for (const Job& each : jobs_) {
    if (each.state == Job::State::running) {
      next = std::min(next, each.start + each.left);
    }
  }
  return next;
}

/// The job leaves its slots.
void RoughCluster::stop(Job& stopped) {
  for (const auto& [node, count] : stopped.slots) {
    nodes_[node].free += count;
  }
  stopped.slots.clear();
  stopped.left -= now_ - stopped.start;
  REQUIRE(stopped.left >= Duration{0});
}

void RoughCluster::complete(Job& ended) {
  stop(ended);
  scheduler_->complete(ended.request, ended.start + ended.request.estimate, now_);
}

void RoughCluster::end_jobs() {
  for (Job& each : jobs_) {
    if (each.state == Job::State::running && each.start + each.left == now_) {
      complete(each);
      each.state = Job::State::gone;
      ++n_gone_;
    }
  }
}

void RoughCluster::submit_new() {
  while (n_to_submit_ > 0 && next_submission_ == now_) {
    --n_to_submit_;
    Job added;
    const Duration estimate = seconds(draw(draw(3) > 0 ? 100 : 1'000));
    const std::int64_t per_mille = draw(10) > 0 || !roughness_.has_overruns ? 1 + draw(1'000) : 1'000 + draw(3'000);
    added.left = estimate * per_mille / 1'000;
    const bool is_wide = draw(8) == 0;
    added.request = {.job = static_cast<std::int32_t>(jobs_.size()),
                     .processors = static_cast<std::int32_t>(is_wide ? kSlots * (1 + draw(5)) : 1 + draw(kSlots)),
                     .estimate = estimate,
                     .tenant = static_cast<std::int32_t>(draw(4)),
                     .priority = static_cast<std::int32_t>(draw(3)),
                     .submission = now_};
    added.state = Job::State::waiting;
    jobs_.push_back(added);
    scheduler_->submit(added.request);
    next_submission_ = now_ + seconds(draw(3) > 0 ? draw(20) : 0);
  }
}

void RoughCluster::befall() {
  if (now_ < next_trouble_) {
    return;
  }
  next_trouble_ = now_ + seconds(1 + draw(200));
  const auto node = static_cast<std::size_t>(draw(kNodes));
  if (roughness_.has_failures && nodes_[node].is_up) {
    fail(node);
  } else if (roughness_.has_failures) {
    nodes_[node].is_up = true;
    scheduler_->set_capacity(capacity(), now_);
  }
  if (roughness_.is_growing && nodes_.size() < 3 * kNodes) {
    nodes_.emplace_back();
    scheduler_->set_capacity(capacity(), now_);
  }
  if (roughness_.has_withdrawals) {
    withdraw_one();
  }
}

/// Ends the jobs of a node, which start again where they were, and takes it out of service.
void RoughCluster::fail(std::size_t node) {
  std::vector<std::int32_t> lost;
  for (Job& each : jobs_) {
    const bool is_there =
        std::any_of(each.slots.begin(), each.slots.end(), [node](const auto& slot) { return slot.first == node; });
    if (each.state == Job::State::running && is_there) {
      const policy::Request next = request_of(each.request.job);
      complete(each);
      each.request = next;
      each.state = Job::State::waiting;
      lost.push_back(next.job);
    }
  }
  nodes_[node].is_up = false;
  scheduler_->set_capacity(capacity(), now_);
  for (const std::int32_t index : lost) {
    scheduler_->submit(job(index).request);
  }
}

void RoughCluster::withdraw_one() {
  std::vector<std::int32_t> waiting;
  for (const Job& each : jobs_) {
    if (each.state == Job::State::waiting) {
      waiting.push_back(each.request.job);
    }
  }
  if (!waiting.empty()) {
    Job& leaving = job(waiting[static_cast<std::size_t>(draw(static_cast<std::int64_t>(waiting.size())))]);
    leaving.state = Job::State::gone;
    ++n_gone_;
    scheduler_->withdraw(leaving.request.job);
  }
}

void RoughCluster::check_promises() {
  for (Job& each : jobs_) {
    if (each.state == Job::State::waiting) {
      const SimTime promise = scheduler_->promised_start(each.request.job);
      REQUIRE((!roughness_.are_promises_firm || promise <= each.promise));
      REQUIRE((promise == base::kNever || promise >= now_ || roughness_.has_overruns));
      each.promise = promise;
    }
  }
}

}  // namespace aibelt::test
