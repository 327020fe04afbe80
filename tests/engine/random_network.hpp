#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "aibelt/base/random.hpp"
#include "aibelt/scenario/json_source.hpp"

namespace aibelt::test {

using scenario::Json;

/// A network of random shape, yields, capacities, lead times and demand; every name ends in `suffix`, and its services keep to its
/// own sites, so that two networks with different suffixes share nothing.
class RandomNetwork {
 public:
  explicit RandomNetwork(std::uint64_t seed, std::string suffix = "_m")
      : random_(seed, "network"), suffix_(std::move(suffix)) {
    add_products();
    add_makers();
    add_users();
    add_lanes();
    add_contracts();
  }

  const Json& sections() const { return sections_; }

 private:
  bool flip() { return random_.bernoulli(0.5); }
  std::int64_t whole(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(high - low + 1)));
  }
  template <class T>
  T one_of(const std::vector<T>& choices) {
    return choices[random_.below(choices.size())];
  }
  std::string name(const std::string& stem, std::int64_t number) const {
    return fmt::format("{}{}{}", stem, number, suffix_);
  }
  std::string amount(double low, double high, const std::string& unit) {
    return fmt::format("{:.3f} {}", random_.uniform(low, high), unit);
  }
  std::string days(std::int64_t low, std::int64_t high) { return fmt::format("{} days", whole(low, high)); }
  double yield() { return flip() ? 1 : random_.uniform(0.6, 1); }

  static Json points(const std::vector<std::vector<std::string>>& dated) { return Json(dated); }

  Json ramp(double low, double high, const std::string& unit) {
    const std::string first = amount(low, high, unit);
    const std::string second = amount(low, high, unit);
    return flip() ? Json(first)
                  : Json{{"points", points({{"2026-03", first}, {"2027-05-11", second}})},
                         {"interpolation", flip() ? "step" : "linear"}};
  }

  Json sort_yield() {
    switch (random_.below(4)) {
      case 0:
        return {{"kind", "fixed"}, {"yield", random_.uniform(0.5, 1)}};
      case 1:
        return {{"kind", "poisson"}, {"defect_density", "0.2 1/cm2"}};
      case 2:
        return {{"kind", "murphy"}, {"defect_density", "0.3 1/cm2"}};
      default:
        return {{"kind", "negative_binomial"}, {"defect_density", "0.3 1/cm2"}, {"clustering", 2}};
    }
  }

  void add_products() {
    for (std::int64_t i = 1; i <= whole(1, 2); ++i) {
      memories_.push_back(name("hbm", i));
      sections_["memory"][memories_.back()] = {{"layers", one_of<int>({4, 8, 12})},      {"die_data", "24 Gbit"},
                                               {"die_area", amount(60, 150, "mm2")},     {"sort_yield", sort_yield()},
                                               {"bond_yield", random_.uniform(0.98, 1)}, {"stack_test_yield", yield()},
                                               {"base_die", flip() ? "own" : "outside"}};
    }
    for (std::int64_t i = 1; i <= whole(1, 2); ++i) {
      gpus_.push_back(name("gpu", i));
      sections_["accelerators"][gpus_.back()] = {{"memory", one_of(memories_)},
                                                 {"stacks", whole(2, 8)},
                                                 {"packages_per_wafer", one_of<int>({4, 8, 10, 16})},
                                                 {"token_rate", "1000 tokens/s/GPU"},
                                                 {"compute_rate", "1000 TFLOP/s"},
                                                 {"training_efficiency", 0.4}};
    }
    boards_ = name("board", 1);
    sections_["accelerators"][boards_] = {{"token_rate", "300 tokens/s/GPU"}};
    for (const auto& [gpu, fields] : sections_["accelerators"].items()) {
      racks_.push_back("rack_" + gpu);
      sections_["racks"][racks_.back()] = {
          {"accelerator", gpu}, {"accelerators", whole(2, 8)}, {"power", amount(20, 120, "kW")}};
    }
  }

  /// A plant's fields; `daily` is the middle of its capacity.
  Json plant(const std::vector<std::string>& products, double daily, const std::string& unit) {
    Json plant = {{"capacity", ramp(daily * 0.5, daily * 1.5, unit)},
                  {"cycle_time", days(0, 25)},
                  {"cover", days(0, 6)},
                  {"order_lot", one_of<int>({1, 1, 5, 25})},
                  {"allocation", one_of<std::string>({"proportional", "priority", "dated_shares", "max_min_fair",
                                                      "contract_first", "turn_and_earn"})}};
    for (const std::string& product : products) {
      Json& fields = plant["products"][product] = Json::object();
      if (flip()) {
        fields["opening_stock"] = whole(0, 40);
      }
      if (flip()) {
        fields["opening_rate"] = fmt::format("{} {}", whole(1, 3), unit);
      }
      if (random_.bernoulli(0.3)) {
        fields["share"] = random_.uniform(0.3, 0.9);
      }
    }
    return plant;
  }

  void add_plants(const std::string& section, const std::string& stem, const std::vector<std::string>& products,
                  double daily, const std::string& unit) {
    for (std::int64_t i = 1; i <= whole(1, 2); ++i) {
      sections_[section][name(stem, i)] = plant(products, daily, unit);
    }
  }

  void add_makers() {
    add_plants("fabs", "fab", memories_, 8, "wafers/day");
    for (auto& fab : sections_["fabs"]) {
      fab["line_yield"] = yield();
      if (memories_.size() > 1 && flip()) {
        fab["filler"] = memories_[1];
      }
    }
    add_plants("wafer_finishing", "tsv", memories_, 8, "wafers/day");
    add_plants("stacking", "stacker", memories_, 300, "stacks/day");
    add_plants("packaging", "packer", gpus_, 6, "wafers/day");
    for (auto& packer : sections_["packaging"]) {
      packer["yield"] = yield();
    }
    add_plants("assembly", "integrator", racks_, 6, "racks/day");
    const auto supplier = [&](const std::string& stem, const std::string& kind,
                              const std::vector<std::string>& products, double daily, const std::string& unit) {
      sections_["suppliers"][name(stem, 1)] = plant(products, daily, unit);
      sections_["suppliers"][name(stem, 1)]["kind"] = kind;
    };
    supplier("boards_from", "accelerator_supplier", {boards_}, 10, "packages/day");
    supplier("base_dies_from", "base_die_supplier", memories_, 300, "dies/day");
    supplier("stacks_from", "memory_supplier", memories_, 40, "stacks/day");
  }

  void add_users() {
    std::vector<std::string> sites;
    for (std::int64_t i = 1; i <= whole(1, 2); ++i) {
      sites.push_back(name("site", i));
      Json& site = sections_["sites"][sites.back()] = {
          {"phases", points({{"2026-01", "1 MW"}, {"2026-09", "4 MW"}, {"2027-06", "9 MW"}})},
          {"pue", random_.uniform(1, 1.5)},
          {"build",
           {{{"from", "2026-02-01"}, {"rack", one_of(racks_)}}, {{"from", "2026-11-01"}, {"rack", one_of(racks_)}}}},
          {"opening", {{racks_[0], whole(0, 4)}}},
          {"commissioning", amount(0.2, 3, "racks/day")},
          {"burn_in", days(0, 9)},
          {"order_ahead", days(0, 200)},
          {"priority", whole(1, 3)},
          {"share", random_.uniform(0.1, 3)}};
      if (flip()) {
        site["grid"] = points({{"2026-01", "1 MW"}, {"2027-01", "3 MW"}, {"2027-09", "8 MW"}});
      }
      if (flip()) {
        site["service_life"] = days(120, 500);
      }
    }
    for (std::int64_t i = 1; i <= whole(1, 2); ++i) {
      Json demand;
      for (const std::string& rack : racks_) {
        demand[rack] = ramp(0, 1.5, "racks/day");
      }
      sections_["customers"][name("buyer", i)] = {{"demand", demand},
                                                  {"order_ahead", days(0, 150)},
                                                  {"priority", whole(1, 3)},
                                                  {"share", random_.uniform(0.1, 3)}};
    }
    for (std::int64_t i = 1; i <= whole(1, 3); ++i) {
      sections_["services"][name("chat", i)] = {
          {"demand", ramp(0, 60, "ktokens/s")}, {"sites", sites}, {"priority", whole(1, 2)}};
    }
    sections_["services"][name("model", 1)] = {{"kind", "training"},
                                               {"demand", ramp(0, 8, "EFLOP/s")},
                                               {"sites", Json::array({one_of(sites)})},
                                               {"priority", whole(1, 2)}};
  }

  /// A lane between every two places of the two sections, for `only` one kind of supplier where that is named.
  void connect(const std::string& from, const std::string& to, const std::string& only = "") {
    for (const auto& [source, source_fields] : sections_[from].items()) {
      if (!only.empty() && source_fields["kind"] != only) {
        continue;
      }
      for (const auto& [target, target_fields] : sections_[to].items()) {
        sections_["lanes"][source + "-to-" + target] = {
            {"from", source}, {"to", target}, {"lead_time", fmt::format("{} h", whole(1, 300))}};
        detail(source + "-to-" + target);
      }
    }
  }

  /// Gives some integrators contracts with the buyers of their racks.
  void add_contracts() {
    for (const auto& [integrator, fields] : sections_["assembly"].items()) {
      for (const auto& [buyer, of_buyer] : sections_["customers"].items()) {
        if (flip()) {
          sections_["contracts"][integrator + "-" + buyer] = {
              {"kind", one_of<std::string>({"firm", "letter_of_intent", "spot"})},
              {"maker", integrator},
              {"customer", buyer},
              {"product", one_of(racks_)},
              {"racks", amount(0.1, 2, "racks/day")}};
        }
      }
    }
  }

  /// Gives some lanes a delay, customs, a capacity, a time for orders or a date of qualification, and some a quicker and dearer twin.
  void detail(const std::string& lane_name) {
    Json& lane = sections_["lanes"][lane_name];
    if (random_.bernoulli(0.6)) {
      return;
    }
    if (flip()) {
      lane["delay"] = {{"kind", "lognormal"}, {"median", days(1, 9)}, {"sigma", random_.uniform(0, 1)}};
    }
    if (flip()) {
      lane["customs"] = {{"inspected", random_.uniform(0, 1)}, {"time", {{"kind", "fixed"}, {"value", days(0, 7)}}}};
    }
    if (random_.bernoulli(0.3)) {
      lane["capacity"] = ramp(10, 3000, "1/month");
    }
    if (flip()) {
      lane["order_time"] = fmt::format("{} h", whole(1, 100));
    }
    if (random_.bernoulli(0.3)) {
      lane["preference"] = whole(1, 3);
    }
    if (flip()) {
      lane["mode"] = "sea";
      Json quicker = {{"from", lane["from"]}, {"to", lane["to"]}, {"lead_time", "5 h"}, {"mode", "air"}};
      quicker["cost"] = "3 USD";
      sections_["lanes"][lane_name + "-by-air"] = quicker;
    }
  }

  void add_lanes() {
    connect("fabs", "wafer_finishing");
    connect("wafer_finishing", "stacking");
    connect("stacking", "packaging");
    connect("suppliers", "packaging", "memory_supplier");
    const Json& memories = sections_["memory"];
    if (std::any_of(memories.begin(), memories.end(), [](const Json& of) { return of["base_die"] == "outside"; })) {
      connect("suppliers", "stacking", "base_die_supplier");
    } else {
      sections_["suppliers"].erase(name("base_dies_from", 1));
    }
    connect("packaging", "assembly");
    connect("suppliers", "assembly", "accelerator_supplier");
    connect("assembly", "sites");
    connect("assembly", "customers");
    for (const char* section : {"assembly", "packaging", "sites", "stacking"}) {
      for (auto& fields : sections_[section]) {
        fields["sourcing"] = one_of<std::string>({"by_capacity", "in_turn", "single"});
        if (std::string_view(section) != "sites") {
          fields["route"] = one_of<std::string>({"by_urgency", "cheapest", "fastest"});
        }
      }
    }
  }

  base::Stream random_;
  std::string suffix_;
  Json sections_;
  std::vector<std::string> memories_;
  std::vector<std::string> gpus_;
  std::vector<std::string> racks_;
  std::string boards_;
};

/// The scenario of one network or more, from January 2026 to `to`.
inline Json scenario_json(const std::vector<RandomNetwork>& networks, std::string_view to = "2028-03",
                          std::int64_t seed = 1) {
  Json root = {{"name", "random"}, {"from", "2026-01"}, {"to", to}, {"seed", seed}};
  for (const RandomNetwork& network : networks) {
    root.merge_patch(network.sections());
  }
  return root;
}

inline std::string scenario_text(std::uint64_t network, std::string_view to = "2028-03", std::int64_t seed = 1) {
  return scenario_json({RandomNetwork(network)}, to, seed).dump();
}

}  // namespace aibelt::test
