#include "policies.hpp"

namespace aibelt::policy {
namespace {

struct NoLimit : PowerPolicy {
  bool admits(const PowerView& /*view*/, double /*more*/) const override { return true; }
  double dynamic_share(const PowerView& /*view*/) const override { return 1; }

  static const scenario::FieldTable<NoLimit>& fields() {
    static const scenario::FieldTable<NoLimit> none;
    return none;
  }
};

}  // namespace

scenario::Kind<PowerPolicy> no_limit() {
  return scenario::kind<PowerPolicy, NoLimit>("none", "the limit is not kept; the hours above it are counted");
}

}  // namespace aibelt::policy
