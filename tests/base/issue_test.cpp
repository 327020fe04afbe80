#include "aibelt/base/issue.hpp"

#include "aibelt/base/error.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt::base;

TEST_CASE("an issue is written as file, line, column, path and message, leaving out what is unknown") {
  CHECK(to_text({"a.json", "sites.ulsan.pue", "below 1", 3, 7}) == "a.json:3:7: sites.ulsan.pue: below 1");
  CHECK(to_text({"a.json", "", "no comma", 3, 0}) == "a.json:3: no comma");
  CHECK(to_text({"a.json", "", "not found", 0, 5}) == "a.json: not found");
  CHECK(to_text({"", "pue", "below 1", 0, 0}) == "pue: below 1");
  CHECK(to_text({"", "", "below 1", 0, 0}) == "below 1");
}

TEST_CASE("the nearest name is the one a slip away, or none") {
  const std::vector<std::string> names{"yield", "lead_time", "capacity"};
  CHECK(nearest_name("yeild", names) == "yield");
  CHECK(nearest_name("leadtime", names) == "lead_time");
  CHECK(nearest_name("capacity", names) == "capacity");
  CHECK(nearest_name("power", names).empty());
  CHECK(nearest_name("yield", {}).empty());
  CHECK(nearest_name(std::string(1000, 'y'), names).empty());
}

TEST_CASE("of two equally near names the first is offered") {
  CHECK(nearest_name("rick", {"rack", "rock"}) == "rack");
  CHECK(nearest_name("rick", {"rock", "rack"}) == "rock");
}

TEST_CASE("ensure throws its text only where the condition fails") {
  CHECK_NOTHROW(ensure(true, "fine"));
  CHECK_THROWS_WITH(ensure(false, "two lots in one slot"), "two lots in one slot");
  CHECK_THROWS_AS(ensure(false, ""), LogicError);
}

TEST_CASE("a disk failure names the path and the cause") {
  const IoError error("out/run.sqlite", "disk full");
  CHECK(error.path() == "out/run.sqlite");
  CHECK(std::string(error.what()) == "out/run.sqlite: disk full");
}
