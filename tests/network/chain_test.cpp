#include "aibelt/network/chain.hpp"

#include "aibelt/network/drawing.hpp"
#include "aibelt/network/split.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using network::ByMonth;
using network::SupplyGraph;

namespace {

/// Two fabs and a foundry → a stacker (8 dies of a yield of ½ and one base die a stack) → a packager (2 stacks) → a buyer.
SupplyGraph belt() {
  SupplyGraph graph{.from = base::month_of(*base::parse_date("2025-10")), .n_months = 2};
  graph.places = {
      {"fab_a", "fab", {{.item = "m dies", .days = 100}}, {}},
      {"fab_b", "fab", {{.item = "m dies", .days = 90}}, {}},
      {"foundry", "supplier", {{.item = "b base_dies", .days = 60}}, {}},
      {"stacker",
       "stacking",
       {{.item = "m stacks", .days = 20, .needs = {{"b base_dies", ByMonth({2})}, {"m dies", ByMonth({16})}}}},
       {"m dies", "b base_dies"}},
      {"packager",
       "packaging",
       {{.item = "p packages", .days = 30, .needs = {{"m stacks", ByMonth({2})}}}},
       {"m stacks"}},
      {"buyer", "customer", {}, {"p packages"}}};
  graph.ways = {{"a", 0, 3, "", 1, 0, {}, {"m dies"}},
                {"b", 1, 3, "", 20, 0, {}, {"m dies"}},
                {"c", 2, 3, "air", 5, 0, {}, {"b base_dies"}},
                {"d", 3, 4, "", 2, 0, ByMonth({50, 500}), {"m stacks"}},
                {"e", 4, 5, "", 3, 0, {}, {"p packages"}}};
  return graph;
}

/// Goods a month by place; no limit for those not named.
network::Limit limits(std::map<std::string, double> most) {
  return [most = std::move(most)](const network::Place& place, const network::Making&) {
    const auto found = most.find(place.name);
    return found == most.end() ? 1e12 : found->second;
  };
}

network::Bottleneck cut(const std::map<std::string, double>& most, std::size_t month = 1, double wanted = 1000) {
  const SupplyGraph graph = belt();
  return bottleneck(network::Chain(graph, "p packages", month), limits(most), {{"buyer", wanted}});
}

}  // namespace

TEST_CASE("A chain counts what goes into a finished unit along the bill of materials") {
  const SupplyGraph graph = belt();
  const auto per_finished = network::Chain(graph, "p packages", 0).per_finished();
  CHECK(per_finished.at({4, "p packages"}) == 1);
  CHECK(per_finished.at({3, "m stacks"}) == 2);
  CHECK(per_finished.at({2, "b base_dies"}) == 4);
  CHECK(per_finished.at({0, "m dies"}) == 32);
  CHECK(per_finished.size() == 5);
}

TEST_CASE("Makers of the same goods add up in a cut") {
  const auto found = cut({{"fab_a", 320}, {"fab_b", 640}});
  CHECK(found.most == 30);
  REQUIRE(found.holds.size() == 2);
  CHECK(found.holds[0].name == "fab_a");
  CHECK(found.holds[0].amount == 10);
  CHECK(found.holds[1].name == "fab_b");
}

TEST_CASE("Of inputs that are all needed the scarcest holds the flow") {
  const auto few_base_dies = cut({{"fab_a", 320}, {"fab_b", 640}, {"foundry", 100}});
  CHECK(few_base_dies.most == 25);
  REQUIRE(few_base_dies.holds.size() == 1);
  CHECK(few_base_dies.holds[0].name == "foundry");
  CHECK(cut({{"fab_a", 320}, {"fab_b", 640}, {"foundry", 10000}}).holds.size() == 2);
}

