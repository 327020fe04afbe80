#include <cmath>

#include "kinds.hpp"
#include "queue_kind.hpp"

namespace aibelt::supply {
namespace {

base::Duration days(double days) {
  return base::Duration{std::llround(days * static_cast<double>(base::kDay.count()))};
}

/// All units of one batch that pass the tools on one day come out together, after their mean cycle time.
class BatchFlow : public Flow {
 public:
  BatchFlow(ToolQueue queue, base::Duration raw_process_time)
      : queue_(std::move(queue)), raw_process_time_(raw_process_time) {}

  void start(const Batch& batch, std::vector<Release>&) override { queue_.add(batch); }

  void pass(base::SimTime day, Load passable, std::vector<Release>& out) override {
    passed_.clear();
    queue_.pass(day, passable, passed_);
    for (const ToolQueue::Passed& part : passed_) {
      out.push_back({part.batch, part.batch.started + days((part.first + part.last) / 2) + raw_process_time_});
    }
  }

  Load waiting() const override { return queue_.load(); }
  void lose(std::size_t recipe, LossCount& loss, std::vector<Batch>& lost) override { queue_.lose(recipe, loss, lost); }

 private:
  ToolQueue queue_;
  base::Duration raw_process_time_;
  std::vector<ToolQueue::Passed> passed_;
};

struct Batches : QueueKind {
  std::unique_ptr<Flow> begin(const FlowSetting& setting) const override {
    return std::make_unique<BatchFlow>(ToolQueue(setting.loads, slack(), 1), raw_process_time);
  }

  static const scenario::FieldTable<Batches>& fields() {
    static const scenario::FieldTable<Batches> table = queue_fields<Batches>();
    return table;
  }
};

}  // namespace

scenario::Kind<FlowKind> batches() {
  return scenario::kind<FlowKind, Batches>(
      "batches", "a day's starts as one batch, with the mean cycle time of the operating curve");
}

}  // namespace aibelt::supply
