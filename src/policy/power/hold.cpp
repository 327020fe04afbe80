#include "policies.hpp"

namespace aibelt::policy {
namespace {

struct Hold : PowerPolicy {
  bool admits(const PowerView& view, double more) const override {
    return view.idle + view.dynamic + more <= view.limit;
  }
  double dynamic_share(const PowerView& view) const override { return share_within_limit(view); }

  static const scenario::FieldTable<Hold>& fields() {
    static const scenario::FieldTable<Hold> none;
    return none;
  }
};

}  // namespace

scenario::Kind<PowerPolicy> hold_jobs() {
  return scenario::kind<PowerPolicy, Hold>(
      "hold", "a job that would exceed the limit waits; only where the limit falls below what runs, that is slowed");
}

}  // namespace aibelt::policy
