#include "aibelt/network/lanes.hpp"

#include "aibelt/base/error.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using network::Place;
using network::SupplyGraph;
using Texts = std::vector<std::string>;

namespace {

struct NamedLane {
  std::string name;
  std::string from;
  std::string to;
};

Place place(const std::string& name, const std::string& path, const Texts& makes, const Texts& takes) {
  Place place{.name = name, .takes = takes, .path = path};
  for (const std::string& item : makes) {
    place.makes.push_back({.item = item});
  }
  return place;
}

std::vector<Place> belt() {
  return {place("fab", "fabs.fab", {"hbm wafers"}, {}),
          place("tsv", "wafer_finishing.tsv", {"hbm dies"}, {"hbm wafers"}),
          place("stacker", "stacking.stacker", {"hbm stacks"}, {"hbm dies"})};
}

network::Lane between(const NamedLane& named) {
  network::Lane lane;
  lane.from = named.from;
  lane.to = named.to;
  return lane;
}

/// As loading finds them: ends first, and lanes that have both in the graph.
Texts problems(const std::vector<Place>& places, const std::vector<NamedLane>& lanes) {
  SupplyGraph graph{.places = places};
  Texts texts;
  for (const NamedLane& lane : lanes) {
    const std::string from = why_no_place(graph, lane.from);
    const std::string to = why_no_place(graph, lane.to);
    if (!from.empty()) {
      texts.push_back("lanes." + lane.name + ".from: " + from);
    }
    if (!to.empty()) {
      texts.push_back("lanes." + lane.name + ".to: " + to);
    }
    if (from.empty() && to.empty()) {
      network::add_way(graph, lane.name, between(lane));
    }
  }
  for (const base::Issue& issue : network::check_network(graph)) {
    texts.push_back(issue.path + ": " + issue.message);
  }
  return texts;
}

const NamedLane kWafers{"wafers", "fab", "tsv"};
const NamedLane kDies{"dies", "tsv", "stacker"};

}  // namespace

TEST_CASE("A belt whose every place is delivered to has no problems") {
  CHECK(problems(belt(), {kWafers, kDies}).empty());
}

TEST_CASE("A place that needs nothing needs no lane") {
  CHECK(problems({place("site", "sites.site", {}, {})}, {}).empty());
}

TEST_CASE("A lane to nowhere names the nearest place") {
  const Texts found = problems(belt(), {kWafers, kDies, {"x", "fab", "stackr"}, {"y", "fap", "tsv"}});
  REQUIRE(found.size() == 2);
  CHECK_THAT(found[0], Catch::Matchers::StartsWith("lanes.x.to: there is no place \"stackr\""));
  CHECK_THAT(found[0], Catch::Matchers::Contains("\"stacker\""));
  CHECK_THAT(found[1], Catch::Matchers::StartsWith("lanes.y.from: there is no place \"fap\""));
}

TEST_CASE("A lane that carries nothing of use is refused, also one from a place to itself") {
  CHECK(problems(belt(), {kWafers, kDies, {"x", "fab", "stacker"}, {"y", "tsv", "tsv"}}) ==
        Texts{"lanes.x: nothing that fab makes is of use to stacker; remove the lane or mend one of the two",
              "lanes.y: nothing that tsv makes is of use to tsv; remove the lane or mend one of the two"});
}

TEST_CASE("An item nobody delivers is reported with those who make it") {
  CHECK(problems(belt(), {kWafers}) == Texts{"stacking.stacker: nobody delivers hbm dies; add a lane from tsv"});
  CHECK(problems({place("tsv", "wafer_finishing.tsv", {"hbm dies"}, {"hbm wafers"})}, {}) ==
        Texts{"wafer_finishing.tsv: nobody delivers hbm wafers; add a lane from somebody who makes it (no entry does "
              "yet)"});
}

TEST_CASE("Goods that go round in a circle are reported, and that nothing from outside reaches it") {
  const std::vector<Place> ring = {place("a", "x.a", {"p"}, {"q"}), place("b", "x.b", {"q"}, {"p"})};
  CHECK(problems(ring, {{"ab", "a", "b"}, {"ba", "b", "a"}}) ==
        Texts{"lanes: goods go round in a circle between a, b; take one of the lanes out",
              "x.a: no lanes lead here from a fab or an outside supplier, so nothing would ever arrive",
              "x.b: no lanes lead here from a fab or an outside supplier, so nothing would ever arrive"});
}

