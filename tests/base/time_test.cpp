#include "aibelt/base/time.hpp"

#include "tests/support/catch.hpp"

using namespace aibelt::base;

namespace {

SimTime day(const char* text) { return *parse_date(text); }

}  // namespace

TEST_CASE("a date reads as the first instant it names") {
  CHECK(parse_date("1970") == SimTime{});
  CHECK(day("2027") == day("2027-01-01"));
  CHECK(day("2027-03") == day("2027-03-01"));
  CHECK(day("2027-Q3") == day("2027-07-01"));
  CHECK(day("2027-H2") == day("2027-07-01"));
  CHECK(day("2027-Q1") == day("2027"));
  CHECK(day("2027-03-14") - day("2027-03") == 13 * kDay);
  CHECK(day("1970-01-02").time_since_epoch() == Duration{86'400'000'000});
}

TEST_CASE("what is no date between 1900 and 2200 reads as nothing") {
  for (const char* text : {"",       "27",      "202",     "20270",      "2027-",     "2027-13",       "2027-00",
                           "2027-3", "2027-Q5", "2027-H3", "2027-02-30", "2027-03-1", "2027-03-14T00", "2027/03",
                           "1899",   "2201",    "-027",    "2027--1",    "2027-03-",  "20a7",          "2027 "}) {
    INFO(text);
    CHECK_FALSE(parse_date(text).has_value());
  }
}

TEST_CASE("dates are written as they are read") {
  for (const char* text : {"1900-01-01", "2000-02-29", "2026-12-31", "2200-12-31"}) {
    CHECK(to_date_text(day(text)) == text);
  }
  CHECK(to_date_text(day("2027-03-14") + kDay - Duration{1}) == "2027-03-14");
  CHECK(to_date_text(SimTime{} - Duration{1}) == "1969-12-31");
}

TEST_CASE("every month starts where the one before ends and knows its length") {
  for (SimTime time = day("1900"); time < day("2200-12"); time = start_of(next(month_of(time)))) {
    const Month month = month_of(time);
    REQUIRE(start_of(month) == time);
    REQUIRE(month_of(start_of(next(month)) - Duration{1}) == month);
    REQUIRE(start_of(next(month)) - time == days_in(month) * kDay);
  }
  CHECK(days_in(month_of(day("2028-02"))) == 29);
  CHECK(days_in(month_of(day("2100-02"))) == 28);
  CHECK(to_text(month_of(day("2027-03-14"))) == "2027-03");
  CHECK(year_of(month_of(day("2027-12-31"))) == 2027);
}

TEST_CASE("never is later than any date a scenario can hold") { CHECK(day("2200-12-31") < kNever); }
