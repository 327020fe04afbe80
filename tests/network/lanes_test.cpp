#include "aibelt/network/lanes.hpp"

#include "tests/support/catch.hpp"

using namespace aibelt;
using network::Edge;
using network::Node;
using Texts = std::vector<std::string>;

namespace {

std::vector<Node> belt() {
  return {{"fab", "fabs.fab", {"hbm wafers"}, {}},
          {"tsv", "wafer_finishing.tsv", {"hbm dies"}, {"hbm wafers"}},
          {"stacker", "stacking.stacker", {"hbm stacks"}, {"hbm dies"}}};
}

Texts problems(const std::vector<Node>& nodes, const std::vector<Edge>& edges) {
  Texts texts;
  for (const base::Issue& issue : network::check_network(nodes, edges)) {
    texts.push_back(issue.path + ": " + issue.message);
  }
  return texts;
}

const Edge kWafers{"fab", "tsv", "lanes.wafers"};
const Edge kDies{"tsv", "stacker", "lanes.dies"};

}  // namespace

TEST_CASE("A belt whose every place is delivered to has no problems") {
  CHECK(problems(belt(), {kWafers, kDies}).empty());
}

TEST_CASE("A place that needs nothing needs no lane") { CHECK(problems({{"site", "sites.site", {}, {}}}, {}).empty()); }

TEST_CASE("A lane to nowhere names the nearest place") {
  const Texts found = problems(belt(), {kWafers, kDies, {"fab", "stackr", "lanes.x"}, {"fap", "tsv", "lanes.y"}});
  REQUIRE(found.size() == 2);
  CHECK_THAT(found[0], Catch::Matchers::StartsWith("lanes.x.to: there is no place \"stackr\""));
  CHECK_THAT(found[0], Catch::Matchers::Contains("\"stacker\""));
  CHECK_THAT(found[1], Catch::Matchers::StartsWith("lanes.y.from: there is no place \"fap\""));
}

TEST_CASE("A lane that carries nothing of use is refused, also one from a place to itself") {
  CHECK(problems(belt(), {kWafers, kDies, {"fab", "stacker", "lanes.x"}, {"tsv", "tsv", "lanes.y"}}) ==
        Texts{"lanes.x: nothing that fab makes is of use to stacker; remove the lane or mend one of the two",
              "lanes.y: nothing that tsv makes is of use to tsv; remove the lane or mend one of the two"});
}

TEST_CASE("An item nobody delivers is reported with those who make it") {
  CHECK(problems(belt(), {kWafers}) == Texts{"stacking.stacker: nobody delivers hbm dies; add a lane from tsv"});
  CHECK(problems({{"tsv", "wafer_finishing.tsv", {"hbm dies"}, {"hbm wafers"}}}, {}) ==
        Texts{"wafer_finishing.tsv: nobody delivers hbm wafers; add a lane from somebody who makes it (no entry does "
              "yet)"});
}

TEST_CASE("Goods that go round in a circle are reported, and that nothing from outside reaches it") {
  const std::vector<Node> ring = {{"a", "x.a", {"p"}, {"q"}}, {"b", "x.b", {"q"}, {"p"}}};
  CHECK(problems(ring, {{"a", "b", "lanes.ab"}, {"b", "a", "lanes.ba"}}) ==
        Texts{"lanes: goods go round in a circle between a, b; take one of the lanes out",
              "x.a: no lanes lead here from a fab or an outside supplier, so nothing would ever arrive",
              "x.b: no lanes lead here from a fab or an outside supplier, so nothing would ever arrive"});
}

TEST_CASE("A warehouse that delivers to itself, or to one that delivers to it, is reported") {
  const std::vector<Node> stores = {
      {"fab", "fabs.fab", {"p"}, {}}, {"east", "x.east", {"p"}, {"p"}}, {"west", "x.west", {"p"}, {"p"}}};
  const Edge to_east{"fab", "east", "lanes.a"};
  const Edge to_west{"fab", "west", "lanes.b"};
  CHECK(problems(stores, {to_east, to_west, {"east", "east", "lanes.c"}}) ==
        Texts{"lanes: goods go from east to itself; take that lane out"});
  CHECK(problems(stores, {to_east, to_west, {"east", "west", "lanes.c"}, {"west", "east", "lanes.d"}}) ==
        Texts{"lanes: goods go round in a circle between east, west; take one of the lanes out"});
}

TEST_CASE("All problems are reported at once") {
  CHECK(problems(belt(), {{"fab", "nowhere_at_all", "lanes.x"}, {"fab", "stacker", "lanes.y"}}).size() == 4);
}

TEST_CASE("Between two places goes what the one makes and the other uses") {
  const Node from{"a", "", {"p", "q", "r"}, {}};
  const Node to{"b", "", {}, {"r", "s", "p"}};
  CHECK(network::items_between(from, to) == Texts{"p", "r"});
  CHECK(network::items_between(to, from).empty());
}
