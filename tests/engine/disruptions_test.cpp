/// Goods stay whole and accounted for when everything goes wrong at once, in random networks.

#include "aibelt/product/products.hpp"
#include "tests/engine/accounts.hpp"
#include "tests/engine/random_network.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::Account;

namespace {

constexpr std::uint64_t kDisrupted = 12;

std::vector<std::string> names_in(const test::Json& root, const std::vector<std::string>& sections) {
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

/// The network with every kind of disruption, on all its plants, lanes and customers several times a year.
test::Json disrupted(std::uint64_t network) {
  test::Json root = test::scenario_json({test::RandomNetwork(network)}, test::kEnd);
  const test::Json plants =
      names_in(root, {"fabs", "wafer_finishing", "stacking", "packaging", "assembly", "suppliers"});
  const test::Json range = {0, 1};
  root["disruptions"] = {
      {"dip",
       {{"kind", "power_dip"},
        {"places", plants},
        {"rate", "5 1/year"},
        {"stop", "9 hours"},
        {"lost", 0.1},
        {"lost_range", range}}},
      {"quake",
       {{"kind", "earthquake"},
        {"places", plants},
        {"rate", "2 1/year"},
        {"stop", "4 days"},
        {"recovery", "30 days"},
        {"lost", 0.3},
        {"lost_stock", 0.7}}},
      {"dirt",
       {{"kind", "contamination"},
        {"places", plants},
        {"rate", "2 1/year"},
        {"lost", 0.5},
        {"yield", 0.2},
        {"lasts", "20 days"}}},
      {"late", {{"kind", "tool_delay"}, {"places", plants}, {"rate", "1 1/year"}, {"delay", "20 days"}}},
      {"slip",
       {{"kind", "yield_excursion"}, {"places", plants}, {"rate", "2 1/year"}, {"yield", 0.6}, {"lasts", "30 days"}}},
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

double outcomes_per_unit(const scenario::Scenario& scenario, const Account& account) {
  return account.of.stage == "wafer_finishing"
             ? static_cast<double>(product::memory_of(scenario, account.of.item).gross_dies().number())
             : 1;
}

}  // namespace

TEST_CASE(
    "Disrupted, what a plant starts is good, scrap, lost or in process, and what is good is shipped, lost or in "
    "stock") {
  double lost = 0;
  for (std::uint64_t network = 1; network <= kDisrupted; ++network) {
    INFO("network " << network);
    const scenario::Scenario scenario = test::scenario_of(disrupted(network).dump());
    const test::Run run(scenario);
    const auto& months = run.curves().months();
    for (const Account& maker : test::accounts_of(run, "good")) {
      INFO(maker.of.place << " " << maker.of.item);
      const double outcomes = outcomes_per_unit(scenario, maker);
      for (std::size_t i = 1; i < months.size(); ++i) {
        const base::Month month = months[i];
        const double finished = (maker.goods_at(month, "good") + maker.goods_at(month, "scrap")) / outcomes;
        const double lost_units = maker.at(month, "lost_in_process");
        REQUIRE(test::is_whole(finished));
        REQUIRE(maker.at(month, "in_process") ==
                maker.at(months[i - 1], "in_process") + maker.at(month, "started") - finished - lost_units);
        REQUIRE(maker.at(month, "in_process") >= 0);
        const double lost_goods = maker.goods_at(month, "lost") - lost_units * outcomes;
        REQUIRE(lost_goods >= 0);
        REQUIRE(maker.goods_at(month, "stock") == maker.goods_at(months[i - 1], "stock") +
                                                      maker.goods_at(month, "good") - maker.goods_at(month, "shipped") -
                                                      lost_goods);
        REQUIRE(maker.goods_at(month, "stock") >= 0);
        lost += lost_units;
      }
    }
  }
  CHECK(lost > 0);
}

TEST_CASE("Disrupted, a customer wants what it wanted less what it cancelled, and waits for no less than it lacks") {
  double cancelled = 0;
  for (std::uint64_t network = 1; network <= kDisrupted; ++network) {
    INFO("network " << network);
    const test::Run run(test::scenario_of(disrupted(network).dump()));
    for (const Account& buyer : test::accounts_of(run, "cancelled")) {
      double missing = 0;
      double back = 0;
      for (const base::Month month : run.curves().months()) {
        missing += buyer.goods_at(month, "demand") - buyer.goods_at(month, "received");
        back += buyer.goods_at(month, "cancelled");
        // What is cancelled of what was due already lowers what is missing, the rest the demand to come.
        REQUIRE(buyer.goods_at(month, "unmet") <= std::max(0.0, missing));
        REQUIRE(buyer.goods_at(month, "unmet") >= std::max(0.0, missing - back));
      }
      cancelled += back;
    }
  }
  CHECK(cancelled > 0);
}
