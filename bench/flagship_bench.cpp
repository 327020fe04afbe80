/// Cost of a run by horizon and by number of entities: a belt of two fabs, finishing, two stacking lines, packaging, assembly, two
/// sites, two customers and two services, for 1, 2, 5 and 10 years and copied 1, 4 and 16 times under new names, then the same belt
/// with a demand it can never meet, whose order books grow. CPU seconds and memory are those beyond start-up and reading; each run has
/// a process of its own. The ratio is of milliseconds a belt and year, to one belt in two years (in the first the belt fills). Exits 1
/// where that of a belt that meets its demand is above 2, or where ten years of one belt, or of the flagship, take more than half a
/// second or 100 MB.

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "run_cost.hpp"

namespace {

using namespace aibelt;
using namespace aibelt::bench;

constexpr double kBoundSeconds = 0.5;
constexpr double kBoundMb = 100;
constexpr double kBoundRatio = 2;
constexpr int kRounds = 3;

/// Entries of one section, for every copy of the belt; `{0}` in `pattern` stands for the copy's number.
std::string section(const std::string& name, const std::string& pattern, int copies) {
  std::string entries;
  for (int copy = 0; copy < copies; ++copy) {
    std::string entry = pattern;
    for (std::size_t place = 0; (place = entry.find('#', place)) != std::string::npos;) {
      entry.replace(place, 1, std::to_string(copy));
    }
    entries += (copy == 0 ? "" : ",\n") + entry;
  }
  return "\"" + name + "\": {" + entries + "}";
}

std::string belts(int copies, int years, bool is_short) {
  const std::string wanted = is_short ? "2000 racks/month" : "600 racks/month";
  const auto part = [&](const std::string& name, const std::string& pattern) {
    return ",\n" + section(name, pattern, copies);
  };
  return fmt::format(R"({{ "name": "bench", "from": "2026-01", "to": "{}-01")", 2026 + years) +
         part("memory", R"("hbm#": { "layers": 12, "die_data": "24 Gbit", "die_area": "110 mm2", "bond_yield": 0.995,
                                     "sort_yield": { "kind": "poisson", "defect_density": "0.2 1/cm2" } })") +
         part(
             "accelerators",
             R"("gpu#": { "memory": "hbm#", "stacks": 8, "packages_per_wafer": 16, "token_rate": "3000 tokens/s/GPU" })") +
         part("racks", R"("rack#": { "accelerator": "gpu#", "accelerators": 72, "power": "120 kW" })") +
         part(
             "fabs",
             R"("fab_a#": { "capacity": "20 kwafers/month", "cycle_time": "80 days", "line_yield": 0.97, "products": { "hbm#": {} } },
                         "fab_b#": { "capacity": "30 kwafers/month", "cycle_time": "80 days", "line_yield": 0.97, "products": { "hbm#": {} } })") +
         part("wafer_finishing",
              R"("tsv#": { "capacity": "50 kwafers/month", "cycle_time": "21 days", "products": { "hbm#": {} } })") +
         part("stacking",
              R"("stacker_a#": { "capacity": "600 kstacks/month", "cycle_time": "31 days", "products": { "hbm#": {} } },
                             "stacker_b#": { "capacity": "600 kstacks/month", "cycle_time": "31 days", "products": { "hbm#": {} } })") +
         part(
             "packaging",
             R"("packer#": { "capacity": "8 kwafers/month", "cycle_time": "35 days", "yield": 0.95, "products": { "gpu#": {} } })") +
         part(
             "assembly",
             R"("integrator#": { "capacity": "2000 racks/month", "cycle_time": "30 days", "products": { "rack#": {} } })") +
         part(
             "sites",
             R"("site_a#": { "phases": [["2026-06", "100 MW"], ["2027-07", "300 MW"], ["2030-01", "2000 MW"]], "pue": 1.2,
                            "build": [{ "from": "2026-06", "rack": "rack#" }], "commissioning": "10 racks/day", "order_ahead": "270 days" },
                          "site_b#": { "phases": [["2026-09", "20 MW"], ["2028-07", "600 MW"]], "pue": 1.2,
                            "build": [{ "from": "2026-09", "rack": "rack#" }], "commissioning": "5 racks/day", "order_ahead": "270 days" })") +
         part("customers", R"("buyer_a#": { "demand": { "rack#": [["2026-01", "200 racks/month"], ["2034-01", ")" +
                               wanted + R"("]] }, "order_ahead": "200 days" },
                              "buyer_b#": { "demand": { "rack#": [["2026-01", "300 racks/month"], ["2034-01", ")" +
                               wanted + R"("]] }, "order_ahead": "200 days" })") +
         part(
             "services",
             R"("chat#": { "demand": [["2026-01", "0 tokens/s"], ["2033-12", "2 Gtokens/s"]], "sites": ["site_a#", "site_b#"] },
                             "agents#": { "demand": [["2026-01", "0 tokens/s"], ["2033-12", "3 Gtokens/s"]], "sites": ["site_a#", "site_b#"], "priority": 2 })") +
         part(
             "lanes",
             R"("l1_#": { "from": "fab_a#", "to": "tsv#", "lead_time": "1 day" }, "l2_#": { "from": "fab_b#", "to": "tsv#", "lead_time": "2 days" },
                          "l3_#": { "from": "tsv#", "to": "stacker_a#", "lead_time": "1 day" }, "l4_#": { "from": "tsv#", "to": "stacker_b#", "lead_time": "1 day" },
                          "l5_#": { "from": "stacker_a#", "to": "packer#", "lead_time": "5 days" }, "l6_#": { "from": "stacker_b#", "to": "packer#", "lead_time": "5 days" },
                          "l7_#": { "from": "packer#", "to": "integrator#", "lead_time": "7 days" },
                          "l8_#": { "from": "integrator#", "to": "site_a#", "lead_time": "10 days" }, "l9_#": { "from": "integrator#", "to": "site_b#", "lead_time": "10 days" },
                          "l10_#": { "from": "integrator#", "to": "buyer_a#", "lead_time": "10 days" }, "l11_#": { "from": "integrator#", "to": "buyer_b#", "lead_time": "10 days" })") +
         "}";
}

