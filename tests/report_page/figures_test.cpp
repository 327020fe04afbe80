// What stands in each figure, worked out by hand from made-up runs.

#include "tests/report_page/made_up_run.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using namespace aibelt::test;
using Numbers = std::vector<double>;

namespace {

/// Two fabs and a supplier feed a stacker; a packager, an integrator and a site follow.
MadeUpRun small_belt() {
  MadeUpRun made(2);
  auto& graph = made.run.graph.emplace();
  graph.from = made.run.from;
  graph.n_months = 2;
  const auto making = [](const std::string& item, std::vector<network::Need> needs, double outcomes = 1) {
    network::Making one{.item = item, .needs = std::move(needs)};
    one.capacity_per_good = network::ByMonth({1 / outcomes});
    return one;
  };
  graph.places = {{"fab_a", "fab", {making("h wafers", {})}, {}},
                  {"fab_b", "fab", {making("h wafers", {})}, {}},
                  {"stacker", "stacking", {making("h stacks", {{"h wafers", network::ByMonth({0.5})}})}, {"h wafers"}},
                  {"packer", "packaging", {making("p packages", {{"h stacks", network::ByMonth({4})}})}, {"h stacks"}},
                  {"site", "site", {}, {"p packages"}}};
  const auto way = [](const std::string& name, std::size_t from, std::size_t to, const std::string& item) {
    network::GoodsWay one;
    one.name = name;
    one.from = from;
    one.to = to;
    one.days = 2;
    one.items = {item};
    return one;
  };
  graph.ways = {way("a-s", 0, 2, "h wafers"), way("b-s", 1, 2, "h wafers"), way("s-p", 2, 3, "h stacks"),
                way("p-x", 3, 4, "p packages")};
  made.curve({"fab", "fab_a", "h", "shipped", "wafers"}, {30, 0});
  made.curve({"fab", "fab_b", "h", "shipped", "wafers"}, {10, 0});
  made.curve({"stacking", "stacker", "h", "received", "wafers"}, {20, 8});
  made.curve({"stacking", "stacker", "h", "started", "stacks"}, {40, 16});
  made.curve({"stacking", "stacker", "h", "scrap", "stacks"}, {4, 0});
  made.curve({"stacking", "stacker", "h", "shipped", "stacks"}, {36, 16});
  made.curve({"packaging", "packer", "h", "received", "stacks"}, {36, 16});
  made.curve({"packaging", "packer", "p", "started", "packages"}, {9, 4});
  made.curve({"packaging", "packer", "p", "shipped", "packages"}, {9, 4});
  made.curve({"site", "site", "p", "received", "packages"}, {9, 4});
  return made;
}

const PageData* link(const PageData& figure, std::size_t from, std::size_t to) {
  for (const PageData& one : figure.at("links")) {
    if (one.at("from") == from && one.at("to") == to) {
      return &one;
    }
  }
  return nullptr;
}

/// The rows of a timeline by name.
const PageData* row(const PageData& figure, const std::string& name) {
  for (const PageData& one : figure.at("rows")) {
    if (one.at("name") == name || (one.at("name").is_object() && one.at("name").at("en") == name)) {
      return &one;
    }
  }
  return nullptr;
}

}  // namespace

TEST_CASE("Supply and demand are the belt's rows in each unit, and stages without goods are left out") {
  MadeUpRun made(3);
  made.curve({"belt", "", "", "demand", "stacks"}, {5, 6, 7.25});
  made.curve({"belt", "", "stacking", "supply", "stacks"}, {1, 2, 3});
  made.curve({"belt", "", "fab", "supply", "stacks"}, {0, 0, 0});
  made.curve({"belt", "", "", "gap", "stacks"}, {4, 4, -1e-7});
  const PageData data = data_of(made);
  const PageData supply = figure(data, "supply-and-demand");
  REQUIRE(supply.at("variants").size() == 6);
  const PageData& stacks = supply.at("variants").at(1);
  CHECK(stacks.at("unit") == "stacks");
  REQUIRE(stacks.at("series").size() == 2);
  CHECK(stacks.at("series").at(0).at("role") == "demand");
  CHECK(stacks.at("series").at(0).at("values") == Numbers{5, 6, 7.25});
  CHECK(stacks.at("series").at(1).at("values") == Numbers{1, 2, 3});
  CHECK(supply.at("x") == PageData{{"from", "2027-01"}, {"n", 3}});
  CHECK(figure(data, "gap").at("variants").at(1).at("series").at(0).at("values") == Numbers{4, 4, -1e-7});
}

