#include <sqlite3.h>

#include <algorithm>
#include <numeric>

#include "aibelt/base/random.hpp"
#include "aibelt/base/statistics.hpp"
#include "example_sweep.hpp"
#include "src/sweep/tables.hpp"
#include "src/sweep/tables_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/csv_rows.hpp"

namespace {

namespace fs = std::filesystem;
using namespace aibelt;
using namespace aibelt::test;

/// Runs every shard out of `count`, in the order given, and merges.
std::string sharded_bytes(const sweep::Points& points, const sweep::Stamp& stamp,
                          const std::vector<std::uint64_t>& shards, unsigned jobs) {
  const TemporaryFolder folder;
  for (const std::uint64_t shard : shards) {
    sweep::RunOptions options;
    options.shard = {shard, shards.size()};
    options.jobs = jobs;
    run_example(folder.path(), points, stamp, example_result, options);
  }
  return merged_bytes(folder.path(), points, stamp);
}

/// The rows of one SQL question, their columns parted by bars.
std::vector<std::string> answers(const fs::path& database, const std::string& question) {
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open_v2(database.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  std::vector<std::string> rows;
  const auto keep = [](void* all, int n, char** values, char**) {
    std::string row;
    for (int i = 0; i < n; ++i) {
      row += (i == 0 ? "" : "|") + std::string(values[i] == nullptr ? "NULL" : values[i]);
    }
    static_cast<std::vector<std::string>*>(all)->push_back(row);
    return 0;
  };
  CHECK(sqlite3_exec(handle, question.c_str(), keep, &rows, nullptr) == SQLITE_OK);
  sqlite3_close(handle);
  return rows;
}

TEST_CASE("Shards in any order, with any number of jobs, merge to the bytes of the unsharded sweep") {
  const ExamplePoints points(7, 3);
  const sweep::Stamp stamp = example_stamp(3);
  const std::string expected = expected_bytes(points, stamp);
  CHECK(expected.size() > 4000);
  CHECK(sharded_bytes(points, stamp, {0}, 3) == expected);
  CHECK(sharded_bytes(points, stamp, {1, 0}, 1) == expected);
  CHECK(sharded_bytes(points, stamp, {4, 2, 0, 3, 1}, 2) == expected);
  std::vector<std::uint64_t> more_shards_than_points(30);
  std::iota(more_shards_than_points.rbegin(), more_shards_than_points.rend(), 0);
  CHECK(sharded_bytes(points, stamp, more_shards_than_points, 1) == expected);
}

TEST_CASE("A merge of shards that miss says which points and shards, and writes nothing") {
  const TemporaryFolder folder;
  const ExamplePoints points(10);
  for (const std::uint64_t shard : {std::uint64_t{0}, std::uint64_t{2}}) {
    sweep::RunOptions options;
    options.shard = {shard, 4};
    run_example(folder.path(), points, example_stamp(), example_result, options);
  }
  const sweep::Folder kept(folder.path(), example_stamp());
  fs::remove(kept.point_path(points.run(2)));
  const auto merged = sweep::merge(points, kept);
  CHECK(merged.missing.n_absent == 6);
  CHECK(sweep::explain(merged.missing, kept) ==
        "points missing: 6 (6 not played), numbers 1-3, 5, 7, 9\n"
        "of 4 shards they belong to 1-3\n"
        "run the sweep, or these shards, again: finished points are kept; then merge\n");
  CHECK_FALSE(fs::exists(folder.path() / "points.csv"));
  CHECK(sweep::to_text(merged.missing.numbers, 2) == "1-3, 5 and 2 more");
  CHECK(sweep::shards_of({{0, 1}, {1'000'000, 2'000'000}}, 3) == std::vector<std::uint64_t>{0, 1, 2});
}

TEST_CASE("A merge that is interrupted leaves nothing, whether it was looking or writing") {
  const TemporaryFolder folder;
  const ExamplePoints points(4);
  run_example(folder.path(), points, example_stamp());
  const sweep::Folder kept(folder.path(), example_stamp());
  const int most_calls = GENERATE(0, 3, 6);
  int n_calls = 0;
  CHECK(sweep::merge(points, kept, [&] { return n_calls++ == most_calls; }).is_interrupted);
  CHECK(names_in(folder.path()) == std::vector<std::string>{".work", "points", "sweep.json"});
}

TEST_CASE("points.csv has a row a point in the order of numbers, with factors, seeds, status and figures") {
  const TemporaryFolder folder;
  const ExamplePoints points(3, 2);
  const auto play = [](const sweep::Point& point) {
    if (point.number == 3) {
      throw std::runtime_error("no fab, no wafers");
    }
    sweep::Result result = example_result(point);
    if (point.number == 4) {
      result.failed_checks = {"tokens_served: 2, wanted 3", "peak: 1"};
    }
    return result;
  };
  run_example(folder.path(), points, example_stamp(2), play);
  CHECK(sweep::merge(points, sweep::Folder(folder.path(), example_stamp(2))).n_failed == 1);
  const std::string text = content_of(folder.path() / "points.csv");
  CHECK(text.starts_with(
      "number,point,replication,seed,wafers,status,reason,tokens_served [tokens],tokens_served@2029 [tokens]\n"
      "0,0,0,7,0 kwafer/month,ok,,1,0\n"));
  const auto rows = rows_of(folder.path() / "points.csv");
  REQUIRE(rows.size() == 6);
  CHECK(rows[3].at("status") == "failed");
  CHECK(rows[3].at("reason") == "no fab, no wafers");
  CHECK(rows[3].at("tokens_served [tokens]").empty());
  CHECK(rows[4].at("status") == "checks failed");
  CHECK(rows[4].at("reason") == "tokens_served: 2, wanted 3; peak: 1");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(rows[i].at("number") == std::to_string(i));
    CHECK(rows[i].at("seed") == std::to_string(sweep::seed_of(7, i % 2)));  // common random numbers
    CHECK(rows[i].at("wafers") == std::to_string(10 * (i / 2)) + " kwafer/month");
  }
}

/// A point whose figure and curve are 1, 2, 4, 8, … by replication.
sweep::Result power_of_two(const sweep::Point& point) {
  sweep::Result result;
  const double value = std::ldexp(1.0, static_cast<int>(point.replication));
  result.figures = {{"stacks", "stacks", value}};
  if (point.replication != 4) {  // a run without the curve counts as 0
    result.curves = {{{"fab", "m15x", "hbm4", "good", "stacks"}, {{base::Month{12 * 2027}, value}}}};
  }
  return result;
}

TEST_CASE("Fans and means are those of the values by hand") {
  const TemporaryFolder folder;
  const ExamplePoints points(2, 5);
  run_example(folder.path(), points, example_stamp(5), power_of_two);
  sweep::merge(points, sweep::Folder(folder.path(), example_stamp(5)));
  const auto fans = rows_of(folder.path() / "fans.csv");
  REQUIRE(fans.size() == 3);
  // 0 1 2 4 8: type 7 puts quantile q at position 4 q.
  CHECK(content_of(folder.path() / "fans.csv") ==
        "point,stage,place,item,measure,unit,month,n,mean,p5,p25,p50,p75,p95\n"
        "0,fab,m15x,hbm4,good,stacks,2027-01,5,3,0.2,1,2,4,7.199999999999999\n"
        "1,fab,m15x,hbm4,good,stacks,2027-01,5,3,0.2,1,2,4,7.199999999999999\n"
        "all,fab,m15x,hbm4,good,stacks,2027-01,10,3,0,1,2,4,8\n");
  const auto means = rows_of(folder.path() / "means.csv");
  REQUIRE(means.size() == 2);
  // 1 2 4 8 16: mean 6.2, sum of squared deviations 148.8, t(0.975, 4) = 2.776445.
  CHECK(means[0].at("n") == "5");
  CHECK(std::stod(means[0].at("mean")) == Approx(6.2));
  CHECK(std::stod(means[0].at("sd")) == Approx(std::sqrt(148.8 / 4)));
  CHECK(std::stod(means[0].at("high")) == Approx(6.2 + 2.776445105 * std::sqrt(148.8 / 4 / 5)));
  CHECK(std::stod(means[0].at("low")) == Approx(6.2 - 2.776445105 * std::sqrt(148.8 / 4 / 5)));
}

TEST_CASE("One replication has a mean without an interval, and a fan over all points only") {
  const TemporaryFolder folder;
  const ExamplePoints points(2);
  run_example(folder.path(), points, example_stamp(), power_of_two);
  sweep::merge(points, sweep::Folder(folder.path(), example_stamp()));
  CHECK(content_of(folder.path() / "means.csv") ==
        "point,figure,unit,n,mean,sd,low,high\n0,stacks,stacks,1,1,,,\n1,stacks,stacks,1,1,,,\n");
  CHECK(rows_of(folder.path() / "fans.csv").size() == 1);
  CHECK(answers(folder.path() / "sweep.sqlite", "SELECT * FROM means WHERE point = 1") ==
        std::vector<std::string>{"1|stacks|stacks|1|1.0|NULL|NULL|NULL"});
}

TEST_CASE("curves.csv is tidy, and sweep.sqlite holds what the tables hold") {
  const TemporaryFolder folder;
  const ExamplePoints points(2, 2);
  const sweep::Stamp stamp = example_stamp(2);
  run_example(folder.path(), points, stamp);
  sweep::merge(points, sweep::Folder(folder.path(), stamp));
  const auto curves = rows_of(folder.path() / "curves.csv");
  REQUIRE(curves.size() == 4 * 3 + 2);
  CHECK(curves[1].at("point") == "0");
  CHECK(curves[1].at("month") == "2027-02");
  CHECK(curves[1].at("value") == "2");
  CHECK(curves[9].at("place") == "ulsan, phase 1");
  const fs::path database = folder.path() / "sweep.sqlite";
  CHECK(answers(database, "SELECT count(*) FROM curve") == std::vector<std::string>{"14"});
  CHECK(answers(database, "SELECT point, replication, place, value FROM curve WHERE stage = 'site' AND number = 2") ==
        std::vector<std::string>{"1|0|ulsan, phase 1|2.0"});
  CHECK(answers(database, "SELECT number, wafers, status, \"tokens_served [tokens]\" FROM points WHERE number = 2") ==
        std::vector<std::string>{"2|10 kwafer/month|ok|2.0"});
  CHECK(answers(database, "SELECT name, path, unit, level FROM factors WHERE point = 1") ==
        std::vector<std::string>{"wafers|fabs.m15x.wafers|wafers/month|10 kwafer/month"});
  CHECK(answers(database, "SELECT name, value FROM figures WHERE number = 2") ==
        std::vector<std::string>{"tokens_served|2.0", "tokens_served@2029|0.0"});
  CHECK(answers(database, "SELECT count(*) FROM fans WHERE point = 'all'") == std::vector<std::string>{"4"});
  CHECK(answers(database, "SELECT value FROM meta WHERE key = 'aibelt'") == std::vector<std::string>{"0.5.0"});
  CHECK(answers(database, "PRAGMA integrity_check") == std::vector<std::string>{"ok"});
}

TEST_CASE("Columns of a name are told apart, also by SQLite, to which capitals are alike") {
  CHECK(sweep::distinct({"seed", "Seed", "wafers", "seed", "seed_2"}) ==
        std::vector<std::string>{"seed", "Seed_2", "wafers", "seed_3", "seed_2_2"});
  const TemporaryFolder folder;
  sweep::Stamp stamp = example_stamp();
  stamp.factors[0].name = "status";
  const ExamplePoints points(1);
  run_example(folder.path(), points, stamp);
  CHECK(sweep::merge(points, sweep::Folder(folder.path(), stamp)).missing.n() == 0);
  CHECK(content_of(folder.path() / "points.csv").starts_with("number,point,replication,seed,status,status_2,reason,"));
}

TEST_CASE("More columns than SQLite takes stand in its tables of factors and figures") {
  const TemporaryFolder folder;
  const ExamplePoints points(1);
  const auto play = [](const sweep::Point&) {
    sweep::Result result;
    for (int i = 0; i < 2100; ++i) {
      result.figures.push_back({"figure_" + std::to_string(i), "", static_cast<double>(i)});
    }
    return result;
  };
  run_example(folder.path(), points, example_stamp(), play);
  CHECK(sweep::merge(points, sweep::Folder(folder.path(), example_stamp())).missing.n() == 0);
  CHECK(answers(folder.path() / "sweep.sqlite", "SELECT value FROM figures WHERE name = 'figure_2099'") ==
        std::vector<std::string>{"2099.0"});
  CHECK(answers(folder.path() / "sweep.sqlite", "SELECT count(*) FROM pragma_table_info('points')") ==
        std::vector<std::string>{"2000"});
}

TEST_CASE("Numbers come back by columns whether they are in memory or in a file") {
  const TemporaryFolder folder;
  const auto most_values = GENERATE(as<std::size_t>{}, 1, 10, 35, 1000);
  base::Stream stream(3, "tests/sweep/columns");
  sweep::ColumnStore store(5, folder.path(), most_values);
  for (int round = 0; round < 2; ++round) {
    std::vector<std::vector<double>> columns(5);
    for (int row = 0; row < 23; ++row) {
      std::vector<double> values;
      for (auto& column : columns) {
        values.push_back(stream.uniform());
        column.push_back(values.back());
      }
      store.add(values);
    }
    CHECK(store.n_rows() == 23);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      std::vector<double> column;
      store.read_column(i, column);
      CHECK(column == columns[i]);
    }
    store.clear();
    CHECK(store.n_rows() == 0);
  }
  CHECK(names_in(folder.path()).empty());
}

}  // namespace
