// Pages of sweeps: folders are read, figures worked out, large ones counted into boxes.

#include <fstream>

#include <fmt/format.h>

#include "tests/report_page/made_up_run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
using namespace aibelt::test;

namespace {

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

/// A folder as `aibelt sweep` leaves it: two factors, four points, of which the last failed.
struct SmallSweep : TemporaryFolder {
  SmallSweep() {
    write(path() / "sweep.json",
          R"({"format":1,"name":"small","title":"Which?","sweep":{"scenario":"s.json"},"source":{},)"
          R"("scenario_hash":"abc","aibelt":"0.1.0"})");
    write(path() / "points.csv",
          "number,point,replication,seed,power,maker,status,reason,tokens_served [tokens]\n"
          "0,0,0,1,100 MW,a,ok,,10\n1,1,0,1,100 MW,b,ok,,20\n2,2,0,1,200 MW,a,ok,,40\n"
          "3,3,0,1,200 MW,b,failed,\"timeout, 3 s\",\n");
    write(path() / "fans.csv",
          "point,stage,place,item,measure,unit,month,n,mean,p5,p25,p50,p75,p95\n"
          "0,site,ulsan,,it_power_live,MW,2027-01,1,1,1,1,1,1,1\n"
          "all,site,ulsan,,it_power_live,MW,2027-01,3,5,1,2,3,4,5\n"
          "all,site,ulsan,,it_power_live,MW,2027-02,3,5,2,3,4,5,6\n");
  }

  PageData data() const {
    base::Issues issues;
    const auto sweep = report::read_sweep_results(path(), issues);
    REQUIRE(issues.empty());
    return data_of(report::Page::of_sweep(*sweep));
  }

  base::Issues issues() const {
    base::Issues issues;
    CHECK_FALSE(report::read_sweep_results(path(), issues));
    return issues;
  }
};

}  // namespace

TEST_CASE("A sweep's page has its means, fans, heat map, scatter, tornado and failures") {
  const SmallSweep folder;
  CHECK(report::is_sweep(folder.path()));
  const PageData data = folder.data();
  CHECK(data.at("kind") == "sweep");
  CHECK(data.at("sweep").at("points") == 4);
  CHECK(data.at("sweep").at("failed") == 1);
  const PageData means = figure(data, "means").at("rows").at(0);
  CHECK(means.at(3) == 3);
  CHECK(means.at(4).get<double>() == Approx(70.0 / 3));
  CHECK(means.at(6) == 10);
  CHECK(means.at(8) == 20);
  CHECK(means.at(10) == 40);
  CHECK(figure(data, "failed").at("rows").at(0).at(5) == "timeout, 3 s");

  const PageData fan = figure(data, "fans").at("variants").at(0);
  CHECK(fan.at("bands").at(0).at("name") == "P5–P95");
  CHECK(fan.at("bands").at(0).at("high") == PageData{5, 6});
  CHECK(fan.at("middle").at("values") == PageData{3, 4});

  const PageData heat = figure(data, "heat-map").at("variants").at(0);
  CHECK(heat.at("x").at("levels") == PageData{"100 MW", "200 MW"});
  CHECK(heat.at("cells") == PageData{{10, 40}, {20, nullptr}});
  CHECK(heat.at("counts") == PageData{{1, 1}, {1, 0}});

  const PageData scatter = figure(data, "scatter").at("variants");
  REQUIRE(scatter.size() == 1);  // a factor of words has no axis
  CHECK(scatter.at(0).at("x").at("unit") == "MW");
  CHECK(scatter.at(0).at("points") == PageData{{100, 10}, {100, 20}, {200, 40}});
  CHECK(scatter.at(0).at("means").at(0).at(1) == 15);

  const PageData tornado = figure(data, "tornado").at("variants").at(0);
  CHECK(tornado.at("measure") == "range");
  CHECK(tornado.at("bars").at(0).at("name") == "power");
  CHECK(tornado.at("bars").at(0).at("low") == 15);
  CHECK(tornado.at("bars").at(0).at("high") == 40);
}

