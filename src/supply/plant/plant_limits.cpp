#include <algorithm>
#include <cmath>

#include "plant.hpp"

// Limits of some plants beyond shares, inputs and capacity: ceilings by type, batches, change-overs.
namespace aibelt::supply {

void Plant::set_limits() {
  Load batches = 0;
  for (const Work& work : works_) {
    batches += work.recipe.batch > 1 ? work.recipe.batch * work.recipe.load : 0;
  }
  longest_carry_ = std::max(kLoadPerUnit, batches) - 1;
  if (plan_.change_over.time > base::Duration{0}) {
    change_over_account_ = ledger_.total("", "change_over", plan_.capacity_unit);
  }
}

/// Holds the recipes of each type to its ceiling, divided by the policy, and all recipes to whole batches.
void Plant::limit_by_type(std::vector<Wish>& wishes, base::SimTime now) {
  for (std::size_t i = 0; i < works_.size(); ++i) {
    wishes[i].within_inputs = in_batches(wishes[i].within_inputs, works_[i].recipe);
    wishes[i].within_type = wishes[i].within_inputs;
  }
  for (const auto& [type, per_day] : plan_.capacity_by_type) {
    limit_type(type, std::llround(per_day(now) * static_cast<double>(kLoadPerUnit)), wishes);
  }
}

void Plant::limit_type(const std::string& type, Load today, std::vector<Wish>& wishes) {
  std::vector<std::size_t> users;
  std::vector<policy::Claim> claims;
  for (std::size_t i = 0; i < works_.size(); ++i) {
    const Recipe& recipe = works_[i].recipe;
    if (recipe.capacity_type == type) {
      users.push_back(i);
      claims.push_back(claim_of(works_[i], wishes[i].within_type, recipe.load));
    }
  }
  Load& left = type_left_[type];
  left = std::min(std::max<Load>(0, left) + today, today + longest_carry_);
  const auto grants = policy::allocate(*plan_.allocation, {left, claims}, policy_stream_);
  for (std::size_t u = 0; u < users.size(); ++u) {
    const Recipe& recipe = works_[users[u]].recipe;
    wishes[users[u]].within_type = in_batches(grants[u] / recipe.load, recipe);
  }
}

/// Gives fillers what the orders have left and their type allows; returns what is still left.
Load Plant::give_fillers(std::vector<Wish>& wishes, Load left) const {
  for (std::size_t i = 0; i < works_.size(); ++i) {
    const Recipe& recipe = works_[i].recipe;
    if (recipe.is_filler) {
      wishes[i] = {};
      const Load room = recipe.capacity_type.empty() ? left : std::min(left, room_of_type(works_[i], wishes));
      wishes[i] = {.granted = room / recipe.load};
      left -= wishes[i].granted * recipe.load;
    }
  }
  return left;
}

/// What the ceiling of a type leaves beyond what is granted today.
Load Plant::room_of_type(const Work& work, const std::vector<Wish>& wishes) const {
  Load room = type_left_.at(work.recipe.capacity_type);
  for (std::size_t i = 0; i < works_.size(); ++i) {
    const Recipe& recipe = works_[i].recipe;
    room -= recipe.capacity_type == work.recipe.capacity_type ? wishes[i].granted * recipe.load : 0;
  }
  return std::max<Load>(0, room);
}

/// Capacity that stands still today while tools turn to another product.
Load Plant::stop_for_change_over(Load capacity, base::SimTime now) {
  change_over_.begin_day(now);
  const Load stopped = std::llround(static_cast<double>(capacity) * change_over_.down());
  if (stopped > 0) {
    ledger_.add(change_over_account_, static_cast<double>(stopped) / static_cast<double>(kLoadPerUnit));
  }
  return stopped;
}

}  // namespace aibelt::supply
