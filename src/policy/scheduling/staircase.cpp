#include "staircase.hpp"

#include <algorithm>
#include <bit>

namespace aibelt::policy {
namespace {

/// How many times larger `b` is than `a` <= b, roughly in powers of two; 1 where they are alike.
std::uint64_t ratio(std::uint64_t a, std::uint64_t b) { return 1 + std::bit_width(b) - std::bit_width(a); }

}  // namespace

bool Staircase::add(std::int32_t processors, std::int64_t estimate) {
  std::size_t at = 0;
  while (at < count_ && processors_[at] < processors) {
    ++at;
  }
  const bool is_covered_before = at > 0 && estimates_[at - 1] <= estimate;
  const bool is_covered_here = at < count_ && processors_[at] == processors && estimates_[at] <= estimate;
  if (is_covered_before || is_covered_here) {
    return false;
  }
  std::size_t kept = at;
  while (kept < count_ && estimates_[kept] >= estimate) {
    ++kept;
  }
  // Steps at..kept-1 give way to the new one.
  if (kept == at) {
    std::copy_backward(processors_.begin() + at, processors_.begin() + count_, processors_.begin() + count_ + 1);
    std::copy_backward(estimates_.begin() + at, estimates_.begin() + count_, estimates_.begin() + count_ + 1);
  } else {
    std::copy(processors_.begin() + kept, processors_.begin() + count_, processors_.begin() + at + 1);
    std::copy(estimates_.begin() + kept, estimates_.begin() + count_, estimates_.begin() + at + 1);
  }
  count_ = count_ + 1 - (kept - at);
  processors_[at] = processors;
  estimates_[at] = estimate;
  if (count_ > kSteps) {
    join_two_steps();
  }
  return true;
}

void Staircase::add(const Staircase& other) {
  for (std::size_t i = 0; i < other.count_; ++i) {
    add(other.processors_[i], other.estimates_[i]);
  }
}

/// Joins the two neighbours that leave the smallest false corner, on a scale of powers of two.
void Staircase::join_two_steps() {
  const auto corner = [this](std::size_t i) {
    return ratio(static_cast<std::uint64_t>(processors_[i]), static_cast<std::uint64_t>(processors_[i + 1])) *
           ratio(static_cast<std::uint64_t>(estimates_[i + 1]), static_cast<std::uint64_t>(estimates_[i]));
  };
  std::size_t best = 0;
  std::uint64_t best_corner = corner(0);
  for (std::size_t i = 1; i + 1 < count_; ++i) {
    if (const std::uint64_t candidate = corner(i); candidate < best_corner) {
      best = i;
      best_corner = candidate;
    }
  }
  estimates_[best] = estimates_[best + 1];
  std::copy(processors_.begin() + best + 2, processors_.begin() + count_, processors_.begin() + best + 1);
  std::copy(estimates_.begin() + best + 2, estimates_.begin() + count_, estimates_.begin() + best + 1);
  --count_;
}

}  // namespace aibelt::policy