TEST_CASE("Indices of a sensitivity stand in the tornado, longest first") {
  const SmallSweep folder;
  write(folder.path() / "sensitivity.csv",
        "kpi,unit,rank,factor,measure,level,value,low,high,may_be_zero,n,note\n"
        "tokens_served,tokens,2,maker,total,,0.2,0.1,0.3,no,9,\n"
        "tokens_served,tokens,1,power,total,,0.7,0.6,0.8,no,9,\n"
        "tokens_served,tokens,1,power,kpi,100 MW,15,,,,9,\n"
        "tokens_served,tokens,1,power,kpi,200 MW,40,,,,9,\n"
        "tokens_served,tokens,3,colour,,,,,,,9,has one level\n");
  const PageData data = folder.data();
  const PageData variants = figure(data, "tornado").at("variants");
  REQUIRE(variants.size() == 2);
  CHECK(variants.at(0).at("measure") == "index");
  CHECK(variants.at(0).at("bars").at(0).at("name") == "power");
  CHECK(variants.at(0).at("bars").at(0).at("high") == 0.8);
  CHECK(variants.at(1).at("base") == 15);
  CHECK(variants.at(1).at("bars").at(0).at("high") == 40);
}

TEST_CASE("A sweep of 10,000 points keeps its page within 5 MB") {
  const SmallSweep folder;
  std::string points = "number,point,replication,seed";
  constexpr int kFactors = 12;
  constexpr int kFigures = 12;
  for (int i = 0; i < kFactors; ++i) {
    points += fmt::format(",factor_{}", i);
  }
  points += ",status,reason";
  for (int i = 0; i < kFigures; ++i) {
    points += fmt::format(",kpi_{} [MW]", i);
  }
  points += "\n";
  for (int n = 0; n < 10'000; ++n) {
    points += fmt::format("{},{},0,1", n, n);
    for (int i = 0; i < kFactors; ++i) {
      points += fmt::format(",{}", 0.123456789 * (n * (i + 3) % 9973));
    }
    points += ",ok,";
    for (int i = 0; i < kFigures; ++i) {
      points += fmt::format(",{}", 1.000001 * (n * (i + 5) % 9967));
    }
    points += "\n";
  }
  write(folder.path() / "points.csv", points);
  const PageData data = folder.data();
  CHECK(figure(data, "points").is_null());
  const PageData view = figure(data, "scatter").at("variants").at(0);
  CHECK_FALSE(view.contains("points"));
  std::size_t n = 0;
  for (const PageData& bin : view.at("bins")) {
    n += bin.at(4).get<std::size_t>();
  }
  CHECK(n == 10'000);
  base::Issues issues;
  constexpr std::size_t kBudget = 5'000'000;
  const auto html =
      report::Page::of_sweep(*report::read_sweep_results(folder.path(), issues)).html(report::Language::en);
  INFO(html.size());
  CHECK(html.size() < kBudget);
}

TEST_CASE("Folders that are no merged sweep are refused with the mend") {
  const SmallSweep folder;
  SECTION("another version") {
    write(folder.path() / "sweep.json", R"({"name":"small","aibelt":"0.0.1"})");
    CHECK(folder.issues().at(0).message == "was written by aibelt 0.0.1, this is 0.1.0; start the sweep again");
  }
  SECTION("torn description") {
    write(folder.path() / "sweep.json", R"({"name":)");
    CHECK(folder.issues().at(0).message == "is torn; start the sweep again, finished points are kept");
  }
  SECTION("not merged") {
    std::filesystem::remove(folder.path() / "points.csv");
    CHECK(folder.issues().at(0).message == "is not there: the sweep is not merged; aibelt sweep merge does it");
  }
  SECTION("torn points") {
    write(folder.path() / "points.csv", "number,point,replication,seed,status,reason\n0,0,0,1,ok,\n1,1,0\n");
    CHECK(folder.issues().at(0).line == 3);
    CHECK(folder.issues().at(0).message == "is not what aibelt sweep merge writes; merge the sweep again");
  }
  SECTION("a column is missing") {
    write(folder.path() / "fans.csv", "point,stage,place,item,measure,unit\n");
    CHECK(folder.issues().at(0).message == "has no column \"month\"; merge the sweep again");
  }
}