TEST_CASE("A warehouse that delivers to itself, or to one that delivers to it, is reported") {
  const std::vector<Place> stores = {place("fab", "fabs.fab", {"p"}, {}), place("east", "x.east", {"p"}, {"p"}),
                                     place("west", "x.west", {"p"}, {"p"})};
  const NamedLane to_east{"a", "fab", "east"};
  const NamedLane to_west{"b", "fab", "west"};
  CHECK(problems(stores, {to_east, to_west, {"c", "east", "east"}}) ==
        Texts{"lanes: goods go from east to itself; take that lane out"});
  CHECK(problems(stores, {to_east, to_west, {"c", "east", "west"}, {"d", "west", "east"}}) ==
        Texts{"lanes: goods go round in a circle between east, west; take one of the lanes out"});
}

TEST_CASE("All problems are reported at once") {
  CHECK(problems(belt(), {{"x", "fab", "nowhere_at_all"}, {"y", "fab", "stacker"}}).size() == 4);
}

TEST_CASE("Between two places goes what the one makes and the other uses") {
  SupplyGraph graph{.places = {place("a", "", {"p", "q", "r"}, {}), place("b", "", {}, {"r", "s", "p"})}};
  network::add_way(graph, "there", between({"there", "a", "b"}));
  network::add_way(graph, "back", between({"back", "b", "a"}));
  CHECK(graph.ways[0].items == Texts{"p", "r"});
  CHECK(graph.ways[1].items.empty());
}

TEST_CASE("A lane keeps its terms in the graph, which has to have both its ends") {
  SupplyGraph graph{.places = belt()};
  network::Lane lane = between(kDies);
  lane.lead_time = std::chrono::hours{36};
  lane.mode = "air";
  lane.cost = decltype(lane.cost)::from_base_units(2.5);
  network::add_way(graph, "dies", lane);
  REQUIRE(graph.ways.size() == 1);
  CHECK(graph.ways[0].name == "dies");
  CHECK(graph.ways[0].from == 1);
  CHECK(graph.ways[0].to == 2);
  CHECK(graph.ways[0].days == 1.5);
  CHECK(graph.ways[0].mode == "air");
  CHECK(graph.ways[0].cost == 2.5);
  lane.to = "nowhere";
  CHECK_THROWS_AS(network::add_way(graph, "x", lane), base::LogicError);
}

TEST_CASE("A lane is qualified for what goes over it, and before the run ends") {
  const auto lane = std::make_shared<network::Lane>(between(kDies));
  lane->qualified = {{"hbn", *base::parse_date("2026-03-01")}, {"hbm", *base::parse_date("2027-01-01")}};
  lane->qualification = {{"hbm", 30 * base::kDay}, {"gpu", 30 * base::kDay}};
  scenario::Scenario scenario;
  scenario.to = *base::parse_date("2027-01-01");
  scenario.sections["lanes"]["dies"].spec = lane;
  SupplyGraph graph{.places = belt()};
  network::add_way(graph, "dies", *lane);
  Texts texts;
  for (const base::Issue& issue : network::check_qualifications(graph, scenario)) {
    texts.push_back(issue.path + ": " + issue.message);
  }
  CHECK(texts == Texts{"lanes.dies.qualified.hbm: 2027-01-01 is no earlier than the end of the run, so that it would "
                       "never be taken; take the lane out or give an earlier date",
                       "lanes.dies.qualified.hbn: this does not go over the lane; what does is hbm; did you mean "
                       "\"hbm\"?",
                       "lanes.dies.qualification.gpu: this does not go over the lane; what does is hbm"});
  lane->qualified = {{"hbm", *base::parse_date("2026-12-31")}};
  lane->qualification.clear();
  CHECK(network::check_qualifications(graph, scenario).empty());
}

TEST_CASE("An item is named by its product and its goods") {
  CHECK(network::product_of("hbm4_12 base_dies") == "hbm4_12");
  CHECK(network::goods_of("hbm4_12 base_dies") == "base_dies");
}
