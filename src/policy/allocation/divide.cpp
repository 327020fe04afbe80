#include <algorithm>
#include <cmath>

#include "policies.hpp"

namespace aibelt::policy {
namespace {

/// Hands out the `left` units that the fractions make up. One draw decides for all (systematic sampling): each claim gets the next
/// whole number with the probability of its fraction, so that small claims come to their share over time.
void give_fractions(std::vector<std::int64_t>& grants, const std::vector<double>& exact, const AllocationView& view,
                    std::int64_t left, base::Stream& random) {
  double place = random.uniform();
  for (std::size_t i = 0; i < grants.size() && left > 0; ++i) {
    const double next = place + exact[i] - static_cast<double>(grants[i]);
    if (std::floor(next) > std::floor(place) && grants[i] < view.claims[i].wanted) {
      ++grants[i];
      --left;
    }
    place = next;
  }
  for (std::size_t i = 0; i < grants.size() && left > 0; ++i) {  // what rounding of the fractions' sum may leave
    const std::int64_t more = std::min(left, view.claims[i].wanted - grants[i]);
    grants[i] += more;
    left -= more;
  }
}

}  // namespace

std::vector<std::int64_t> divide_by_weight(const AllocationView& view, std::vector<double> weights,
                                           base::Stream& random) {
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
    if (open_weight <= 0) {  // nobody left has a weight: the rest goes in proportion to what is wanted
      for (std::size_t i = 0; i < count; ++i) {
        weights[i] = is_full[i] ? 0 : static_cast<double>(view.claims[i].wanted);
        open_weight += weights[i];
      }
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
  give_fractions(grants, exact, view, view.available - given, random);
  return grants;
}

}  // namespace aibelt::policy
