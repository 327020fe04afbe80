#include <algorithm>
#include <cmath>

#include "aibelt/base/error.hpp"
#include "plant.hpp"

// What a plant starts each day: what is wanted, held to shares, inputs and capacity in turn.
namespace aibelt::supply {

void Plant::start_work(entity::Desk& desk) {
  const base::SimTime now = desk.now();
  const Load capacity = capacity_for_starts(now);
  std::vector<Wish> wishes;
  for (Work& work : works_) {
    wishes.push_back({.wanted = work.recipe.is_filler ? 0 : units_wanted(work, now)});
  }
  today_ = now;
  limit_by_share(wishes, capacity, now);
  limit_by_inputs(wishes);
  limit_by_type(wishes, now);
  const Load stopped = stop_for_change_over(capacity, now);
  const Load available = carry_ + capacity - stopped;
  const Load open = open_to_orders(capacity, available, now);
  const Load unused = limit_by_capacity(wishes, open);
  ordered_left_ -= open - unused;
  Load left = available - open + unused;
  left = give_fillers(wishes, left);
  for (std::size_t i = 0; i < works_.size(); ++i) {
    note_waiting(works_[i], wishes[i]);
    take_inputs_and_start(works_[i], i, wishes[i].granted, now);
  }
  pass_a_day(now, now);
  const Load used = available - left;
  carry_ = std::min(left, longest_carry_);
  ledger_.add(capacity_, static_cast<double>(capacity) / static_cast<double>(kLoadPerUnit));
  ledger_.add(used_capacity_, static_cast<double>(used) / static_cast<double>(kLoadPerUnit));
}

/// What may start today by capacity; tools that are down cost starts where nothing queues for them.
Load Plant::capacity_for_starts(base::SimTime now) {
  const double when_up = plan_.working_capacity(now) * static_cast<double>(kLoadPerUnit);
  const Load capacity = std::llround(plan_.flow->has_queue() ? when_up : when_up * tools_up(now));
  note_tools_down(plan_.flow->has_queue() ? 0 : std::llround(when_up) - capacity);
  return capacity;
}

/// What orders may take of what is available today; a ceiling's small remainders carry over like the capacity's.
Load Plant::open_to_orders(Load capacity, Load available, base::SimTime now) {
  const double share = plan_.ordered_share(now);
  const Load today = std::llround(static_cast<double>(capacity) * share);
  ordered_left_ = std::min(std::max<Load>(0, ordered_left_) + today, today + kLoadPerUnit);
  return share < 1 ? std::min(available, ordered_left_) : available;
}

std::int64_t Plant::units_wanted(Work& work, base::SimTime now) {
  while (!work.requirements.is_empty() && work.requirements.next_time() <= now) {
    work.required += work.requirements.pop().event;
  }
  const double yield = work.recipe.yield(now);
  const double missing = static_cast<double>(work.required - work.shipped - work.stock) - work.expected;
  if (missing <= 0 || yield * static_cast<double>(work.recipe.outcomes_per_unit) < kLeastOutcome) {
    return 0;
  }
  const double units = std::ceil(missing / (yield * static_cast<double>(work.recipe.outcomes_per_unit)) - kRounding);
  return in_batches(static_cast<std::int64_t>(std::min(units, kMostOrdered)) + work.recipe.batch - 1, work.recipe);
}

void Plant::limit_by_share(std::vector<Wish>& wishes, Load capacity, base::SimTime now) {
  for (std::size_t i = 0; i < works_.size(); ++i) {
    Work& work = works_[i];
    const double share = work.recipe.share(now);
    const Load today = std::llround(static_cast<double>(capacity) * share);
    work.share_left = std::min(work.share_left + today, today + work.recipe.load * work.recipe.batch);
    const std::int64_t ceiling = share < 1 ? work.share_left / work.recipe.load : wishes[i].wanted;
    wishes[i].within_share = std::min(wishes[i].wanted, std::max<std::int64_t>(0, ceiling));
    wishes[i].within_inputs = wishes[i].within_share;
  }
}

void Plant::limit_by_inputs(std::vector<Wish>& wishes) {
  for (std::size_t s = 0; s < stocks_.size(); ++s) {
    if (stocks_[s].on_hand >= wanted_of(s, wishes)) {
      continue;
    }
    std::vector<policy::Claim> claims;
    std::vector<std::pair<std::size_t, std::size_t>> users;  // work, position of the input in it
    for (std::size_t i = 0; i < works_.size(); ++i) {
      for (std::size_t j = 0; j < works_[i].stocks.size(); ++j) {
        if (works_[i].stocks[j] == s) {
          users.emplace_back(i, j);
          claims.push_back(claim_of(works_[i], wishes[i].within_inputs, works_[i].recipe.inputs[j].per_unit));
        }
      }
    }
    const auto grants = policy::allocate(*plan_.allocation, {stocks_[s].on_hand, claims}, policy_stream_);
    for (std::size_t u = 0; u < users.size(); ++u) {
      Wish& wish = wishes[users[u].first];
      const std::int64_t units = grants[u] / works_[users[u].first].recipe.inputs[users[u].second].per_unit;
      if (units < wish.within_inputs) {
        wish.within_inputs = units;
        wish.short_input = users[u].second;
      }
    }
  }
}

/// What all recipes together would take of one input.
std::int64_t Plant::wanted_of(std::size_t stock, const std::vector<Wish>& wishes) const {
  std::int64_t wanted = 0;
  for (std::size_t i = 0; i < works_.size(); ++i) {
    for (std::size_t j = 0; j < works_[i].stocks.size(); ++j) {
      wanted += works_[i].stocks[j] == stock ? wishes[i].within_inputs * works_[i].recipe.inputs[j].per_unit : 0;
    }
  }
  return wanted;
}

/// Grants what fits into `available` and returns what is left of it.
Load Plant::limit_by_capacity(std::vector<Wish>& wishes, Load available) {
  std::vector<policy::Claim> claims;
  for (std::size_t i = 0; i < works_.size(); ++i) {
    claims.push_back(claim_of(works_[i], wishes[i].within_type, works_[i].recipe.load));
  }
  const auto grants = policy::allocate(*plan_.allocation, {available, claims}, policy_stream_);
  Load left = available;
  for (std::size_t i = 0; i < works_.size(); ++i) {
    wishes[i].granted = in_batches(grants[i] / works_[i].recipe.load, works_[i].recipe);
    left -= wishes[i].granted * works_[i].recipe.load;
  }
  return left;
}

void Plant::take_inputs_and_start(Work& work, std::size_t index, std::int64_t units, base::SimTime now) {
  if (units == 0) {
    return;
  }
  for (std::size_t i = 0; i < work.stocks.size(); ++i) {
    Stock& stock = stocks_[work.stocks[i]];
    const std::int64_t quantity = units * work.recipe.inputs[i].per_unit;
    base::ensure(stock.on_hand >= quantity, "a plant starts more than its inputs allow");
    stock.on_hand -= quantity;
    ledger_.add(stock.used, static_cast<double>(quantity));
  }
  work.share_left -= units * work.recipe.load;
  if (!work.recipe.capacity_type.empty()) {
    type_left_[work.recipe.capacity_type] -= units * work.recipe.load;
  }
  change_over_.note(index, static_cast<double>(units * work.recipe.load));
  ledger_.add(work.started, static_cast<double>(units));
  work.sales.note_started(units, now);
  begin_batch(index, units, now);
}

/// Books what is wanted and not started to the tightest of the limits, as a mean over the month.
void Plant::note_waiting(Work& work, const Wish& wish) {
  const std::int64_t missing = wish.wanted - wish.granted;
  if (missing <= 0) {
    return;
  }
  const Account account = wish.granted < wish.within_inputs        ? work.wait_capacity
                          : wish.within_inputs < wish.within_share ? work.wait_inputs[wish.short_input]
                                                                   : work.wait_share;
  ledger_.add(account, static_cast<double>(missing) / ledger_.days_in_month());
}

}  // namespace aibelt::supply
