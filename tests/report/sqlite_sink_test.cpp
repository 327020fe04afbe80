#include "aibelt/report/sqlite_sink.hpp"

#include <sqlite3.h>

#include <limits>

#include "aibelt/base/error.hpp"
#include "aibelt/report/csv_sink.hpp"
#include "tests/report/example_run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;

namespace {

void write_example(const std::filesystem::path& path) {
  report::SqliteSink sink(path);
  test::write_example_rows(sink);
  sink.describe(test::example_scenario(), {"seed=7", "sites.ulsan.pue=1.3"}, test::example_kpis());
  sink.finish();
}

/// The answer to `sql`, columns joined by `|` and rows each ended by a line break.
std::string query(const std::filesystem::path& path, const std::string& sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  std::string answer;
  const auto add_row = [](void* text, int n_columns, char** values, char**) {
    auto& out = *static_cast<std::string*>(text);
    for (int i = 0; i < n_columns; ++i) {
      out += (i > 0 ? "|" : "") + std::string(values[i] == nullptr ? "NULL" : values[i]);
    }
    out += '\n';
    return 0;
  };
  const int code = sqlite3_exec(database, sql.c_str(), add_row, &answer, nullptr);
  const std::string problem = sqlite3_errmsg(database);
  sqlite3_close(database);
  INFO(problem);
  REQUIRE(code == SQLITE_OK);
  return answer;
}

}  // namespace

TEST_CASE("the view curve has the columns and rows of curves.csv") {
  const test::TemporaryFolder folder;
  write_example(folder.path() / "run.sqlite");
  CHECK(query(folder.path() / "run.sqlite", "SELECT month, stage, place, item, measure, unit, value FROM curve") ==
        "2025-10|stacking|icheon|hbm4_12hi|good|stacks|1000.0\n"
        "2025-10|belt||say \"a, b\"|gap|1|0.1\n"
        "2025-11|stacking|icheon|hbm4_12hi|good|stacks|1001.0\n"
        "2025-11|belt||say \"a, b\"|gap|1|0.0\n");
  CHECK(query(folder.path() / "run.sqlite", "SELECT name FROM pragma_table_info('curve')") ==
        "month\nstage\nplace\nitem\nmeasure\nunit\nvalue\n");
}

TEST_CASE("the table events has the columns and rows of events.csv") {
  const test::TemporaryFolder folder;
  write_example(folder.path() / "run.sqlite");
  CHECK(query(folder.path() / "run.sqlite", "SELECT * FROM events") ==
        "2025-10-01|fab|m16|first_output|d1b|25.0|wafers\n"
        "2027-03-14T12:00:00Z|site|ulsan|power_on|line\nbreak|1.0e+21|MW\n");
}

TEST_CASE("kpis, uses and meta say what the JSON files say") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "run.sqlite";
  write_example(path);
  CHECK(query(path, "SELECT name, at, value, unit FROM kpis") ==
        "good_stacks||408.0|stacks\ngood_stacks|2025|304.5|stacks\ngood_stacks|2026|103.5|stacks\n");
  CHECK(query(path, "SELECT origin, count(*), max(path) FROM uses GROUP BY origin") ==
        "assumption|1|fabs.m16.yield\nfact|1|fabs.m16.starts\nstated|2|sites.ulsan.racks\n");
  CHECK(query(path, "SELECT value FROM meta WHERE key IN ('scenario_hash', 'seed', 'override')") ==
        "abc123\n7\nseed=7\nsites.ulsan.pue=1.3\n");
  CHECK(query(path, "PRAGMA integrity_check") == "ok\n");
}

TEST_CASE("two databases of alike runs are alike to the byte, also over an older one") {
  const test::TemporaryFolder folder;
  write_example(folder.path() / "a.sqlite");
  folder.write("b.sqlite", std::string(100'000, 'x'));
  write_example(folder.path() / "b.sqlite");
  CHECK(test::content_of(folder.path() / "a.sqlite") == test::content_of(folder.path() / "b.sqlite"));
  CHECK(test::names_in(folder.path()) == std::vector<std::string>{"a.sqlite", "b.sqlite"});
}

TEST_CASE("a database row that is no finite number or of no declared series is a bug of ours") {
  const test::TemporaryFolder folder;
  report::SqliteSink sink(folder.path() / "run.sqlite");
  sink.declare({{"a", "b", "c", "d", "e"}});
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(sink.write(record::CurveRow{test::kOctober2025, {0}, nan}), base::LogicError);
  CHECK_THROWS_AS(sink.write(record::CurveRow{test::kOctober2025, {1}, 1}), base::LogicError);
}

TEST_CASE("a database that cannot be made is reported with its path") {
  const test::TemporaryFolder folder;
  const std::string path = folder.path() / "none" / "run.sqlite";
  CHECK_THROWS_WITH(report::SqliteSink(path), path + ": unable to open database file");
}
