#pragma once

#include "aibelt/policy/ordering.hpp"

namespace aibelt::policy {

scenario::Kind<OrderingPolicy> base_stock();
scenario::Kind<OrderingPolicy> mrp();
scenario::Kind<OrderingPolicy> order_up_to();
scenario::Kind<OrderingPolicy> push_plan();
scenario::Kind<OrderingPolicy> r_q();
scenario::Kind<OrderingPolicy> s_S();

}  // namespace aibelt::policy
