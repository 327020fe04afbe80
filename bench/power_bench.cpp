/// What hourly energy accounts add to a run of ten years: to the flagship scenario, for two of its sites, and to two bare sites with
/// services. Prints both ratios; exits 1 where that of the flagship exceeds its bound.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "aibelt/engine/engine.hpp"
#include "aibelt/scenario/document.hpp"

namespace {

using namespace aibelt;

constexpr int kRounds = 9;
constexpr double kBoundRatio = 1.2;

/// Fields of a site that keeps an account.
std::string account_fields() {
  std::string table;
  for (int cell = 0; cell < 288; ++cell) {
    table += (cell == 0 ? "" : ", ") + std::string("\"") + std::to_string(320 + cell % 80) + " gCO2/kWh\"";
  }
  return R"(, "climate": { "monthly_mean": ["0 degC", "3 degC", "8 degC", "15 degC", "20 degC", "24 degC", "27 degC", "27 degC",
      "22 degC", "16 degC", "9 degC", "2 degC"] }, "cooling": "free_cooling",
    "carbon": { "kind": "hourly", "yearly_mean": [["2026", "420 gCO2/kWh"], ["2030", "330 gCO2/kWh"]], "table": [)" +
         table + R"(] },
    "tariff": { "kind": "time_of_use", "demand_charge": "8190 KRW/kW/month", "climate_charge": "9 KRW/kWh", "fuel_charge": "5 KRW/kWh",
      "charge_months": [12, 1, 2, 7, 8, 9],
      "seasons": [
        { "months": [6, 7, 8], "off_peak": "125 KRW/kWh", "mid_peak": "173 KRW/kWh", "peak": "237 KRW/kWh",
          "weekday": "oooooooommmmmmmppppppmoo", "saturday": "oooooooommmmmmmmmmmmmmoo", "sunday": "oooooooooooooooooooooooo" },
        { "months": [1, 2, 3, 4, 5, 9, 10, 11, 12], "off_peak": "125 KRW/kWh", "mid_peak": "143 KRW/kWh", "peak": "160 KRW/kWh",
          "weekday": "oooooooommmmmmmppppppmoo", "saturday": "oooooooommmmmmmmmmmmmmoo", "sunday": "oooooooooooooooooooooooo" } ] })";
}

/// Two sites that build up over ten years on racks from one integrator, and three services.
std::string two_sites(const std::string& fields) {
  const std::string site =
      R"("phases": [["2026", "50 MW"], ["2028", "200 MW"], ["2031", "600 MW"], ["2034", "1000 MW"]], "pue": 1.25,
      "build": [{ "from": "2026-01", "rack": "rack" }], "opening": { "rack": 10 }, "commissioning": "8 racks/day", "burn_in": "5 days",
      "order_ahead": "60 days", "service_life": "1800 days")" +
      fields;
  return R"({
    "name": "power-bench", "from": "2026-01", "to": "2036-01",
    "accelerators": { "gpu": { "token_rate": "1000 tokens/s/GPU", "compute_rate": "2 PFLOP/s", "training_efficiency": 0.4 } },
    "racks": { "rack": { "accelerator": "gpu", "accelerators": 72, "power": "130 kW" } },
    "suppliers": { "boards": { "kind": "accelerator_supplier", "capacity": "2000 packages/day", "cycle_time": "40 days",
                               "products": { "gpu": {} } } },
    "assembly": { "integrator": { "capacity": "20 racks/day", "cycle_time": "10 days", "products": { "rack": {} } } },
    "sites": { "east": { )" +
         site + R"( }, "west": { )" + site + R"( } },
    "services": { "chat": { "demand": [["2026", "1 Mtokens/s"], ["2036", "400 Mtokens/s"]], "priority": 1 },
                  "agents": { "demand": [["2026", "1 Mtokens/s"], ["2036", "900 Mtokens/s"]], "priority": 2 },
                  "model": { "kind": "training", "demand": "20 EFLOP/s", "priority": 3 } },
    "lanes": { "boards": { "from": "boards", "to": "integrator", "lead_time": "3 days" },
               "east": { "from": "integrator", "to": "east", "lead_time": "3 days" },
               "west": { "from": "integrator", "to": "west", "lead_time": "4 days" } }
  })";
}

scenario::Scenario scenario_of(const std::string& text) {
  base::Issues issues;
  auto source = scenario::parse_json(text, "scenario.json", issues);
  if (source) {
    const scenario::Document document{"scenario.json", std::move(source->root), std::move(source->positions), {}};
    auto scenario = scenario::read_scenario(document, engine::catalogue(), issues);
    if (scenario) {
      engine::validate(*scenario, document, issues);
      if (issues.empty()) {
        return std::move(*scenario);
      }
    }
  }
  std::puts(base::to_text(issues.front()).c_str());
  std::exit(1);
}

/// Ten years of the flagship without its depth, with what `fields` say added to two of its sites.
scenario::Scenario flagship(const std::string& fields) {
  std::vector<std::string> overrides;
  if (!fields.empty()) {
    const scenario::Json parsed = scenario::Json::parse("{" + fields.substr(1) + "}");
    for (const char* site : {"southwest", "ulsan"}) {
      for (const auto& [key, value] : parsed.items()) {
        overrides.push_back(std::string("sites.") + site + "." + key + "=" + value.dump());
      }
    }
  }
  base::Issues issues;
  auto scenario = engine::load(AIBELT_SOURCE_DIR "/scenarios/stargate-korea/chain.json", overrides, issues);
  if (!scenario) {
    std::puts(base::to_text(issues.front()).c_str());
    std::exit(1);
  }
  return std::move(*scenario);
}

double run_ms(const scenario::Scenario& scenario) {
  const auto start = std::chrono::steady_clock::now();
  record::MemorySink sink;
  engine::run(scenario, sink, {}, engine::Driver::memory);
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/// Runs both in turn, so that a busy machine slows both; the ratio of their best times.
double print_ratio(const char* name, const scenario::Scenario& plain, const scenario::Scenario& metered) {
  std::array<double, kRounds> without{};
  std::array<double, kRounds> with{};
  for (std::size_t i = 0; i < kRounds; ++i) {
    without[i] = run_ms(plain);
    with[i] = run_ms(metered);
  }
  std::sort(without.begin(), without.end());
  std::sort(with.begin(), with.end());
  const double ratio = with[0] / without[0];
  std::printf("%-16s %9.1f %9.1f %11.1f %9.1f %9.2f\n", name, without[0], without[kRounds / 2], with[0],
              with[kRounds / 2], ratio);
  return ratio;
}

}  // namespace

/// With arguments, `plain` or `metered` and maybe `bare`, runs that variant of the flagship or of the bare sites once, for a
/// counter of instructions.
int main(int argc, char** argv) {
  if (argc > 1) {
    const std::string fields = std::string(argv[1]) == "metered" ? account_fields() : "";
    run_ms(argc > 2 ? scenario_of(two_sites(fields)) : flagship(fields));
    return 0;
  }
  std::puts("ten years, ms      plain best    median   with energy    median     ratio");
  const double ratio = print_ratio("stargate-korea, chain", flagship(""), flagship(account_fields()));
  print_ratio("two bare sites", scenario_of(two_sites("")), scenario_of(two_sites(account_fields())));
  std::printf("bound of the first ratio: %.2f\n", kBoundRatio);
  return ratio <= kBoundRatio ? 0 : 1;
}
