#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "aibelt/scenario/digest.hpp"
#include "aibelt/scenario/json_source.hpp"
#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

namespace aibelt::test {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Runs one scenario of the project and holds its table and its files to what stands in its folder `expected`.
void hold_to_expected(const std::string& scenario) {
  const fs::path root = AIBELT_SOURCE_DIR;
  const fs::path expected = root / "scenarios" / scenario / "expected";
  const TemporaryFolder out;
  const Ending ending =
      run_program({"run", "scenarios/" + scenario + "/scenario.json", "--check", "--out", out.path() / "run"}, root);
  INFO("stderr: " << ending.err);
  REQUIRE(ending.exit == 0);
  CHECK(ending.out == text_of(expected / "table.txt"));
  for (const std::string name : {"summary.json", "events.csv"}) {
    INFO(name);
    const std::string written = text_of(out.path() / "run" / name);
    REQUIRE(!written.empty());
    CHECK(written == text_of(expected / name));
  }
  INFO("curves.csv, jobs.csv where there are clusters, and provenance.json by their SHA-256");
  std::string sums;
  for (const std::string name : {"curves.csv", "jobs.csv", "provenance.json"}) {
    if (const fs::path file = out.path() / "run" / name; fs::exists(file)) {
      sums += scenario::sha256(text_of(file)) + "  " + name + "\n";
    }
  }
  CHECK(sums == text_of(expected / "sha256.txt"));
}

TEST_CASE("belt-outage gives its expected results to the byte") { hold_to_expected("belt-outage"); }

TEST_CASE("first-belt gives its expected results to the byte") { hold_to_expected("first-belt"); }

TEST_CASE("gpuaas-tenants gives its expected results to the byte") { hold_to_expected("gpuaas-tenants"); }

TEST_CASE("manufacturing-cloud-2000 gives its expected results to the byte") {
  hold_to_expected("manufacturing-cloud-2000");
}

TEST_CASE("southwest-20mw-to-1gw gives its expected results to the byte") { hold_to_expected("southwest-20mw-to-1gw"); }

TEST_CASE("sovereign-training gives its expected results to the byte") { hold_to_expected("sovereign-training"); }

TEST_CASE("stargate-korea gives its expected results to the byte") { hold_to_expected("stargate-korea"); }

TEST_CASE("summer-peak-cap gives its expected results to the byte") { hold_to_expected("summer-peak-cap"); }

TEST_CASE("ulsan-103mw gives its expected results to the byte") { hold_to_expected("ulsan-103mw"); }

TEST_CASE(
    "every figure of stargate-korea has a source or a range; what is merely stated is a zero, the seed or a rank") {
  const fs::path root = AIBELT_SOURCE_DIR;
  const TemporaryFolder out;
  REQUIRE(run_program({"run", "scenarios/stargate-korea/scenario.json", "--out", out.path() / "run"}, root).exit == 0);
  const auto provenance = scenario::Json::parse(text_of(out.path() / "run" / "provenance.json"));
  REQUIRE(provenance["uses"].size() > 300);
  for (const auto& use : provenance["uses"]) {
    const auto path = use["path"].get<std::string>();
    INFO(path);
    if (use["origin"] == "stated") {
      CHECK((use["value"].get<std::string>().starts_with("0 ") || path == "seed" || path.ends_with(".priority")));
    } else {
      CHECK_FALSE(use["source"].get<std::string>().empty());
      CHECK_FALSE(use["as_of"].get<std::string>().empty());
      CHECK((use["mark"] != "A" || !use["low"].get<std::string>().empty()));
    }
  }
}

}  // namespace
}  // namespace aibelt::test
