/// More capacity at one stage of a chain with two makers of everything does not mean fewer racks.

#include <array>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "aibelt/base/random.hpp"
#include "tests/engine/running.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;

namespace {

constexpr std::array kStages = {"fabs", "wafer_finishing", "stacking", "packaging", "assembly"};

/// Units a month of each stage that one GW or so of racks takes, all alike.
constexpr std::array kUnits = {"wafers", "wafers", "stacks", "wafers", "racks"};
constexpr std::array kMiddle = {3000.0, 3000.0, 90'000.0, 720.0, 160.0};

/// Two chains, from wafers to packages, that share integrators and a supplier of stacks; `grown` is the stage at which the first maker
/// gets `more` times its capacity from 2028 on.
std::string network(std::uint64_t seed, std::size_t grown, double more) {
  base::Stream random(seed, "two sources");
  scenario::Json root = {{"name", "two-sources"}, {"from", "2026-01"}, {"to", "2034-01"}};
  root["memory"]["hbm"] = {{"layers", 8},
                           {"die_data", "24 Gbit"},
                           {"die_area", "110 mm2"},
                           {"sort_yield", {{"kind", "fixed"}, {"yield", 0.75}}}};
  root["accelerators"]["gpu"] = {
      {"memory", "hbm"}, {"stacks", 8}, {"packages_per_wafer", 16}, {"token_rate", "1 tokens/s/GPU"}};
  root["racks"]["rack"] = {{"accelerator", "gpu"}, {"accelerators", 72}, {"power", "120 kW"}};
  for (std::size_t stage = 0; stage < kStages.size(); ++stage) {
    for (int maker = 1; maker <= 2; ++maker) {
      const double capacity = kMiddle[stage] * random.uniform(0.3, 1);
      const auto rate = [&](double units) { return fmt::format("{:.1f} {}/month", units, kUnits[stage]); };
      const bool grows = stage == grown && maker == 1;
      const std::vector<std::vector<std::string>> points = {{"2026-01", rate(capacity)},
                                                            {"2028-01", rate(capacity * (grows ? more : 1))}};
      root[kStages[stage]][fmt::format("{}{}", kStages[stage], maker)] = {
          {"capacity", {{"points", points}, {"interpolation", "step"}}},
          {"cycle_time", fmt::format("{} days", 5 + random.below(60))},
          {"cover", fmt::format("{} days", random.below(15))},
          {"products",
           {{stage < 3    ? "hbm"
             : stage == 3 ? "gpu"
                          : "rack",
             scenario::Json::object()}}}};
    }
  }
  root["suppliers"]["other_stacks"] = {{"kind", "memory_supplier"},
                                       {"capacity", fmt::format("{:.0f} stacks/month", random.uniform(10'000, 60'000))},
                                       {"cycle_time", "30 days"},
                                       {"products", {{"hbm", scenario::Json::object()}}}};
  root["customers"]["buyer"] = {{"demand", {{"rack", fmt::format("{:.0f} racks/month", random.uniform(60, 250))}}},
                                {"order_ahead", fmt::format("{} days", 30 + random.below(300))}};
  const auto lane = [&](const std::string& from, const std::string& to) {
    root["lanes"][from + "-" + to] = {{"from", from}, {"to", to}, {"lead_time", "3 days"}};
  };
  for (std::size_t stage = 0; stage + 1 < kStages.size(); ++stage) {
    for (int from = 1; from <= 2; ++from) {
      for (int to = 1; to <= 2; ++to) {
        lane(fmt::format("{}{}", kStages[stage], from), fmt::format("{}{}", kStages[stage + 1], to));
      }
    }
  }
  for (int maker = 1; maker <= 2; ++maker) {
    lane("other_stacks", fmt::format("packaging{}", maker));
    lane(fmt::format("assembly{}", maker), "buyer");
  }
  return root.dump();
}

double racks_received(const std::string& text) {
  return test::run_of(text).total({.stage = "customer", .measure = "received", .unit = "racks"});
}

}  // namespace

TEST_CASE("In eight years, more capacity at one stage costs at most three racks of a hundred") {
  constexpr double kLost = 0.03;
  double worst = 1;
  for (std::uint64_t seed = 13; seed <= 18; ++seed) {
    const double before = racks_received(network(seed, 0, 1));
    REQUIRE(before > 0);
    for (std::size_t stage = 0; stage < kStages.size(); ++stage) {
      const double more = seed % 2 == 0 ? 4 : 1.3;
      INFO("network " << seed << ", " << kStages[stage] << " times " << more);
      const double after = racks_received(network(seed, stage, more));
      CHECK(after >= (1 - kLost) * before);
      worst = std::min(worst, after / before);
    }
  }
  WARN(fmt::format("least racks with more capacity over racks without: {:.4f}", worst));
}
