#pragma once

#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/engine/random_network.hpp"
#include "tests/engine/running.hpp"
#include "tests/engine/spy.hpp"
#include "tests/support/catch.hpp"

namespace aibelt::test {

inline constexpr std::uint64_t kNetworks = 30;
inline constexpr std::string_view kEnd = "2028-03";

/// A random network and its run.
struct PlayedNetwork {
  explicit PlayedNetwork(std::uint64_t number)
      : root(scenario_json({RandomNetwork(number)}, kEnd)), scenario(scenario_of(root.dump())), run(scenario) {}

  Json root;
  scenario::Scenario scenario;
  SpiedRun run;
};

/// Played once in a process.
inline const PlayedNetwork& played_network(std::uint64_t number) {
  static std::map<std::uint64_t, PlayedNetwork> played;
  return played.try_emplace(number, number).first->second;
}

/// Calls `check(run, scenario, document)` for random networks.
template <class Check>
void for_networks(Check check) {
  for (std::uint64_t number = 1; number <= kNetworks; ++number) {
    INFO("network " << number);
    const PlayedNetwork& network = played_network(number);
    check(network.run, network.scenario, network.root);
  }
}

/// One place's accounts of one item.
struct Account {
  const Run& run;
  record::Series of;  ///< stage, place, item and the goods' unit

  double at(base::Month month, std::string_view measure, std::string_view unit = {}) const {
    return run.curves().sum_at(
        {.stage = of.stage, .measure = measure, .unit = unit, .item = of.item, .place = of.place}, month);
  }
  double goods_at(base::Month month, std::string_view measure) const { return at(month, measure, of.unit); }
};

inline std::vector<Account> accounts_of(const Run& run, std::string_view measure) {
  std::vector<Account> accounts;
  for (const metrics::Curve* curve : run.curves().find({.measure = measure})) {
    accounts.push_back({run, curve->series});
  }
  return accounts;
}

inline bool is_whole(double value) { return value == std::floor(value); }

}  // namespace aibelt::test
