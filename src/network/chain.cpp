#include "aibelt/network/chain.hpp"

#include <algorithm>

namespace aibelt::network {

Chain::Chain(const SupplyGraph& graph, std::string finished, std::size_t month)
    : graph_(graph), finished_(std::move(finished)), month_(month) {
  for (std::size_t i = 0; i < graph_.places.size(); ++i) {
    const Place& place = graph_.places[i];
    const bool takes = std::find(place.takes.begin(), place.takes.end(), finished_) != place.takes.end();
    if (takes && place.making(finished_) == nullptr) {
      follow(i, finished_, 1);
    }
  }
}

std::vector<const GoodsWay*> Chain::ways_into(std::size_t place, const std::string& item) const {
  std::vector<const GoodsWay*> ways;
  for (const GoodsWay& way : graph_.ways) {
    if (way.to == place && way.carries(item, month_) && per_finished_.contains({way.from, item})) {
      ways.push_back(&way);
    }
  }
  return ways;
}

/// `amount` of `item` comes to `place` for each finished unit; goes on upstream where that is new or less than known.
void Chain::follow(std::size_t place, const std::string& item, double amount) {
  for (const GoodsWay& way : graph_.ways) {
    const Making* making =
        way.to == place && way.carries(item, month_) ? graph_.places[way.from].making(item) : nullptr;
    if (making == nullptr) {
      continue;
    }
    const auto [known, is_new] = per_finished_.try_emplace({way.from, item}, amount);
    if (!is_new && known->second <= amount) {
      continue;
    }
    known->second = amount;
    for (const Need& need : making->needs) {
      follow(way.from, need.item, amount * need.per_good.at(month_));
    }
  }
}

}  // namespace aibelt::network
