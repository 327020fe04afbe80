#include "flow.hpp"

#include <cmath>

namespace aibelt::supply {

std::int64_t LossCount::of(std::int64_t units) {
  seen_ += units;
  const auto in_all = static_cast<std::int64_t>(std::floor(share_ * static_cast<double>(seen_)));
  const std::int64_t now = in_all - lost_;
  lost_ = in_all;
  return now;
}

}  // namespace aibelt::supply
