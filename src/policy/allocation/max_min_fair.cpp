#include <algorithm>

#include "policies.hpp"

namespace aibelt::policy {
namespace {

/// The highest whole level up to which every claim can be filled; `view` is short.
std::int64_t water_level(const AllocationView& view) {
  std::vector<std::int64_t> wanted;
  for (const Claim& claim : view.claims) {
    wanted.push_back(claim.wanted);
  }
  std::sort(wanted.begin(), wanted.end());
  std::int64_t left = view.available;
  std::int64_t level = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto open = static_cast<std::int64_t>(wanted.size() - i);
    const std::int64_t rise = wanted[i] - level;
    if (rise > left / open) {
      return level + left / open;
    }
    left -= rise * open;
    level = wanted[i];
  }
  return level;
}

/// Whole water-filling. Of the claims above the level, what is left (less than one each) goes to as many that follow each other in
/// the order of names, round from one that is drawn, so that each has the same chance.
class MaxMinFair : public AllocationPolicy {
 public:
  std::vector<std::int64_t> decide(const AllocationView& view, base::Stream& random) const override {
    const std::int64_t level = water_level(view);
    std::vector<std::int64_t> grants;
    std::vector<std::size_t> open;
    std::int64_t left = view.available;
    for (const Claim& claim : view.claims) {
      if (claim.wanted > level) {
        open.push_back(grants.size());
      }
      grants.push_back(std::min(claim.wanted, level));
      left -= grants.back();
    }
    if (left == 0 || open.empty()) {
      return grants;
    }
    const std::size_t first = random.below(open.size());
    for (std::size_t i = 0; i < std::min(static_cast<std::size_t>(left), open.size()); ++i) {
      ++grants[open[(first + i) % open.size()]];
    }
    return grants;
  }

  static const scenario::FieldTable<MaxMinFair>& fields() {
    static const scenario::FieldTable<MaxMinFair> none;
    return none;
  }
};

}  // namespace

scenario::Kind<AllocationPolicy> max_min_fair() {
  return scenario::kind<AllocationPolicy, MaxMinFair>(
      "max_min_fair", "the smallest wants in full, the others all alike [bertsekas1992]");
}

}  // namespace aibelt::policy
