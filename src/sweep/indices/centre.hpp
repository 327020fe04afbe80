#pragma once

#include <span>
#include <vector>

namespace aibelt::sweep {

/// The values less the mean of those that are there, over the largest absolute value left, so that sums of squares neither
/// cancel nor overflow; all 0 where they are alike.
std::vector<double> about_the_middle(std::span<const double> values);

}  // namespace aibelt::sweep
