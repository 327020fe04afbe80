#include "policies.hpp"

namespace aibelt::policy {
namespace {

struct Slow : PowerPolicy {
  bool admits(const PowerView& view, double /*more*/) const override { return view.idle < view.limit; }
  double dynamic_share(const PowerView& view) const override { return share_within_limit(view); }

  static const scenario::FieldTable<Slow>& fields() {
    static const scenario::FieldTable<Slow> none;
    return none;
  }
};

}  // namespace

scenario::Kind<PowerPolicy> slow_jobs() {
  return scenario::kind<PowerPolicy, Slow>(
      "slow", "jobs start as ever; above the limit all of them run at less power and so more slowly");
}

std::shared_ptr<const PowerPolicy> default_power_policy() { return std::make_shared<Slow>(); }

}  // namespace aibelt::policy
