#include "aibelt/scenario/ramp.hpp"

#include "tests/scenario/reading.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using scenario::Json;
using test::Reading;
using Texts = std::vector<std::string>;

namespace {

using PowerRamp = scenario::Ramp<base::kPower>;

base::SimTime date(std::string_view text) { return *base::parse_date(text); }

double megawatts(const PowerRamp& ramp, std::string_view when) { return ramp.at(date(when)).in_base_units() / 1e6; }

}  // namespace

TEST_CASE("a ramp of one quantity is that at every date") {
  const Reading<PowerRamp> reading("5 MW", {.unit = "MW"});
  CHECK(reading.problems.empty());
  CHECK(megawatts(reading.value, "1990") == 5);
  CHECK(megawatts(reading.value, "2090") == 5);
}

TEST_CASE("a ramp is linear between its dates, and constant before the first and after the last") {
  const Reading<PowerRamp> reading(Json::parse(R"([["2026-01-01", "10 MW"], ["2026-01-11", "20 MW"]])"),
                                   {.unit = "MW"});
  CHECK(reading.problems.empty());
  CHECK(megawatts(reading.value, "2025-12-31") == 10);
  CHECK(megawatts(reading.value, "2026-01-01") == 10);
  CHECK(megawatts(reading.value, "2026-01-04") == Approx(13));
  CHECK(megawatts(reading.value, "2026-01-11") == 20);
  CHECK(megawatts(reading.value, "2030") == 20);
}

TEST_CASE("a step ramp holds each value until the next date") {
  const Reading<PowerRamp> reading(Json::parse(R"([["2026-01-01", "10 MW"], ["2026-01-11", "20 MW"]])"),
                                   {.unit = "MW", .is_step = true});
  CHECK(megawatts(reading.value, "2026-01-10") == 10);
  CHECK(megawatts(reading.value, "2026-01-11") == 20);
}

TEST_CASE("a ramp may name its interpolation against the field's own") {
  const Json node = Json::parse(
      R"({"points": [["2026-01-01", "10 MW"], ["2026-01-11", "20 MW"]], "interpolation": "linear", "note": "own"})");
  const Reading<PowerRamp> linear(node, {.unit = "MW", .is_step = true});
  CHECK(linear.problems.empty());
  CHECK(megawatts(linear.value, "2026-01-06") == Approx(15));
  Json wrong = node;
  wrong["interpolation"] = "cubic";
  CHECK(Reading<PowerRamp>(wrong, {.unit = "MW"}).problems ==
        Texts{"x.interpolation: \"cubic\" is not one of step, linear"});
}

TEST_CASE("a ramp point may be a fact with the date it applies to, or cite one for its quantity") {
  const Reading<PowerRamp> reading(
      Json::parse(R"([["2026", "1 MW"], {"fact": "phase1"}, ["2028-05", {"fact": "phase2", "times": 0.5}]])"),
      {.unit = "MW", .is_step = true});
  CHECK(reading.problems.empty());
  REQUIRE(reading.value.points().size() == 3);
  CHECK(reading.value.points()[1].date == date("2027-11"));
  CHECK(megawatts(reading.value, "2027-11-01") == 41);
  CHECK(megawatts(reading.value, "2028-05-01") == 51.5);
}

TEST_CASE("a ramp without points, out of order or with a date twice is refused") {
  CHECK(Reading<PowerRamp>(Json::array(), {.unit = "MW"}).problems ==
        Texts{"x: must be a list of at least one [date, quantity]"});
  CHECK(Reading<PowerRamp>(Json::parse(R"({"points": 5})"), {.unit = "MW"}).problems ==
        Texts{"x.points: must be a list of at least one [date, quantity]"});
  const Texts expected = {"x[1]: its date is not after the one before it; put the points in order, each date once"};
  CHECK(Reading<PowerRamp>(Json::parse(R"([["2027", "1 MW"], ["2026", "2 MW"]])"), {.unit = "MW"}).problems ==
        expected);
  CHECK(Reading<PowerRamp>(Json::parse(R"([["2027", "1 MW"], ["2027-01", "2 MW"]])"), {.unit = "MW"}).problems ==
        expected);
}

TEST_CASE("every broken point of a ramp is reported") {
  const Reading<PowerRamp> reading(
      Json::parse(R"([["20x", "1 MW"], ["2027", "2 MWh"], 5, ["2028"], ["2029", "3 MW"]])"), {.unit = "MW"});
  REQUIRE(reading.problems.size() == 4);
  CHECK(reading.problems[0].starts_with("x[0][0]: \"20x\" is no date"));
  CHECK(reading.problems[1] == "x[1][1]: \"2 MWh\" has the wrong unit; this must be in MW");
  CHECK(reading.problems[2] == "x[2]: must be [date, quantity] or {\"fact\": id}");
  CHECK(reading.problems[3] == "x[3]: must be [date, quantity] or {\"fact\": id}");
  CHECK(reading.value.points().empty());
}
