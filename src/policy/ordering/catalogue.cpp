#include <algorithm>
#include <cmath>

#include "policies.hpp"

namespace aibelt::policy {

const scenario::Kinds<OrderingPolicy>& OrderingPolicy::kinds() {
  static const scenario::Kinds<OrderingPolicy> all = {
      base_stock(), mrp(), order_up_to(), push_plan(), r_q(), s_S(),
  };
  return all;
}

std::int64_t periods_in(base::Duration span, base::Duration period) {
  return period.count() > 0 ? std::max<std::int64_t>(1, (span + period - base::Duration{1}) / period) : 1;
}

}  // namespace aibelt::policy
