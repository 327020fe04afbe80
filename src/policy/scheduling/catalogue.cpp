#include "schedulers.hpp"

namespace aibelt::policy {

const scenario::Kinds<SchedulingPolicy>& SchedulingPolicy::kinds() {
  static const scenario::Kinds<SchedulingPolicy> all = {
      conservative_backfill(),
      conservative_backfill_pinned(),
      drf(),
      easy_backfill(),
      easy_backfill_pinned(),
      fair_share(),
      fcfs(),
      priority_preemptive(),
      sjf(),
      tiresias_las(),
  };
  return all;
}

std::shared_ptr<const SchedulingPolicy> scheduling_policy(const std::string& name, base::Issues& issues) {
  const scenario::Document none;
  scenario::Reader reader(none, issues);
  const auto* kind = scenario::find_kind(reader, SchedulingPolicy::kinds(), name, "policy");
  return kind == nullptr ? nullptr : kind->read(reader, scenario::Json::object(), "policy");
}

}  // namespace aibelt::policy