TEST_CASE("Goods from several sources are put down to them by what each ships, and all goods count in packages") {
  const PageData flow = figure(data_of(small_belt()), "goods-flow");
  REQUIRE(flow.is_object());
  CHECK(flow.at("unit") == "packages");
  CHECK(link(flow, 0, 2)->at("amounts") == Numbers{15, 6});  // 3 to 1; in month 2, where nobody ships, as over the run
  CHECK(link(flow, 1, 2)->at("amounts") == Numbers{5, 2});
  CHECK(link(flow, 0, 2)->at("values") == Numbers{7.5, 3});  // two stacks a wafer, four stacks a package
  CHECK(link(flow, 2, 3)->at("values") == Numbers{9, 4});
  CHECK(link(flow, 3, 4)->at("values") == Numbers{9, 4});
  const PageData* loss = link(flow, 2, 5);
  REQUIRE(loss != nullptr);
  CHECK(loss->at("kind") == "loss");
  CHECK(loss->at("amounts") == Numbers{4, 0});
  CHECK(loss->at("values") == Numbers{1, 0});
  CHECK(flow.at("nodes").at(5).at("loss") == true);
}

TEST_CASE("The map has a column for each step of the way and what each lane brings") {
  const PageData map = figure(data_of(small_belt()), "belt-map");
  CHECK(map.at("columns") == 4);
  CHECK(map.at("rows") == 2);
  CHECK(map.at("nodes").at(1).at("row") == 1);
  CHECK(map.at("nodes").at(2).at("column") == 1);
  CHECK(map.at("nodes").at(3).at("values") == Numbers{9, 4});
  CHECK(link(map, 2, 3)->at("values") == Numbers{36, 16});
  CHECK(link(map, 2, 3)->at("days") == 2);
}

TEST_CASE("Phases, grid and waits are spans of the sites' curves, ramps spans of changing capacity") {
  MadeUpRun made(4);
  made.curve({"site", "ulsan", "", "building_power", "MW"}, {0, 41, 41, 103});
  made.curve({"site", "ulsan", "", "grid_power", "MW"}, {0, 0, 41, 103});
  made.curve({"site", "ulsan", "", "waiting_for_power", "racks"}, {0, 2.5, 0, 0});
  // 100 a day, then 110 and 120 a day, then as much: months of 31, 28, 31 and 30 days
  made.curve({"stacking", "line", "", "capacity", "stacks"}, {3100, 3080, 3720, 3600});
  made.event("2027-02-14", "stacking", "line", "first_output", "h", 12, "stacks");
  made.event("2027-02-01", "site", "ulsan", "power_on", "", 33.6, "MW");
  made.event("2027-03-01", "stacking", "line", "earthquake", "quake", 10, "days");
  const PageData time = figure(data_of(made), "timeline");
  const PageData& phases = row(time, "ulsan")->at("bars");
  REQUIRE(phases.size() == 2);
  CHECK(phases.at(0).at("from") == "2027-02-01");
  CHECK(phases.at(0).at("to") == "2027-04-01");
  CHECK(phases.at(1).at("value") == 103);
  CHECK(row(time, "ulsan: grid")->at("bars").at(0).at("from") == "2027-03-01");
  CHECK(row(time, "ulsan: waiting")->at("bars").at(0).at("to") == "2027-03-01");
  CHECK(row(time, "ulsan")->at("marks").at(0).at("kind") == "power_on");
  const PageData& ramp = *row(time, "line");
  REQUIRE(ramp.at("bars").size() == 1);
  CHECK(ramp.at("bars").at(0).at("from") == "2027-01-01");
  CHECK(ramp.at("bars").at(0).at("to") == "2027-04-01");
  CHECK(ramp.at("bars").at(0).at("value") == 3653);  // 120 a day over 365.25 / 12 days
  CHECK(ramp.at("marks").size() == 1);
  CHECK(row(time, "quake")->at("bars").at(0).at("to") == "2027-03-11");
}

TEST_CASE("Bars that overlap stand in rows of their own") {
  MadeUpRun made(2);
  made.event("2027-01-01", "cluster", "c", "nodes_down", "rack", 18, "nodes");
  made.event("2027-01-03", "cluster", "c", "nodes_down", "cooling", 9, "nodes");
  made.event("2027-01-05", "cluster", "c", "nodes_up", "rack", 18, "nodes");
  made.event("2027-01-06", "cluster", "c", "nodes_up", "cooling", 9, "nodes");
  made.event("2027-01-07", "cluster", "c", "nodes_down", "rack", 18, "nodes");
  const PageData time = figure(data_of(made), "timeline");
  CHECK(row(time, "c")->at("bars").size() == 2);
  CHECK(row(time, "c")->at("bars").at(1).at("to") == "2027-03-01");  // never comes back
  CHECK(row(time, "c (2)")->at("bars").at(0).at("to") == "2027-01-06");
}

TEST_CASE("Site power is stacked by site under what buildings and grid allow") {
  MadeUpRun made(2);
  for (const char* site : {"haein", "ulsan"}) {
    made.curve({"site", site, "", "facility_power_live", "MW"}, {1.5, 2});
    made.curve({"site", site, "", "building_power", "MW"}, {3, 4});
    made.curve({"site", site, "", "grid_power", "MW"}, {5, 6});
  }
  const PageData power = figure(data_of(made), "site-power");
  REQUIRE(power.at("variants").size() == 3);
  const PageData& all = power.at("variants").at(0).at("series");
  REQUIRE(all.size() == 4);
  CHECK(all.at(1).at("stack") == true);
  CHECK(all.at(1).at("values") == Numbers{1.5, 2});
  CHECK(all.at(2).at("stack") == false);
  CHECK(all.at(2).at("values") == Numbers{6, 8});
  CHECK(power.at("variants").at(2).at("of") == "ulsan");
}

