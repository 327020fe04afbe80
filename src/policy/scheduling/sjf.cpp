#include <queue>
#include <set>
#include <tuple>

#include "schedulers.hpp"

namespace aibelt::policy {
namespace {

struct Ranked {
  Request request;
  std::uint64_t arrival;

  /// Whether `a` comes after `b`, as std::priority_queue wants it.
  struct IsLater {
    bool operator()(const Ranked& a, const Ranked& b) const {
      return std::tie(a.request.estimate, a.arrival) > std::tie(b.request.estimate, b.arrival);
    }
  };
};

class Sjf : public Scheduler {
 public:
  explicit Sjf(std::int32_t /*processors*/) {}

  void submit(const Request& request) override {
    waiting_.insert(waiting_.end(), n_submitted_);
    queue_.push({request, n_submitted_++});
  }
  void complete(const Request& /*request*/, base::SimTime /*expected_end*/, base::SimTime /*now*/) override {}

  void decide(const SchedulingView& view, Starts& starts) override {
    std::int32_t free = view.free;
    const std::size_t n_before = starts.size();
    started_.clear();
    while (!queue_.empty() && queue_.top().request.processors <= free) {
      const Ranked first = queue_.top();
      queue_.pop();
      free -= first.request.processors;
      waiting_.erase(first.arrival);
      starts.push_back({first.request.job});
      started_.push_back(first.arrival);
    }
    for (std::size_t i = 0; i < started_.size(); ++i) {
      starts[n_before + i].is_backfill = !waiting_.empty() && *waiting_.begin() < started_[i];
    }
  }

 private:
  std::priority_queue<Ranked, std::vector<Ranked>, Ranked::IsLater> queue_;
  std::set<std::uint64_t> waiting_;  ///< arrivals of the queue
  std::vector<std::uint64_t> started_;
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
