#pragma once

#include "aibelt/policy/allocation.hpp"

namespace aibelt::policy {

scenario::Kind<AllocationPolicy> dated_shares();
scenario::Kind<AllocationPolicy> priority();
scenario::Kind<AllocationPolicy> proportional();

/// Divides `available` in proportion to `weights`, no part above its claim; what a full claim leaves goes to the others.
/// Whole numbers by largest remainder, ties to the earlier name.
std::vector<std::int64_t> divide_by_weight(const AllocationView& view, const std::vector<double>& weights);

}  // namespace aibelt::policy
