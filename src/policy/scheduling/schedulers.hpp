#pragma once

#include "aibelt/policy/scheduling.hpp"

namespace aibelt::policy {

scenario::Kind<SchedulingPolicy> conservative_backfill();
scenario::Kind<SchedulingPolicy> conservative_backfill_pinned();
scenario::Kind<SchedulingPolicy> easy_backfill();
scenario::Kind<SchedulingPolicy> easy_backfill_pinned();
scenario::Kind<SchedulingPolicy> fcfs();
scenario::Kind<SchedulingPolicy> sjf();

/// A policy without parameters whose queues are `Queue`, made from the number of processors.
template <class Queue>
class PlainPolicy : public SchedulingPolicy {
 public:
  std::unique_ptr<Scheduler> open(std::int32_t processors) const override {
    return std::make_unique<Queue>(processors);
  }

  static const scenario::FieldTable<PlainPolicy>& fields() {
    static const scenario::FieldTable<PlainPolicy> none;
    return none;
  }
};

}  // namespace aibelt::policy
