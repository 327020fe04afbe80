#include "pinned_queue.hpp"

namespace aibelt::policy {
namespace {

class ConservativeBackfillPinned : public PinnedQueue {
 public:
  explicit ConservativeBackfillPinned(std::int32_t processors) : PinnedQueue(processors, true) {}
};

}  // namespace

scenario::Kind<SchedulingPolicy> conservative_backfill_pinned() {
  return scenario::kind<SchedulingPolicy, PlainPolicy<ConservativeBackfillPinned, true>>(
      "conservative_backfill_pinned",
      "conservative_backfill where jobs reserve particular processors, as in Batsim's conservative_bf");
}

}  // namespace aibelt::policy
