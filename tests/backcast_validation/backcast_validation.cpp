#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "aibelt/engine/engine.hpp"
#include "aibelt/entity/setting.hpp"
#include "aibelt/product/products.hpp"
#include "tests/backcast_validation/score.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared_data.hpp"

using namespace aibelt;
using namespace aibelt::test;

namespace {

const std::filesystem::path kFolder = std::filesystem::path(AIBELT_SOURCE_DIR) / "scenarios/backcast-2023-2025";

const Line& line_of(const std::vector<Line>& lines, const std::string& series, const std::string& when) {
  const auto found = std::find_if(lines.begin(), lines.end(),
                                  [&](const Line& line) { return line.series == series && line.when == when; });
  REQUIRE(found != lines.end());
  return *found;
}

scenario::Scenario backcast_scenario() {
  base::Issues issues;
  auto scenario = engine::load(kFolder / "scenario.json", {}, issues);
  REQUIRE(issues.empty());
  return std::move(*scenario);
}

/// Facts of 2025 and later that the scenario may know, with the month in which they were known.
const std::map<std::string, std::string> kKnown = {{"cowos.end2025", "2024-11"},
                                                   {"bcin.cowos.2026", "2024-11"},
                                                   {"tsv.skh.plan2025", "2024-09"},
                                                   {"tsv.sam.plan2025", "2024-09"},
                                                   {"bcin.stacking.skh.2025-12", "2024-09"},
                                                   {"bcin.stacking.sam.2025-12", "2024-09"},
                                                   {"tsv.mu.plan2025", "2025-04"},
                                                   {"bcin.stacking.mu.2025-12", "2025-04"},
                                                   {"bcin.stacks.tpu_v7", "2025-04"},
                                                   {"bcin.h20.cancelled", "2025-04"}};

}  // namespace

TEST_CASE("the back-cast fits 2023 and 2024, and 2025 scores as printed") {
  const auto file = shared_data("facts/facts.json");
  if (!file) {
    AIBELT_SKIP("no published figures");
  }
  const Facts facts(*file);
  const scenario::Scenario scenario = backcast_scenario();
  const Backcast run(scenario);
  const auto packages = package_lines(run, facts);
  const auto years = yearly_package_lines(run, facts);
  const auto memory = memory_lines(run, facts);
  const auto cowos = cowos_lines(run, facts);
  for (const auto* lines : {&packages, &years, &memory, &cowos}) {
    print(*lines);
    fmt::print("\ninside: {} of {} in 2023 and 2024, {} of {} in 2025\n\n", inside(*lines, true), count(*lines, true),
               inside(*lines, false), count(*lines, false));
  }

  INFO("the years it was fitted on");
  CHECK(inside(packages, true) >= 24);
  for (const std::string year : {"2023", "2024"}) {
    CHECK(line_of(memory, "HBM made, bn GB", year).is_inside());
    CHECK(line_of(years, "packages of all types, k", year).is_inside());
    CHECK(std::abs(line_of(years, "NVIDIA packages, k", year).error()) < 15);
  }
  CHECK(line_of(memory, "SK hynix share of HBM, %", "2024").is_inside());

  INFO("the year it was not");
  CHECK(std::abs(line_of(years, "packages of all types, k", "2025").error()) < 40);
  CHECK(std::abs(line_of(memory, "HBM made, bn GB", "2025").error()) < 30);
  CHECK(std::abs(line_of(memory, "SK hynix share of HBM, %", "2025").error()) < 30);
}

TEST_CASE("the back-cast knows of 2025 only what was known by its start, and what it declares") {
  const scenario::Scenario scenario = backcast_scenario();
  std::set<std::string> used;
  for (const scenario::Use& use : scenario.uses) {
    INFO(use.path);
    if (use.as_of >= "2025" && !use.fact.starts_with("fit.want.")) {
      CHECK(use.origin == scenario::Origin::fact);
      used.insert(use.fact);
    }
    CHECK_FALSE(use.fact.starts_with("bc."));
  }
  std::set<std::string> known;
  std::size_t n_late = 0;
  for (const auto& [fact, month] : kKnown) {
    known.insert(fact);
    if (month >= "2025") {
      ++n_late;
    }
  }
  CHECK(used == known);
  CHECK(n_late == 4);
}

TEST_CASE("no value of the back-cast is fitted on a series of 2025") {
  std::ifstream stream(kFolder / "fitted.json");
  const auto fitted = scenario::Json::parse(stream)["facts"];
  std::size_t n_fitted = 0;
  for (const auto& [name, fact] : fitted.items()) {
    if (!name.starts_with("fit.want.")) {
      INFO(name);
      ++n_fitted;
      CHECK(fact["as_of"].get<std::string>() <= "2024-12");
      CHECK(fact["note"].get<std::string>().find("2025") == std::string::npos);
    }
  }
  CHECK(n_fitted == 13);
}

TEST_CASE("every quarter books the same share of CoWoS capacity: no quarter has a value of its own") {
  constexpr double kMonth = 365.25 / 12 * 86400;
  constexpr base::Duration kLag = std::chrono::days{63};  // from the start of an interposer wafer to the customer
  const scenario::Scenario scenario = backcast_scenario();
  const auto& plant = scenario.spec<entity::ActorSpec>("packaging", "tsmc_cowos");
  std::ifstream stream(kFolder / "fitted.json");
  const auto fitted = scenario::Json::parse(stream)["facts"];
  const double share = fitted["fit.use"]["value"];
  for (const int year : {2023, 2024, 2025}) {
    for (const int month : {1, 4, 7, 10}) {
      const std::string date = fmt::format("{}-{:02}-01", year, month);
      INFO(date);
      double booked = 0;
      for (const entity::Item& item : plant.produces(scenario)) {
        if (const auto found = fitted.find(fmt::format("fit.want.{}.{}", item.product, date)); found != fitted.end()) {
          const auto& board = product::rack_of(scenario, item.product + "_board");
          const double rate = (*found)["value"].get<double>() * static_cast<double>(board.accelerators) / kMonth;
          booked += rate / plant.nominal_rate(scenario, item, base::parse_date(date).value() - kLag);
        }
      }
      CHECK(booked == Approx(share).epsilon(0.002));
    }
  }
}
