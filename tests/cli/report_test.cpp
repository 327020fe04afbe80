// What `aibelt report` makes of folders, and what it says of those it cannot read.

#include <filesystem>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt::test;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

namespace {

const std::string kFirstBelt = AIBELT_SOURCE_DIR "/scenarios/first-belt/scenario.json";

/// A folder with the run of first-belt in `run`.
struct RunFolder : TemporaryFolder {
  RunFolder() { REQUIRE(run_program({"run", kFirstBelt, "--out", "run"}, path()).exit == 0); }

  Ending report(const Words& arguments) const {
    Words all = {"report"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return run_program(all, path());
  }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The numbers of a column of curves.csv, of the series that begins as `series` says, in the order of months.
std::vector<double> column_of(const std::string& csv, const std::string& series) {
  std::vector<double> values;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    if (const std::size_t at = line.find("," + series + ","); at != std::string::npos) {
      values.push_back(std::stod(line.substr(at + series.size() + 2)));
    }
  }
  return values;
}

}  // namespace

TEST_CASE("report makes one page whose values are those of the CSV") {
  const RunFolder folder;
  const Ending ending = folder.report({"run", "-o", "out/page.html", "--lang", "ko", "--title", "<b>"});
  INFO(ending.err);
  REQUIRE(ending.exit == 0);
  CHECK(ending.out.empty());
  const auto files = files_in(folder.path() / "out");
  REQUIRE(files.size() == 1);
  const std::string& html = files.at("page.html");
  CHECK(has(html, "<html lang=\"ko\">"));
  CHECK(has(html, "<title>&lt;b&gt;</title>"));
  const std::string mark = "id=\"page-data\">";
  const std::size_t from = html.find(mark) + mark.size();
  const Json data = Json::parse(html.substr(from, html.find("</script>", from) - from));
  const std::string curves = files_in(folder.path() / "run").at("curves.csv");
  std::size_t n = 0;
  for (const Json& section : data["sections"]) {
    for (const Json& figure : section["figures"]) {
      for (std::size_t i = 0; figure["id"] == "supply-and-demand" && i < figure["variants"].size(); ++i, ++n) {
        const Json& variant = figure["variants"][i];
        CHECK(variant["series"][0]["values"] ==
              column_of(curves, "belt,,,demand," + variant["unit"].get<std::string>()));
      }
    }
  }
  CHECK(n == 6);
}

TEST_CASE("report writes tables without a browser in mind") {
  const RunFolder folder;
  REQUIRE(folder.report({"run", "-o", "page.md", "--format", "md"}).exit == 0);
  CHECK(content_of(folder.path() / "page.md").starts_with("# first-belt\n"));
  REQUIRE(folder.report({"run", "run", "-o", "tables", "--format", "csv"}).exit == 0);
  const auto files = files_in(folder.path() / "tables");
  CHECK(files.contains("compare-kpis.csv"));
  CHECK(files.contains("run-2-gap.csv"));
}

TEST_CASE("report refuses what is no folder of a run, with the mend, and leaves no file") {
  const RunFolder folder;
  std::filesystem::create_directory(folder.path() / "empty");
  std::filesystem::create_directory(folder.path() / "sweep");
  std::ofstream(folder.path() / "sweep/sweep.json") << "{}";
  const auto refuse = [&](const Words& arguments, int exit, const std::string& message) {
    const Ending ending = folder.report(arguments);
    INFO(ending.err);
    CHECK(ending.exit == exit);
    CHECK(has(ending.err, message));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "page.html"));
  };
  refuse({"empty", "-o", "page.html"}, 2,
         "empty/summary.json: cannot be read; name the folder of a run, which aibelt run S --out DIR makes");
  refuse({"run", "sweep", "-o", "page.html"}, 2, "sweep: is a sweep; a page shows one sweep alone");
  refuse({"sweep", "-o", "page.html"}, 2, "start the sweep again");
  refuse({"run", "-o", "page.html", "--format", "pdf"}, 2, "pdf");
  refuse({"run", "-o", "empty"}, 3, "this is no file; name one");
  std::ofstream(folder.path() / "run/curves.csv", std::ios::app) << "2027-01,torn";
  refuse({"run", "-o", "page.html"}, 2, "is not what a run writes; run the scenario again");
}

TEST_CASE("report refuses a run of another version") {
  const RunFolder folder;
  Json summary = Json::parse(files_in(folder.path() / "run").at("summary.json"));
  summary["version"] = "0.0.1";
  std::ofstream(folder.path() / "run/summary.json") << summary.dump();
  const Ending ending = folder.report({"run", "-o", "page.html"});
  CHECK(ending.exit == 2);
  CHECK(has(ending.err, "was written by aibelt 0.0.1"));
}
