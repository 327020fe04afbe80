#include "aibelt/report/csv_sink.hpp"

#include <charconv>
#include <limits>

#include "aibelt/base/error.hpp"
#include "aibelt/report/tee_sink.hpp"
#include "tests/report/example_run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;

namespace {

struct CsvFiles {
  test::TemporaryFolder folder;
  std::filesystem::path curves = folder.path() / "curves.csv";
  std::filesystem::path events = folder.path() / "events.csv";
  report::CsvSink sink{curves, events};
};

}  // namespace

TEST_CASE("curves.csv has one tidy line a point") {
  CsvFiles files;
  test::write_example_rows(files.sink);
  files.sink.finish();
  CHECK(test::content_of(files.curves) ==
        "month,stage,place,item,measure,unit,value\n"
        "2025-10,stacking,icheon,hbm4_12hi,good,stacks,1000\n"
        "2025-10,belt,,\"say \"\"a, b\"\"\",gap,1,0.1\n"
        "2025-11,stacking,icheon,hbm4_12hi,good,stacks,1001\n"
        "2025-11,belt,,\"say \"\"a, b\"\"\",gap,1,0\n");
}

TEST_CASE("events.csv gives the time of day only where it is not midnight") {
  CsvFiles files;
  test::write_example_rows(files.sink);
  files.sink.finish();
  CHECK(test::content_of(files.events) ==
        "time,stage,place,what,item,quantity,unit\n"
        "2025-10-01,fab,m16,first_output,d1b,25,wafers\n"
        "2027-03-14T12:00:00Z,site,ulsan,power_on,\"line\nbreak\",1e+21,MW\n");
}

TEST_CASE("a CSV field is quoted only where RFC 4180 asks for it") {
  CHECK(report::csv_field("") == "");
  CHECK(report::csv_field("two words; Ω") == "two words; Ω");
  CHECK(report::csv_field("a,b") == "\"a,b\"");
  CHECK(report::csv_field("\"") == "\"\"\"\"");
  CHECK(report::csv_field("a\rb") == "\"a\rb\"");
  CHECK(report::csv_field("a\nb") == "\"a\nb\"");
}

TEST_CASE("every value of a curve reads back to the bit") {
  const double value = GENERATE(0.1, 1.0 / 3, 1e-300, 123456789012345678.0, 5e-324, -2.5e17);
  CsvFiles files;
  files.sink.declare({{"a", "b", "c", "d", "e"}});
  files.sink.write(record::CurveRow{test::kOctober2025, {0}, value});
  files.sink.finish();
  const std::string text = test::content_of(files.curves);
  const std::size_t comma = text.rfind(',');
  double read = 0;
  std::from_chars(text.data() + comma + 1, text.data() + text.size(), read);
  CHECK(read == value);
}

TEST_CASE("a row that is no finite number or of no declared series is a bug of ours") {
  CsvFiles files;
  files.sink.declare({{"a", "b", "c", "d", "e"}});
  const double infinite = std::numeric_limits<double>::infinity();
  CHECK_THROWS_AS(files.sink.write(record::CurveRow{test::kOctober2025, {0}, infinite}), base::LogicError);
  CHECK_THROWS_AS(files.sink.write(record::CurveRow{test::kOctober2025, {1}, 1}), base::LogicError);
  CHECK_THROWS_AS(files.sink.write(record::CurveRow{test::kOctober2025, {}, 1}), base::LogicError);
}

TEST_CASE("a tee gives every sink every row") {
  record::MemorySink first;
  record::MemorySink second;
  report::TeeSink tee({&first, &second});
  test::write_example_rows(tee);
  for (const record::MemorySink* sink : {&first, &second}) {
    CHECK(sink->series().size() == 2);
    CHECK(sink->curves().size() == 4);
    CHECK(sink->events().size() == 2);
  }
}
