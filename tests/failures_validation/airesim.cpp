#include "tests/failures_validation/airesim.hpp"

#include <algorithm>
#include <utility>

namespace aibelt::test {

namespace {

using base::Duration;
using Kind = datacenter::FailureEvent::Kind;

constexpr std::int32_t kJob = 4096;
constexpr std::size_t kStandbys = 16;
constexpr std::int32_t kPool = 4160;
constexpr std::int32_t kServers = 4360;
constexpr Duration kMinute = std::chrono::minutes{1};

base::Ratio ratio(double value) { return base::Ratio::from_base_units(value); }

}  // namespace

datacenter::FailureSpec AiresimCase::spec(RepairOdds odds) {
  datacenter::FailureSpec spec;
  datacenter::ComponentSpec& server = spec.components["server"];
  server.rate_per_node = datacenter::NodeFaultRate::from_base_units(0.01 / 86400);
  server.applies = "when_busy";
  server.repair = {"exponential", 120 * kMinute, ratio(1)};
  server.cures = ratio(odds.auto_cures);
  server.escalation = {ratio(odds.escalates), {"exponential", 2 * base::kDay, ratio(1)}, ratio(odds.manual_cures)};
  spec.lemons = {ratio(0.15), ratio(6), {}, {}};  // a bad server: 1 random + 5 systematic
  return spec;
}

AiresimCase::AiresimCase(RepairOdds odds, std::uint64_t seed)
    : spec_(spec(odds)),
      failures_(spec_, seed, "airesim", now_),
      choice_(seed, "airesim/hosts"),
      place_(kServers),
      is_active_(kServers) {
  failures_.add_nodes({.count = kServers}, now_);
  for (std::int32_t server = 0; server < kServers; ++server) {
    if (server < kPool) {
      take_back(server);
    } else {
      spares_.push_back(server);
    }
  }
  standbys_.clear();
}

void AiresimCase::take_back(std::int32_t server) {
  place_[static_cast<std::size_t>(server)] = pool_.size();
  pool_.push_back(server);
  if (standbys_.size() < kStandbys) {
    standbys_.push_back(server);
  }
}

void AiresimCase::select_hosts() {
  for (std::size_t i = 0; i < std::min(pool_.size(), kJob + kStandbys); ++i) {
    std::swap(pool_[i], pool_[i + choice_.below(pool_.size() - i)]);
  }
  standbys_.clear();
  for (std::size_t i = 0; i < pool_.size(); ++i) {
    const auto server = static_cast<std::size_t>(pool_[i]);
    place_[server] = i;
    is_active_[server] = i < kJob;
    if (i >= kJob && i < kJob + kStandbys) {
      standbys_.push_back(pool_[i]);
    }
  }
  ++run_.n_selections;
}

void AiresimCase::fill_pool() {
  while (pool_.size() < kJob + kStandbys) {
    if (spares_.empty()) {
      advance(failures_.next_time() + Duration{1});
      continue;
    }
    wait(20 * kMinute);
    const std::int32_t server = spares_.front();
    spares_.pop_front();
    place_[static_cast<std::size_t>(server)] = pool_.size();
    pool_.push_back(server);
    ++run_.n_preemptions;
  }
}

std::optional<std::int32_t> AiresimCase::advance(base::SimTime end) {
  const auto is_busy = [this](std::int32_t server) {
    return is_running_ && is_active_[static_cast<std::size_t>(server)];
  };
  while (failures_.next_time() < end) {
    const auto event = failures_.pop(is_busy);
    if (event && event->kind == Kind::node_up) {
      take_back(event->nodes[0]);
    } else if (event) {
      now_ = event->time;
      return event->nodes[0];
    }
  }
  now_ = end;
  return std::nullopt;
}

void AiresimCase::drop(std::int32_t server) {
  const std::size_t place = place_[static_cast<std::size_t>(server)];
  is_active_[static_cast<std::size_t>(server)] = false;
  pool_[place] = pool_.back();
  place_[static_cast<std::size_t>(pool_[place])] = place;
  pool_.pop_back();
}

void AiresimCase::compute() {
  while (work_left_ > Duration::zero()) {
    const base::SimTime begin = now_;
    is_running_ = true;
    const auto failed = advance(now_ + work_left_);
    is_running_ = false;
    work_left_ -= now_ - begin;
    if (!failed) {
      return;
    }
    ++run_.n_failures;
    drop(*failed);
    wait(20 * kMinute);
    if (standbys_.empty()) {
      return;
    }
    is_active_[static_cast<std::size_t>(standbys_.front())] = true;
    standbys_.pop_front();
  }
}

AiresimRun AiresimCase::run() {
  while (work_left_ > Duration::zero()) {
    if (pool_.size() < kJob) {
      fill_pool();
    }
    select_hosts();
    wait(3 * kMinute);
    compute();
  }
  run_.minutes = static_cast<double>((now_ - base::SimTime{}).count()) / 6e7;
  return run_;
}

}  // namespace aibelt::test
