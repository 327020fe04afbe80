#include <algorithm>
#include <set>
#include <tuple>

#include "schedulers.hpp"

namespace aibelt::policy {
namespace {

struct Ranked {
  Request request;
  std::uint64_t arrival;

  friend bool operator<(const Ranked& a, const Ranked& b) {
    return std::tie(a.request.estimate, a.arrival) < std::tie(b.request.estimate, b.arrival);
  }
};

/// The first jobs by rank that fit together are picked and then started in turn; the first that finds no place waits, with
/// all behind it.
class Sjf : public Scheduler {
 public:
  explicit Sjf(std::int32_t /*processors*/) {}

  void submit(const Request& request) override {
    waiting_.insert(waiting_.end(), n_submitted_);
    queue_.insert({request, n_submitted_++});
  }
  void withdraw(std::int32_t job) override {
    const auto found =
        std::find_if(queue_.begin(), queue_.end(), [job](const Ranked& r) { return r.request.job == job; });
    waiting_.erase(found->arrival);
    queue_.erase(found);
  }
  void complete(const Request& /*request*/, base::SimTime /*expected_end*/, base::SimTime /*now*/) override {}
  void set_capacity(std::int32_t /*processors*/, base::SimTime /*now*/) override {}

  void decide(Room& room) override {
    std::int32_t free = room.free();
    auto end = queue_.begin();
    for (; end != queue_.end() && end->request.processors <= free; ++end) {
      free -= end->request.processors;
      waiting_.erase(end->arrival);
    }
    auto job = queue_.begin();
    while (job != end && room.start(job->request, !waiting_.empty() && *waiting_.begin() < job->arrival)) {
      job = queue_.erase(job);
    }
    for (; job != end; ++job) {
      waiting_.insert(job->arrival);
    }
  }

 private:
  std::set<Ranked> queue_;
  std::set<std::uint64_t> waiting_;  ///< arrivals of the queue
  std::uint64_t n_submitted_ = 0;
};

}  // namespace

scenario::Kind<SchedulingPolicy> sjf() {
  return scenario::kind<SchedulingPolicy, PlainPolicy<Sjf>>(
      "sjf",
      "shortest job first: the queue by estimate, ties by submission; its first job waits for its processors and all "
      "others wait for it");
}

}  // namespace aibelt::policy
