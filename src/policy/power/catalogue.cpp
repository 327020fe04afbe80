#include "policies.hpp"

namespace aibelt::policy {

const scenario::Kinds<PowerPolicy>& PowerPolicy::kinds() {
  static const scenario::Kinds<PowerPolicy> all = {hold_jobs(), no_limit(), slow_jobs()};
  return all;
}

}  // namespace aibelt::policy
