#include <algorithm>
#include <deque>

#include "schedulers.hpp"

namespace aibelt::policy {
namespace {

class Fcfs : public Scheduler {
 public:
  explicit Fcfs(std::int32_t /*processors*/) {}

  void submit(const Request& request) override { queue_.push_back(request); }
  void withdraw(std::int32_t job) override {
    queue_.erase(std::find_if(queue_.begin(), queue_.end(), [job](const Request& r) { return r.job == job; }));
  }
  void complete(const Request& /*request*/, base::SimTime /*expected_end*/, base::SimTime /*now*/) override {}
  void set_capacity(std::int32_t /*processors*/, base::SimTime /*now*/) override {}

  void decide(Room& room) override {
    while (!queue_.empty() && queue_.front().processors <= room.free() && room.start(queue_.front(), false)) {
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
