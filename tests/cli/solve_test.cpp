// The search for the value that reaches a target, as a user asks for it.

#include <regex>

#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt::test;
using Words = std::vector<std::string>;

namespace {

const std::string kFirstBelt = AIBELT_SOURCE_DIR "/scenarios/first-belt/scenario.json";

Ending solve(const Words& options) {
  Words words = {"solve", kFirstBelt};
  words.insert(words.end(), options.begin(), options.end());
  return run_program(words);
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Whether first-belt with `override` passes `expect`, one expectation as JSON.
bool holds(const std::string& override_text, const std::string& expect) {
  const Ending ending =
      run_program({"run", kFirstBelt, "--check", "--set", override_text, "--set", "expect=[" + expect + "]"});
  INFO(ending.err);
  REQUIRE(ending.exit < 2);
  return ending.exit == 0;
}

/// The first group of `pattern` in `text`.
std::string found_in(const std::string& text, const std::string& pattern) {
  std::smatch match;
  INFO(text);
  REQUIRE(std::regex_search(text, match, std::regex(pattern)));
  return match[1];
}

const Words kPackaging = {"--vary", "packaging.cowos.capacity", "--from", "50 wafers/month",
                          "--to",   "500 wafers/month"};

Words packaging(const Words& more) {
  Words words = kPackaging;
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

TEST_CASE("the smallest value reaches the target, and the one below it does not") {
  const Ending ending = solve(packaging({"--target", "packages>=18000@2027"}));
  INFO(ending.err);
  CHECK(ending.exit == 0);
  const std::string answer =
      found_in(ending.out,
               "the smallest packaging.cowos.capacity from 50 wafers/month to 500 wafers/month that reaches "
               "packages at 2027 >= 18000 packages is ([0-9.]+ wafers/month) ");
  const std::string below = found_in(ending.out, "\\(([0-9.]+ wafers/month) does not\\)");
  const std::string expect = R"({"kpi": "packages", "at": "2027", "min": 18000})";
  CHECK(holds("packaging.cowos.capacity=" + answer, expect));
  CHECK_FALSE(holds("packaging.cowos.capacity=" + below, expect));
  CHECK(std::stod(answer) - std::stod(below) <= 0.01 * std::stod(answer));
  CHECK(has(ending.out, "of one run each, so that no confidence can be stated; --replications states one\n"));
}

TEST_CASE("jobs change nothing, and replications state a confidence") {
  const Words words = packaging({"--target", "packages>=18000@2027", "--tolerance", "10 %", "--replications", "3"});
  Words one = words;
  Words two = words;
  one.insert(one.end(), {"--jobs", "1"});
  two.insert(two.end(), {"--jobs", "2"});
  const Ending ending = solve(one);
  INFO(ending.err);
  CHECK(ending.exit == 0);
  CHECK(has(ending.out, "95 % bound"));
  CHECK(has(ending.out, "at 95 % confidence over 3 replications\n"));
  CHECK(solve(two).out == ending.out);
}

TEST_CASE("the largest value under a ceiling is found, in a unit of the user's") {
  const Ending ending = solve({"--vary", "packaging.cowos.capacity", "--from", "0.05 kwafers/month", "--to",
                               "500 wafers/month", "--target", "packages<=18000@2027", "--largest"});
  INFO(ending.err);
  CHECK(ending.exit == 0);
  const std::string answer = found_in(ending.out, "is ([0-9.]+ kwafers/month) \\(");
  CHECK(holds("packaging.cowos.capacity=" + answer, R"({"kpi": "packages", "at": "2027", "max": 18000})"));
}

TEST_CASE("a target that none reaches says so, with the best there is") {
  const Ending ending = solve(packaging({"--target", "packages>=1e9@2027"}));
  CHECK(ending.exit == 1);
  CHECK(has(ending.out,
            "no packaging.cowos.capacity from 50 wafers/month to 500 wafers/month reaches packages at 2027 >= "
            "1000000000 packages; the best tried, "));
}

TEST_CASE("a target met at the end of the range says that it may lie beyond") {
  const Ending ending = solve(packaging({"--target", "packages>=1@2027"}));
  CHECK(ending.exit == 0);
  CHECK(has(ending.out, "is 50 wafers/month, the end of the range: beyond it a smaller one may do, "));
}

TEST_CASE("factors scale a whole ramp, and a curve of a place can be the target") {
  const Ending ending = solve({"--vary", "sites.site.phases", "--scale", "--from", "0.1", "--to", "2", "--target",
                               "site.building_power>=30 MW@2027-08", "--tolerance", "0.1 %"});
  INFO(ending.err);
  CHECK(ending.exit == 0);
  const double factor = std::stod(found_in(ending.out, "is ([0-9.]+) × \\("));
  CHECK(factor >= 0.5);
  CHECK(factor <= 0.5006);
  const Ending kilowatts = solve({"--vary", "sites.site.phases", "--scale", "--from", "0.1", "--to", "2", "--target",
                                  "site.building_power>=30000 kW@2027-08", "--tolerance", "0.1 %"});
  CHECK(kilowatts.out == ending.out);
}

TEST_CASE("a field of whole numbers is given whole numbers") {
  const Ending ending = solve(
      {"--vary", "memory.hbm.layers", "--from", "4", "--to", "16", "--target", "wafers_finished>=1", "--largest"});
  INFO(ending.err);
  CHECK(ending.exit == 0);
  CHECK(has(ending.out, "is 16, the end of the range"));
  CHECK_FALSE(std::regex_search(ending.out, std::regex("\n[0-9]+\\.[0-9]")));
}

TEST_CASE("everything wrong with a question is told at once, before the first run") {
  const Ending ending = solve({"--vary", "packaging.cows.capacity", "--from", "50 wafers/month", "--to", "20 MW",
                               "--target", "packagess>=3 MW@2040", "--tolerance", "5"});
  CHECK(ending.exit == 2);
  CHECK(ending.out.empty());
  CHECK(has(ending.err, "--to 20 MW: is not of the kind of --from, 50 wafers/month; give both in one unit\n"));
  CHECK(has(ending.err, "there is no KPI \"packagess\"; did you mean \"packages\"?"));
  CHECK(has(ending.err, "\"2040\" lies outside the run"));
  CHECK(has(ending.err, "--tolerance 5: must be a share above 0 and below 1"));
  CHECK(has(ending.err, "4 problems in "));
}

TEST_CASE("each part of a question is held to the scenario") {
  struct Case {
    Words words;
    std::string message;
  };
  const std::vector<Case> cases = {
      {{"--vary", "packaging.cows.capacity", "--from", "1 wafers/month", "--to", "2 wafers/month", "--target",
        "packages>=1"},
       "--vary packaging.cows.capacity: "},
      {{"--vary", "packaging.cowos.capacity", "--from", "1 MW", "--to", "2 MW", "--target", "packages>=1"},
       "has the wrong unit"},
      {{"--vary", "sites.site.pue", "--from", "1.1", "--to", "9", "--target", "packages>=1"},
       "--to 9: 9 is above the largest allowed, 5"},
      {{"--vary", "sites.site.pue", "--from", "1.3", "--to", "1.2", "--target", "packages>=1"},
       "--to 1.2: is not above --from, 1.3"},
      {{"--vary", "sites.site.pue", "--from", "1.1", "--to", "1.2", "--target", "packages>1"},
       "write it as KPI>=VALUE@DATE"},
      {{"--vary", "sites.site.pue", "--from", "1.1", "--to", "1.2", "--target", "packages>=1 MW"},
       "\"1 MW\" has the wrong unit; this is in packages"},
      {{"--vary", "sites.site.pue", "--from", "1.1", "--to", "1.2", "--target", "packages>=many"},
       "\"many\" is no number"},
      {{"--vary", "sites.site.pue", "--from", "1.1", "--to", "1.2", "--target", "site.it_power>=1 MW@2027-01"},
       "site has no curve \"it_power\""},
      {{"--vary", "sites.site.pue", "--from", "1.1", "--to", "1.2", "--target", "sites.it_power_live>=1@2027-01"},
       "no place \"sites\" writes curves; did you mean \"site\"?"},
      {{"--vary", "sites.site.pue", "--from", "1.1", "--to", "1.2", "--target", "site.it_power_live>=1@2027"},
       "name a month of it"},
      {{"--vary", "name", "--scale", "--from", "1.1", "--to", "1.2", "--target", "packages>=1"},
       "--vary name: is no quantity, figure or ramp"},
      {{"--vary", "sites.site.phases", "--scale", "--from", "1 MW", "--to", "2", "--target", "packages>=1"},
       "--from 1 MW: with --scale this is a factor"},
  };
  for (const Case& one : cases) {
    const Ending ending = solve(one.words);
    INFO(ending.err);
    CHECK(ending.exit == 2);
    CHECK(ending.out.empty());
    CHECK(has(ending.err, one.message));
  }
}
