#include "aibelt/scenario/document.hpp"
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

std::shared_ptr<const SchedulingPolicy> scheduling_policy(const std::string& name, base::Issues& issues,
                                                          const std::vector<std::string>& settings) {
  scenario::Document document;
  document.root = scenario::Json::object();
  base::Issues found;
  for (const std::string& setting : settings) {
    scenario::apply_override(document, setting, found);
  }
  scenario::Reader reader(document, found);
  const auto* kind = scenario::find_kind(reader, SchedulingPolicy::kinds(), name, "policy");
  auto policy = kind == nullptr ? nullptr : kind->read(reader, document.root, "");
  issues.insert(issues.end(), found.begin(), found.end());
  return found.empty() ? policy : nullptr;
}

}  // namespace aibelt::policy