/// The first `years` years of the flagship scenario, `scenario.json`, or of its chain without depth, `chain.json`.
scenario::Scenario flagship(const std::string& file, int years) {
  base::Issues issues;
  auto scenario = engine::load(AIBELT_SOURCE_DIR "/scenarios/stargate-korea/" + file,
                               {"to=\"" + std::to_string(2025 + years) + "-10\"", "expect=[]"}, issues);
  if (!scenario) {
    std::fputs(base::to_text(issues[0]).c_str(), stderr);
    std::exit(1);
  }
  return std::move(*scenario);
}

/// The cheapest of a few runs.
Cost best_of(const MakeScenario& make) {
  Cost best = cost_in_child(make);
  for (int round = 1; round < kRounds; ++round) {
    const Cost cost = cost_in_child(make);
    best = cost.seconds < best.seconds ? cost : best;
  }
  return best;
}

/// Prints the table of one belt and its copies; whether all of it is within the bounds.
bool print_table(const std::vector<int>& copies_of, bool is_short) {
  std::printf("\n%s\n%6s %6s %9s %9s %9s %14s %7s\n", is_short ? "demand never met" : "demand met", "years", "belts",
              "CPU s", "rows", "MB", "ms/belt year", "ratio");
  const double unit = best_of([&] { return read(belts(1, 2, is_short)); }).seconds * 1000 / 2;
  bool is_within = true;
  for (const int copies : copies_of) {
    for (const int years : {1, 2, 5, 10}) {
      const Cost cost = best_of([&] { return read(belts(copies, years, is_short)); });
      const double per_unit = cost.seconds * 1000 / copies / years;
      std::printf("%6d %6d %9.3f %9.0f %9.1f %14.2f %7.2f\n", years, copies, cost.seconds, cost.rows, cost.mb, per_unit,
                  per_unit / unit);
      is_within = is_within && (is_short || per_unit / unit <= kBoundRatio);
      is_within = is_within && (copies > 1 || (cost.seconds <= kBoundSeconds && cost.mb <= kBoundMb));
    }
  }
  return is_within;
}

/// Prints the table of one of the flagship's files; returns the cost of ten years.
Cost print_flagship(const std::string& file) {
  std::printf("\nstargate-korea, %s\n%6s %9s %9s %9s %9s %7s\n", file.c_str(), "years", "CPU s", "rows", "MB",
              "ms/year", "ratio");
  double unit = 0;
  Cost cost;
  for (const int years : {2, 5, 10}) {  // HBM4 is qualified in the first
    cost = best_of([&] { return flagship(file, years); });
    const double per_year = cost.seconds * 1000 / years;
    unit = years == 2 ? per_year : unit;
    std::printf("%6d %9.3f %9.0f %9.1f %9.2f %7.2f\n", years, cost.seconds, cost.rows, cost.mb, per_year,
                per_year / unit);
  }
  return cost;
}

}  // namespace

int main() {
  const Cost chain = print_flagship("chain.json");
  const Cost with_depth = print_flagship("scenario.json");
  std::printf("depth: %.2f times as long\n", with_depth.seconds / chain.seconds);
  const bool is_flagship_within =
      std::max(chain.seconds, with_depth.seconds) <= kBoundSeconds && std::max(chain.mb, with_depth.mb) <= kBoundMb;
  const bool is_met_within = print_table({1, 4, 16}, false);
  const bool is_short_within = print_table({1}, true);
  const bool is_within = is_flagship_within && is_met_within && is_short_within;
  std::puts(is_within ? "within bounds" : "BEYOND BOUNDS");
  return is_within ? 0 : 1;
}
