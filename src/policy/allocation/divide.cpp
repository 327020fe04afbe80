#include <algorithm>
#include <numeric>

#include "policies.hpp"

namespace aibelt::policy {
namespace {

/// Shares out one unit at a time by largest remainder; every open claim still wants at least one more.
void give_remainders(std::vector<std::int64_t>& grants, const std::vector<double>& exact, const AllocationView& view,
                     std::int64_t left) {
  std::vector<std::size_t> order(grants.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return exact[a] - static_cast<double>(grants[a]) > exact[b] - static_cast<double>(grants[b]);
  });
  while (left > 0) {
    const std::int64_t left_before = left;
    for (const std::size_t i : order) {
      if (left > 0 && grants[i] < view.claims[i].wanted) {
        ++grants[i];
        --left;
      }
    }
    if (left == left_before) {
      return;
    }
  }
}

}  // namespace

std::vector<std::int64_t> divide_by_weight(const AllocationView& view, const std::vector<double>& weights) {
  const std::size_t count = view.claims.size();
  std::vector<double> exact(count, 0);
  std::vector<bool> is_full(count, false);
  double left = static_cast<double>(view.available);
  for (bool any_filled = true; any_filled;) {
    any_filled = false;
    double open_weight = 0;
    for (std::size_t i = 0; i < count; ++i) {
      open_weight += is_full[i] ? 0 : weights[i];
    }
    if (open_weight <= 0) {
      break;
    }
    const double per_weight = left / open_weight;
    for (std::size_t i = 0; i < count; ++i) {
      const auto wanted = static_cast<double>(view.claims[i].wanted);
      if (!is_full[i] && per_weight * weights[i] >= wanted) {
        exact[i] = wanted;
        left -= wanted;
        is_full[i] = any_filled = true;
      }
    }
    for (std::size_t i = 0; !any_filled && i < count; ++i) {
      exact[i] = is_full[i] ? exact[i] : per_weight * weights[i];
    }
  }
  std::vector<std::int64_t> grants(count);
  std::int64_t given = 0;
  for (std::size_t i = 0; i < count; ++i) {
    grants[i] = std::min(static_cast<std::int64_t>(exact[i]), view.claims[i].wanted);
    given += grants[i];
  }
  give_remainders(grants, exact, view, view.available - given);
  return grants;
}

}  // namespace aibelt::policy
