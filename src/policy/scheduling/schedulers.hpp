#pragma once

#include "aibelt/policy/scheduling.hpp"

namespace aibelt::policy {

scenario::Kind<SchedulingPolicy> conservative_backfill();
scenario::Kind<SchedulingPolicy> conservative_backfill_pinned();
scenario::Kind<SchedulingPolicy> drf();
scenario::Kind<SchedulingPolicy> easy_backfill();
scenario::Kind<SchedulingPolicy> easy_backfill_pinned();
scenario::Kind<SchedulingPolicy> fair_share();
scenario::Kind<SchedulingPolicy> fcfs();
scenario::Kind<SchedulingPolicy> priority_preemptive();
scenario::Kind<SchedulingPolicy> sjf();
scenario::Kind<SchedulingPolicy> tiresias_las();

/// A policy without parameters whose queues are `Queue`, made from the number of processors.
template <class Queue, bool kChoosesSlots = false>
class PlainPolicy : public SchedulingPolicy {
 public:
  std::unique_ptr<Scheduler> open(std::int32_t processors, const std::vector<std::string>& /*tenants*/) const override {
    return std::make_unique<Queue>(processors);
  }
  bool chooses_slots() const override { return kChoosesSlots; }

  static const scenario::FieldTable<PlainPolicy>& fields() {
    static const scenario::FieldTable<PlainPolicy> none;
    return none;
  }
};

}  // namespace aibelt::policy
