#include "goods_content.hpp"

namespace aibelt::report {
namespace {

constexpr int kLongestChain = 32;

/// Units of each input that one start of `making` takes, all inputs together.
double inputs_per_start(const network::Making& making) {
  double sum = 0;
  for (const network::Need& need : making.needs) {
    const double per_good = making.capacity_per_good.at(0);
    sum += per_good > 0 ? need.per_good.at(0) * making.capacity_per_start / per_good : 0;
  }
  return sum;
}

bool needs(const network::Making& making, const std::string& item) {
  for (const network::Need& need : making.needs) {
    if (need.item == item) {
      return true;
    }
  }
  return false;
}

}  // namespace

GoodsContent::GoodsContent(const RunView& run) : run_(run) {
  for (const network::GoodsWay& way : run.run().graph->ways) {
    for (const std::string& item : way.items) {
      content(item, 0);
    }
  }
}

double GoodsContent::of(const std::string& item) const {
  const auto found = known_.find(item);
  return found == known_.end() ? 1 : found->second;
}

double GoodsContent::content(const std::string& item, int depth) {
  if (const auto known = known_.find(item); known != known_.end()) {
    return known->second;
  }
  const std::string goods = goods_of(item);
  const double content = depth > kLongestChain || goods == "packages" ? 1
                         : goods == "racks"                           ? made_of(item, depth)
                                                                      : used_in(item, depth);
  return known_[item] = content;
}

/// Of a rack: that of the packages in it.
double GoodsContent::made_of(const std::string& item, int depth) {
  for (const network::Place& place : run_.run().graph->places) {
    const network::Making* making = place.making(item);
    double sum = 0;
    for (std::size_t i = 0; making != nullptr && i < making->needs.size(); ++i) {
      const network::Need& need = making->needs[i];
      sum += goods_of(need.item) == "packages" ? need.per_good.at(0) * content(need.item, depth + 1) : 0;
    }
    if (sum > 0) {
      return sum;
    }
  }
  return 1;
}

/// Of anything else: the mean of what it goes into, by what was started of that.
double GoodsContent::used_in(const std::string& item, int depth) {
  double sum = 0;
  double weight = 0;
  double plain_sum = 0;
  double plain_weight = 0;
  for (const network::Place& place : run_.run().graph->places) {
    for (const network::Making& making : place.makes) {
      const double inputs = inputs_per_start(making);
      if (!needs(making, item) || inputs <= 0) {
        continue;
      }
      const double each = content(making.item, depth + 1) * outcomes_per_start(place, making) / inputs;
      const double started = total(place.name, making.item, "started") * inputs;
      sum += each * started;
      weight += started;
      plain_sum += each;
      plain_weight += 1;
    }
  }
  return weight > 0 ? sum / weight : plain_weight > 0 ? plain_sum / plain_weight : 1;
}

double GoodsContent::total(const std::string& place, const std::string& item, std::string_view measure) const {
  const std::string product = product_of(item);
  double sum = 0;
  for (const double value : run_.sum({.measure = measure, .item = product, .place = place})) {
    sum += value;
  }
  return sum;
}

/// Dies of a wafer; 1 where a start gives one good.
double GoodsContent::outcomes_per_start(const network::Place& place, const network::Making& making) const {
  if (goods_of(making.item) != "dies") {
    return 1;
  }
  const double out = total(place.name, making.item, "good") + total(place.name, making.item, "scrap");
  const double started = total(place.name, making.item, "started");
  return out > 0 && started > 0 ? out / started : 1 / making.capacity_per_good.at(0);
}

}  // namespace aibelt::report
