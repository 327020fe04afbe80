#include "policies.hpp"

namespace aibelt::policy {

const scenario::Kinds<SiteChoicePolicy>& SiteChoicePolicy::kinds() {
  static const scenario::Kinds<SiteChoicePolicy> all = {
      choose_by_carbon(), choose_by_data_gravity(), choose_by_free_capacity(), choose_by_latency(), choose_by_price(),
  };
  return all;
}

}  // namespace aibelt::policy
