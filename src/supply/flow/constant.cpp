#include "kinds.hpp"

namespace aibelt::supply {
namespace {

class ConstantFlow : public Flow {
 public:
  explicit ConstantFlow(base::Duration cycle_time) : cycle_time_(cycle_time) {}

  void start(const Batch& batch, std::vector<Release>& out) override {
    out.push_back({batch, batch.started + cycle_time_});
  }

 private:
  base::Duration cycle_time_;
};

struct Constant : FlowKind {
  std::unique_ptr<Flow> begin(const FlowSetting& setting) const override {
    return std::make_unique<ConstantFlow>(setting.cycle_time);
  }

  static const scenario::FieldTable<Constant>& fields() {
    static const scenario::FieldTable<Constant> none;
    return none;
  }
};

}  // namespace

scenario::Kind<FlowKind> constant() {
  return scenario::kind<FlowKind, Constant>("constant", "everything takes the plant's cycle time");
}

std::shared_ptr<const FlowKind> default_flow() {
  static const auto flow = std::make_shared<const Constant>();
  return flow;
}

}  // namespace aibelt::supply
