#pragma once

#include "aibelt/policy/allocation.hpp"

namespace aibelt::policy {

scenario::Kind<AllocationPolicy> contract_first();
scenario::Kind<AllocationPolicy> dated_shares();
scenario::Kind<AllocationPolicy> max_min_fair();
scenario::Kind<AllocationPolicy> priority();
scenario::Kind<AllocationPolicy> proportional();
scenario::Kind<AllocationPolicy> turn_and_earn();

/// Divides `available` in proportion to `weights`, no part above its claim; what a full claim leaves goes to the others,
/// by what they want where none of them has a weight.
/// Parts are whole; who gets the fraction of a unit is drawn, so that every claim has its exact share in the mean.
std::vector<std::int64_t> divide_by_weight(const AllocationView& view, std::vector<double> weights,
                                           base::Stream& random);

}  // namespace aibelt::policy
