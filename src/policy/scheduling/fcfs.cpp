#include <deque>

#include "schedulers.hpp"

namespace aibelt::policy {
namespace {

class Fcfs : public Scheduler {
 public:
  explicit Fcfs(std::int32_t /*processors*/) {}

  void submit(const Request& request) override { queue_.push_back(request); }
  void complete(const Request& /*request*/, base::SimTime /*expected_end*/, base::SimTime /*now*/) override {}

  void decide(const SchedulingView& view, Starts& starts) override {
    std::int32_t free = view.free;
    while (!queue_.empty() && queue_.front().processors <= free) {
      free -= queue_.front().processors;
      starts.push_back({queue_.front().job});
      queue_.pop_front();
    }
  }

 private:
  std::deque<Request> queue_;
};

}  // namespace

scenario::Kind<SchedulingPolicy> fcfs() {
  return scenario::kind<SchedulingPolicy, PlainPolicy<Fcfs>>(
      "fcfs",
      "first come, first served: the first job of the queue waits for its processors and all others wait for it");
}

}  // namespace aibelt::policy