TEST_CASE("A lane holds the flow in the month in which it is narrow") {
  const auto narrow = cut({{"packager", 40}}, 0);
  CHECK(narrow.most == 25);
  REQUIRE(narrow.holds.size() == 1);
  CHECK(narrow.holds[0].stage == "lane");
  CHECK(narrow.holds[0].name == "d");
  CHECK(cut({{"packager", 40}}, 1).most == 40);
}

TEST_CASE("What a buyer does not take yet is not in its chain") {
  SupplyGraph graph = belt();
  graph.ways[1].opens["m dies"] = 1;
  const auto most = limits({{"fab_a", 320}, {"fab_b", 640}});
  CHECK(bottleneck(network::Chain(graph, "p packages", 0), most, {{"buyer", 1000}}).most == 10);
  graph.ways[3].capacity = {};
  CHECK(bottleneck(network::Chain(graph, "p packages", 1), most, {{"buyer", 1000}}).most == 30);
}

TEST_CASE("Where nothing else holds the flow, demand does") {
  const auto found = cut({{"packager", 40}}, 1, 7);
  CHECK(found.most == 7);
  REQUIRE(found.holds.size() == 1);
  CHECK(found.holds[0].stage == "demand");
}

TEST_CASE("A split fills every want by the least freight or the least days that the lanes' capacities allow") {
  SupplyGraph graph{.from = {}, .n_months = 1};
  graph.places = {{"east", "stacking", {{.item = "m stacks"}}, {}},
                  {"west", "stacking", {{.item = "m stacks"}}, {}},
                  {"one", "packaging", {}, {"m stacks"}},
                  {"two", "packaging", {}, {"m stacks"}}};
  graph.ways = {{"a", 0, 2, "", 9, 1, {}, {"m stacks"}},
                {"b", 0, 3, "", 1, 5, {}, {"m stacks"}},
                {"c", 1, 2, "", 1, 4, ByMonth({30}), {"m stacks"}},
                {"d", 1, 3, "", 2, 2, {}, {"m stacks"}}};
  const auto units = [&](network::Best best) {
    std::vector<std::int64_t> found;
    for (const network::Part& part :
         cheapest_split(graph, "m stacks", 0, {{"east", 100}, {"west", 100.5}}, {{"one", 90}, {"two", 110}}, best)) {
      found.push_back(part.units);
    }
    return found;
  };
  CHECK(units(network::Best::cheapest) == std::vector<std::int64_t>{90, 10, 0, 100});
  CHECK(units(network::Best::fastest) == std::vector<std::int64_t>{60, 40, 30, 70});
}

TEST_CASE("A graph comes back from its text as it was") {
  const std::string text = to_json(belt());
  base::Issues issues;
  const auto back = network::supply_graph_from(text, "network.json", issues);
  REQUIRE(back.has_value());
  CHECK(issues.empty());
  CHECK(to_json(*back) == text);
}

TEST_CASE("A text that is no graph is an issue") {
  for (const std::string text :
       {"", "{}", "[1]", R"({"from": "2025-10", "months": "x", "places": [], "lanes": []})",
        R"({"from": "2025-10", "months": 1, "places": [], "lanes": [{"from": "a", "to": "b"}]})"}) {
    base::Issues issues;
    CHECK_FALSE(network::supply_graph_from(text, "network.json", issues).has_value());
    CHECK(issues.size() == 1);
  }
}

TEST_CASE("Places stand in the column of the longest way to them") {
  CHECK(belt().depths() == std::vector<std::size_t>{0, 0, 0, 1, 2, 3});
}

TEST_CASE("Names with signs of their own stay whole in drawings") {
  SupplyGraph graph = belt();
  graph.places[0].name = "a<\"&\\";
  const std::vector<network::PlaceNote> notes(graph.places.size());
  CHECK(to_graphml(graph, notes).find("<node id=\"a&lt;&quot;&amp;\\\">") != std::string::npos);
  CHECK(to_dot(graph, "title", notes).find("\"a<\\\"&\\\\\" -> \"stacker\"") != std::string::npos);
}
