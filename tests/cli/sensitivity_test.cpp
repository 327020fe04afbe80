#include <filesystem>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt::test;

namespace {

/// The site's cooling leaves less power for racks; there are wafers enough throughout.
const std::string kFactors = R"("factors": {
  "wafers": { "path": "fabs.fab.capacity", "low": "1 kwafers/month", "high": "3 kwafers/month" },
  "pue": { "path": "sites.site.pue", "low": 1.1, "high": 1.3 } }, "kpis": ["tokens_served", "tokens_demand"])";

/// The folder of a finished sweep of the first belt.
class Swept {
 public:
  explicit Swept(const std::string& design) {
    const auto file = folder_.write("sweep.json", R"({ "scenario": ")" AIBELT_SOURCE_DIR
                                                  R"(/scenarios/first-belt/scenario.json", "design": )" +
                                                      design + ", " + kFactors + " }");
    REQUIRE(run_program({"sweep", file.string(), "--out", "out"}, folder_.path()).exit == 0);
  }

  Ending rank(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"sensitivity", "out"});
    return run_program(more, folder_.path());
  }

  std::filesystem::path out() const { return folder_.path() / "out"; }

 private:
  TemporaryFolder folder_;
};

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("aibelt sensitivity ranks what moves each KPI, marks what may be nothing, and leaves sensitivity.csv") {
  const Swept swept(R"({ "kind": "saltelli", "points": 8 })");
  const Ending ending = swept.rank();
  CHECK(ending.exit == 0);
  CHECK(contains(ending.out, "\ntokens_served [tokens]: Sobol indices; mean "));
  CHECK(ending.out.find("\npue ") < ending.out.find("\nwafers "));
  CHECK(contains(ending.out, "\nwafers  0.000  "));
  CHECK(contains(ending.out, "\n* the interval holds 0: it may be nothing\n"));
  CHECK(contains(ending.out, "\nalike at all points: tokens_demand\n"));
  const std::string csv = content_of(swept.out() / "sensitivity.csv");
  CHECK(
      csv.starts_with("kpi,unit,rank,factor,measure,level,value,low,high,may_be_zero,n,note\n"
                      "tokens_served,tokens,1,pue,total,,"));
  CHECK(swept.rank({"--format", "csv"}).out == csv);
  CHECK(swept.rank().out == ending.out);
  const auto json = nlohmann::json::parse(swept.rank({"--format", "json", "--kpi", "tokens_served"}).out);
  CHECK(json.at("kpis").size() == 1);
  CHECK(json.at("kpis")[0].at("factors")[0].at("factor") == "pue");
}

TEST_CASE("aibelt sensitivity shows a tornado of one factor at a time") {
  const Swept swept(R"({ "kind": "one_at_a_time" })");
  const Ending ending = swept.rank({"--top", "1"});
  CHECK(ending.exit == 0);
  CHECK(contains(ending.out, "####################  base 1.2: "));
  CHECK(contains(ending.out, "\n(1 more factor: --top 0)\n"));
}

TEST_CASE("aibelt sensitivity refuses what is no sweep and unknown KPIs") {
  const Swept swept(R"({ "kind": "one_at_a_time" })");
  CHECK(run_program({"sensitivity", AIBELT_SOURCE_DIR}).exit == 2);
  const Ending ending = swept.rank({"--kpi", "token_served"});
  CHECK(ending.exit == 2);
  CHECK(contains(ending.err, "did you mean \"tokens_served\"?"));
}