TEST_CASE("Stock and work in process are summed over products by stage, in the unit of the goods") {
  MadeUpRun made(2);
  made.curve({"fab", "m16", "h", "in_process", "wafers"}, {10, 20});
  made.curve({"fab", "m15x", "h", "in_process", "wafers"}, {1, 2});
  made.curve({"stacking", "line", "h", "input_stock", "dies"}, {7, 0});
  made.curve({"money", "m16", "h", "stock", "USD"}, {7, 7});
  const PageData stock = figure(data_of(made), "stock-and-work");
  REQUIRE(stock.at("variants").size() == 2);
  CHECK(stock.at("variants").at(0).at("unit") == "wafers");
  CHECK(stock.at("variants").at(0).at("series").at(0).at("values") == Numbers{11, 22});
  CHECK(stock.at("variants").at(1).at("series").at(0).at("name").at("en") == "stacking: inputs waiting");
}

TEST_CASE("What binds is a strip with the evidence of each month") {
  MadeUpRun made(2);
  made.curve({"customer", "buyers", "rack72", "unmet", "racks"}, {0, 3});
  made.curve({"assembly", "line", "rack72", "good", "racks"}, {1, 1});
  made.curve({"assembly", "line", "rack72", "waiting_for_capacity", "racks"}, {0, 1234.56});
  const PageData strip = figure(data_of(made), "binding");
  REQUIRE(strip.at("rows").size() == 2);
  const PageData& racks = strip.at("rows").at(1);
  CHECK(strip.at("categories").at(racks.at("cells").at(0).get<std::size_t>()).at("key") == "none");
  CHECK(strip.at("categories").at(racks.at("cells").at(1).get<std::size_t>()).at("key") == "assembly capacity");
  CHECK(racks.at("notes").at(0).is_null());
  CHECK(racks.at("notes").at(1).at("en") ==
        "customers rack72: 3 racks late; rack assembly rack72: 1,234.6 racks wait for capacity");
}

TEST_CASE("Figures with a source, assumptions and figures stated stand apart, each once with where it is used") {
  MadeUpRun made(1);
  made.use("a.x", "fact", "f.1", "3 MW", "S");
  made.use("b.x", "fact", "f.1", "3 MW", "S");
  made.use("c.x", "fact", "f.2", "4 MW", "A");
  made.use("d.x", "assumption", "", "5 MW", "A");
  made.use("e.x", "stated", "", "6 MW", "");
  const PageData data = data_of(made);
  const PageData facts = figure(data, "facts").at("rows");
  REQUIRE(facts.size() == 1);
  CHECK(facts.at(0).at(0) == "f.1");
  CHECK(facts.at(0).at(7).at("en") == "a.x and 1 more");
  CHECK(facts.at(0).at(7).at("ko") == "a.x 외 1곳");
  CHECK(figure(data, "assumptions").at("rows").size() == 2);
  CHECK(figure(data, "stated").at("rows").at(0) == PageData{"e.x", "6 MW"});
}

TEST_CASE("Runs side by side show differences from the first and what differs among their inputs") {
  MadeUpRun a(2);
  a.kpi("good_stacks", "stacks", 200);
  a.use("fab.starts", "stated", "", "100", "");
  a.use("fab.other", "stated", "", "7", "");
  MadeUpRun b(3);
  b.kpi("good_stacks", "stacks", 150);
  b.use("fab.starts", "stated", "", "80", "");
  b.use("fab.other", "stated", "", "7", "");
  b.curve({"belt", "", "delivery", "supply", "MW"}, {1, 2, 3});
  const PageData data = data_of(report::Page::of_runs({a.run, b.run}));
  CHECK(data.at("kind") == "runs");
  CHECK(data.at("runs").at(1).at("name") == "made_up 2");
  const PageData row = figure(data, "compare-kpis").at("rows").at(0);
  CHECK(row.at(3) == 200);
  CHECK(row.at(5) == -50);
  CHECK(row.at(6) == -25);
  const PageData inputs = figure(data, "compare-inputs").at("rows");
  REQUIRE(inputs.size() == 1);
  CHECK(inputs.at(0) == PageData{"fab.starts", "100", "80"});
  const PageData delivered = figure(data, "compare-delivered").at("variants").at(4).at("series");
  CHECK(delivered.at(0).at("values") == PageData{0, 0, nullptr});
  CHECK(delivered.at(1).at("values") == Numbers{1, 2, 3});
  CHECK(figure(data, "run-2-kpis").is_object());
}
