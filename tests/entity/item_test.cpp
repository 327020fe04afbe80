#include "aibelt/entity/item.hpp"

#include "aibelt/base/error.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt::entity;

TEST_CASE("Items are numbered in the order of good and product, each once") {
  const Items items({{Good::stack, "b"}, {Good::wafer, "z"}, {Good::stack, "a"}, {Good::stack, "b"}});
  REQUIRE(items.size() == 3);
  CHECK(items[ItemId{0}] == Item{Good::wafer, "z"});
  CHECK(items.find(Good::stack, "a") == ItemId{1});
  CHECK(items.find(Good::stack, "b") == ItemId{2});
}

TEST_CASE("Looking for an item that is not there is a bug") {
  const Items items({{Good::stack, "b"}});
  CHECK_THROWS_AS(items.find(Good::die, "b"), aibelt::base::LogicError);
  CHECK_THROWS_AS(items.find(Good::stack, "c"), aibelt::base::LogicError);
}

TEST_CASE("Every good has a unit of its own") {
  CHECK(unit_of(Good::wafer) == "wafers");
  CHECK(unit_of(Good::die) == "dies");
  CHECK(unit_of(Good::base_die) == "base_dies");
  CHECK(unit_of(Good::stack) == "stacks");
  CHECK(unit_of(Good::package) == "packages");
  CHECK(unit_of(Good::rack) == "racks");
  CHECK(unit_of(Good::part) == "parts");
}
