#include "aibelt/record/sink.hpp"

#include "tests/support/catch.hpp"

using namespace aibelt;
using base::SimTime;

namespace {

SimTime day(int number) { return SimTime{number * base::kDay}; }

record::CurveRow point(double value) { return {base::Month{0}, {0}, value}; }
record::EventRow event(const std::string& what) { return {.what = what}; }

std::vector<double> values(const record::MemorySink& sink) {
  std::vector<double> values;
  for (const record::CurveRow& row : sink.curves()) {
    values.push_back(row.value);
  }
  return values;
}

}  // namespace

TEST_CASE("rows come in the order of time, then of entities, then of writing") {
  record::MemorySink sink;
  record::OrderedWriter writer(sink);
  writer.write(day(2), 0, point(20));
  writer.write(day(1), 1, point(11));
  writer.write(day(1), 0, point(10));
  writer.write(day(1), 1, point(12));
  writer.write(day(0), 5, point(5));
  writer.settle_before(base::kNever);
  CHECK(values(sink) == std::vector<double>{5, 10, 11, 12, 20});
}

TEST_CASE("rows of the settled time itself are held back") {
  record::MemorySink sink;
  record::OrderedWriter writer(sink);
  writer.write(day(1), 0, point(1));
  writer.write(day(2), 0, point(2));
  writer.settle_before(day(1));
  CHECK(values(sink).empty());
  writer.settle_before(day(2));
  CHECK(values(sink) == std::vector<double>{1});
}

TEST_CASE("a row is passed on once") {
  record::MemorySink sink;
  record::OrderedWriter writer(sink);
  writer.write(day(1), 0, point(1));
  writer.settle_before(day(2));
  writer.settle_before(day(3));
  writer.settle_before(base::kNever);
  CHECK(values(sink) == std::vector<double>{1});
}

TEST_CASE("an entity may still write at the time that is settled before") {
  record::MemorySink sink;
  record::OrderedWriter writer(sink);
  writer.write(day(2), 1, point(21));
  writer.settle_before(day(2));
  writer.write(day(2), 0, point(20));
  writer.settle_before(day(3));
  CHECK(values(sink) == std::vector<double>{20, 21});
}

TEST_CASE("events are ordered and settled like curves") {
  record::MemorySink sink;
  record::OrderedWriter writer(sink);
  writer.write(day(2), 0, event("later"));
  writer.write(day(1), 1, event("second"));
  writer.write(day(1), 0, event("first"));
  writer.settle_before(day(2));
  REQUIRE(sink.events().size() == 2);
  CHECK(sink.events()[0].what == "first");
  CHECK(sink.events()[1].what == "second");
  writer.settle_before(day(3));
  CHECK(sink.events().back().what == "later");
}

TEST_CASE("the memory sink keeps the series it is told") {
  record::MemorySink sink;
  sink.declare({{"fab", "m16", "d1b", "good", "wafers"}});
  REQUIRE(sink.series().size() == 1);
  CHECK(sink.series()[0].place == "m16");
}
