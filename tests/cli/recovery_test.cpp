#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt::test;

namespace {

const std::string kQuake = R"({ "extends": ")" AIBELT_SOURCE_DIR R"(/scenarios/first-belt/scenario.json",
  "disruptions": { "quake": { "kind": "earthquake", "places": ["fab"], "at": "2027-02-10", "stop": "20 days", "lost": 0.3 } } })";

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("aibelt run --recovery shows what a disruption costs and how long places take and last") {
  const TemporaryFolder folder;
  const std::string file = folder.write("quake.json", kQuake).string();
  const Ending plain = run_program({"run", file}, folder.path());
  const Ending shown = run_program({"run", file, "--recovery"}, folder.path());
  CHECK(shown.exit == 0);
  CHECK(shown.out.starts_with(plain.out));
  CHECK_FALSE(contains(plain.out, "quake"));
  CHECK(contains(shown.out, "\nquake (earthquake), 2027-02-10\n"));
  CHECK(contains(shown.out, "\nstacker "));
  CHECK(contains(shown.out, "How long goods downstream last if a place stops, by the flows of 2026-02 to 2027-01"));
  CHECK(contains(shown.out, "fab > tsv > stacker > cowos > integrator > site"));
}

TEST_CASE("A disruption that --set takes out leaves the scenario as it was") {
  const TemporaryFolder folder;
  const std::string file = folder.write("quake.json", kQuake).string();
  const Ending without = run_program({"run", file, "--set", "disruptions.quake=null"}, folder.path());
  const Ending plain = run_program({"run", AIBELT_SOURCE_DIR "/scenarios/first-belt/scenario.json"}, folder.path());
  CHECK(without.exit == 0);
  CHECK(without.out == plain.out);
  CHECK(run_program({"run", file}, folder.path()).out != plain.out);
}
