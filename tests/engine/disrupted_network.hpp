#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/engine/accounts.hpp"

namespace aibelt::test {

inline constexpr std::uint64_t kDisrupted = 12;

inline std::vector<std::string> names_in(const Json& root, const std::vector<std::string>& sections) {
  std::vector<std::string> names;
  for (const std::string& section : sections) {
    if (root.contains(section)) {
      for (const auto& [name, fields] : root[section].items()) {
        names.push_back(name);
      }
    }
  }
  return names;
}

/// A hub that takes racks from the first integrator and hands them to a shop.
inline void add_hub(Json& root) {
  const std::string rack = root["racks"].begin().key();
  const std::string integrator = root["assembly"].begin().key();
  root["warehouses"]["hub"] = {
      {"goods", "racks"},
      {"items", {{rack, {{"opening_stock", 7}, {"ordering", {{"policy", {{"kind", "base_stock"}, {"level", 40}}}}}}}}}};
  root["customers"]["shop"] = {
      {"kind", "consumer"}, {"goods", "racks"}, {"demand", {{rack, {{"kind", "poisson"}, {"rate", "0.3 1/day"}}}}}};
  root["lanes"]["to-hub"] = {{"from", integrator}, {"to", "hub"}, {"lead_time", "12 days"}};
  root["lanes"]["to-shop"] = {{"from", "hub"}, {"to", "shop"}, {"lead_time", "30 h"}};
}

/// The network and a hub with every kind of disruption, on all its places, lanes, customers and services several times a year.
inline Json disrupted(std::uint64_t network, std::string_view to = kEnd) {
  Json root = scenario_json({RandomNetwork(network)}, to);
  add_hub(root);
  const Json plants = names_in(root, {"fabs", "wafer_finishing", "stacking", "packaging", "assembly", "suppliers"});
  Json stores = plants;
  stores.push_back("hub");
  const Json sites = names_in(root, {"sites"});
  Json places = stores;
  places.insert(places.end(), sites.begin(), sites.end());
  const Json range = {0, 1};
  root["disruptions"] = {
      {"dip",
       {{"kind", "power_dip"},
        {"places", places},
        {"rate", "5 1/year"},
        {"stop", "9 hours"},
        {"lost", 0.1},
        {"lost_range", range}}},
      {"quake",
       {{"kind", "earthquake"},
        {"places", places},
        {"rate", "2 1/year"},
        {"stop", "4 days"},
        {"recovery", "30 days"},
        {"lost", 0.3},
        {"lost_stock", 0.7}}},
      {"dirt",
       {{"kind", "contamination"},
        {"places", stores},
        {"rate", "2 1/year"},
        {"lost", 0.5},
        {"lost_stock", 0.2},
        {"yield", 0.2},
        {"lasts", "20 days"}}},
      {"late", {{"kind", "tool_delay"}, {"places", plants}, {"rate", "1 1/year"}, {"delay", "20 days"}}},
      {"slip",
       {{"kind", "yield_excursion"}, {"places", plants}, {"rate", "2 1/year"}, {"yield", 0.6}, {"lasts", "30 days"}}},
      {"cracks",
       {{"kind", "earthquake"},
        {"places", sites},
        {"rate", "9 1/year"},
        {"stop", "0 days"},
        {"lost", 0.7},
        {"lost_stock", 0.6}}},
      {"storm",
       {{"kind", "cargo_lost"},
        {"lanes", names_in(root, {"lanes"})},
        {"rate", "6 1/year"},
        {"lost", 0.4},
        {"lost_range", range}}},
      {"rush",
       {{"kind", "demand_shock"},
        {"services", names_in(root, {"services"})},
        {"rate", "2 1/year"},
        {"factor", 3},
        {"lasts", "20 days"}}},
      {"regret", {{"kind", "cancelled_order"}, {"sites", sites}, {"rate", "2 1/year"}, {"share", 0.3}}},
      {"shut",
       {{"kind", "lane_closed"}, {"lanes", names_in(root, {"lanes"})}, {"rate", "2 1/year"}, {"lasts", "9 days"}}},
      {"held",
       {{"kind", "lane_closed"},
        {"lanes", names_in(root, {"lanes"})},
        {"rate", "2 1/year"},
        {"lasts", "9 days"},
        {"goods", "stand_still"}}}};
  const auto customers = names_in(root, {"customers"});
  if (!customers.empty()) {
    root["disruptions"]["boom"] = {
        {"kind", "demand_shock"}, {"customers", customers}, {"rate", "2 1/year"}, {"factor", 2}, {"lasts", "60 days"}};
    root["disruptions"]["doubt"] = {
        {"kind", "cancelled_order"}, {"customers", customers}, {"rate", "3 1/year"}, {"share", 0.4}};
  }
  return root;
}

}  // namespace aibelt::test
