#include "pinned_queue.hpp"

namespace aibelt::policy {
namespace {

class EasyBackfillPinned : public PinnedQueue {
 public:
  explicit EasyBackfillPinned(std::int32_t processors) : PinnedQueue(processors, false) {}
};

}  // namespace

scenario::Kind<SchedulingPolicy> easy_backfill_pinned() {
  return scenario::kind<SchedulingPolicy, PlainPolicy<EasyBackfillPinned, true>>(
      "easy_backfill_pinned",
      "easy_backfill where the first job of the queue reserves particular processors, as in Batsim's easy_bf");
}

}  // namespace aibelt::policy
