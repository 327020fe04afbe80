/// What the back-cast's stacks bring at published prices, beside what was published of the HBM market.

#include <filesystem>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "aibelt/engine/engine.hpp"
#include "aibelt/engine/money_table.hpp"
#include "aibelt/metrics/money.hpp"
#include "tests/backcast_validation/published.hpp"
#include "tests/engine/running.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
using scenario::Json;

namespace {

const std::filesystem::path kScenario =
    std::filesystem::path(AIBELT_SOURCE_DIR) / "scenarios/backcast-2023-2025/scenario.json";

/// The back-cast with a price for every stack of every maker, by product.
template <class PriceOf>
scenario::Scenario priced(PriceOf price_of) {
  const Json root = Json::parse(test::content_of(kScenario));
  Json money;
  for (const auto& [maker, fields] : root["stacking"].items()) {
    for (const auto& [product, plan] : fields["products"].items()) {
      money[maker]["products"][product]["price"] = price_of(product);
    }
  }
  const test::TemporaryFolder folder;
  const auto file = folder.write("priced.json", Json{{"extends", kScenario.string()}, {"money", money}}.dump());
  base::Issues issues;
  auto scenario = engine::load(file, {}, issues);
  for (const base::Issue& issue : issues) {
    UNSCOPED_INFO(base::to_text(issue));
  }
  REQUIRE(issues.empty());
  return std::move(*scenario);
}

Json by_gigabyte(const std::string&) { return {{"fact", "px.hbm.2024"}}; }

/// HBM3 and HBM3E by the stack; a stack of 12 dies at the published premium, or by its dies where none is.
Json by_stack(const std::string& product) {
  const bool is_high = product.find("_12") != std::string::npos;
  if (product.starts_with("hbm3e")) {
    return is_high ? Json{{"fact", "px.hbm3e"}, {"times", 1.55}, {"why", "px.hbm3e12.prem"}}
                   : Json{{"fact", "px.hbm3e"}};
  }
  return is_high ? Json{{"fact", "px.hbm3"}, {"times", 1.5}, {"why", "12 dies for 8"}} : Json{{"fact", "px.hbm3"}};
}

/// bn USD of all makers in a year.
double revenue(const std::vector<metrics::Curve>& money, int year) {
  double sum = 0;
  for (const metrics::Curve& curve : money) {
    for (const auto& [month, amount] : curve.months) {
      sum += curve.series.measure == "revenue" && base::year_of(month) == year ? amount : 0;
    }
  }
  return sum / 1e9;
}

}  // namespace

TEST_CASE("HBM revenue of the back-cast at published prices, beside the published market") {
  const auto file = test::shared_data("facts/facts.json");
  if (!file) {
    AIBELT_SKIP("no published figures");
  }
  const test::Facts facts(*file);
  const scenario::Scenario by_gb = priced(by_gigabyte);
  const test::Run run(by_gb);
  const auto at_gb_price = metrics::money(run.curves(), engine::money_table(by_gb));
  const auto at_stack_price = metrics::money(run.curves(), engine::money_table(priced(by_stack)));
  fmt::print("| year | at 12.7 USD/GB, bn USD | at 200 and 300 USD/stack, bn USD | published, bn USD | range |\n");
  for (int year = 2023; year <= 2025; ++year) {
    const auto published = facts.at(fmt::format("bc.hbmusd.{}", year));
    fmt::print("| {} | {:.1f} | {:.1f} | {} | {} to {} |\n", year, revenue(at_gb_price, year),
               revenue(at_stack_price, year), published.median, published.low, published.high);
    CHECK(revenue(at_gb_price, year) > published.low / 2);
    CHECK(revenue(at_gb_price, year) < published.high * 2);
  }
  fmt::print("Micron's figure for the market of 2025: {} bn USD\n", facts.at("bc.hbmusd.tam").median);
}
