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

TEST_CASE("backcast-2023-2025 gives its expected results to the byte") { hold_to_expected("backcast-2023-2025"); }

TEST_CASE("belt-outage gives its expected results to the byte") { hold_to_expected("belt-outage"); }

TEST_CASE("cowos-shortage-2026 gives its expected results to the byte") { hold_to_expected("cowos-shortage-2026"); }

TEST_CASE("export-rule gives its expected results to the byte") { hold_to_expected("export-rule"); }

TEST_CASE("first-belt gives its expected results to the byte") { hold_to_expected("first-belt"); }

TEST_CASE("gpuaas-tenants gives its expected results to the byte") { hold_to_expected("gpuaas-tenants"); }

TEST_CASE("hbm4-slip-two-quarters gives its expected results to the byte") {
  hold_to_expected("hbm4-slip-two-quarters");
}

TEST_CASE("icheon-earthquake gives its expected results to the byte") { hold_to_expected("icheon-earthquake"); }

TEST_CASE("loi-900k-as-dram gives its expected results to the byte") { hold_to_expected("loi-900k-as-dram"); }

TEST_CASE("loi-900k-as-hbm gives its expected results to the byte") { hold_to_expected("loi-900k-as-hbm"); }

TEST_CASE("manufacturing-cloud-2000 gives its expected results to the byte") {
  hold_to_expected("manufacturing-cloud-2000");
}

TEST_CASE("one-supplier gives its expected results to the byte") { hold_to_expected("one-supplier"); }

TEST_CASE("southwest-20mw-to-1gw gives its expected results to the byte") { hold_to_expected("southwest-20mw-to-1gw"); }

TEST_CASE("sovereign-training gives its expected results to the byte") { hold_to_expected("sovereign-training"); }

TEST_CASE("stargate-korea gives its expected results to the byte") { hold_to_expected("stargate-korea"); }

TEST_CASE("summer-peak-cap gives its expected results to the byte") { hold_to_expected("summer-peak-cap"); }

TEST_CASE("ulsan-103mw gives its expected results to the byte") { hold_to_expected("ulsan-103mw"); }

/// Whether a figure needs neither source nor range: zeros, the seed, ranks and preferences, expectations, and the months a season is made of.
bool is_beyond_sources(const std::string& path, const std::string& value) {
  return value == "0" || value.starts_with("0 ") || path == "seed" || path.ends_with(".priority") ||
         path.ends_with(".preference") || path.starts_with("expect") || path.find("months[") != std::string::npos;
}

/// Checks that every figure of a scenario has a source or a range; returns how many there are.
std::size_t hold_to_sources(const std::string& name) {
  const fs::path root = AIBELT_SOURCE_DIR;
  const TemporaryFolder out;
  REQUIRE(run_program({"run", "scenarios/" + name + "/scenario.json", "--out", out.path() / "run"}, root).exit == 0);
  const auto provenance = scenario::Json::parse(text_of(out.path() / "run" / "provenance.json"));
  for (const auto& use : provenance["uses"]) {
    const auto path = use["path"].get<std::string>();
    INFO(path);
    if (use["origin"] == "stated") {
      CHECK(is_beyond_sources(path, use["value"].get<std::string>()));
    } else {
      CHECK_FALSE(use["source"].get<std::string>().empty());
      CHECK_FALSE(use["as_of"].get<std::string>().empty());
      CHECK((use["mark"] != "A" || !use["low"].get<std::string>().empty()));
    }
  }
  return provenance["uses"].size();
}

TEST_CASE(
    "every figure of stargate-korea has a source or a range; what is merely stated is a zero, the seed or a rank") {
  CHECK(hold_to_sources("stargate-korea") > 300);
}

TEST_CASE("every figure of the clusters' scenarios has a source or a range") {
  CHECK(hold_to_sources("belt-outage") > 50);
  CHECK(hold_to_sources("gpuaas-tenants") > 50);
  CHECK(hold_to_sources("manufacturing-cloud-2000") > 40);
  CHECK(hold_to_sources("southwest-20mw-to-1gw") > 50);
  CHECK(hold_to_sources("sovereign-training") > 30);
  CHECK(hold_to_sources("summer-peak-cap") > 50);
  CHECK(hold_to_sources("ulsan-103mw") > 50);
}

TEST_CASE("every figure of the supply chain's scenarios has a source or a range") {
  for (const char* name : {"backcast-2023-2025", "cowos-shortage-2026", "export-rule", "hbm4-slip-two-quarters",
                           "icheon-earthquake", "loi-900k-as-dram", "loi-900k-as-hbm", "one-supplier"}) {
    INFO(name);
    CHECK(hold_to_sources(name) > 200);
  }
}

}  // namespace
}  // namespace aibelt::test
