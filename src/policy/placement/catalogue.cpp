#include "aibelt/scenario/document.hpp"
#include "policies.hpp"

namespace aibelt::policy {

const scenario::Kinds<PlacementPolicy>& PlacementPolicy::kinds() {
  static const scenario::Kinds<PlacementPolicy> all = {
      best_fit(),
      pack(),
      spread(),
      topology(),
  };
  return all;
}

std::shared_ptr<const PlacementPolicy> placement_policy(const std::string& name, base::Issues& issues) {
  const scenario::Document none;
  scenario::Reader reader(none, issues);
  const auto* kind = scenario::find_kind(reader, PlacementPolicy::kinds(), name, "placement");
  return kind == nullptr ? nullptr : kind->read(reader, scenario::Json::object(), "placement");
}

}  // namespace aibelt::policy
