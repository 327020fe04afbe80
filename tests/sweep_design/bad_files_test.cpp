// Every file of bad/ beside the messages it must give.

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/sweep_design/probe.hpp"

using namespace aibelt;
namespace fs = std::filesystem;

namespace {

const fs::path kFolder = fs::path(AIBELT_SOURCE_DIR) / "tests/sweep_design/bad";

std::vector<fs::path> files_that_end_in(const std::string& ending) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == ending) {
      files.push_back(entry.path().filename());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// What is wrong with `file`, named as a user in its folder names it, as the program prints it.
std::string refusal_of(const fs::path& file) {
  base::Issues issues;
  CHECK_FALSE(sweep::read_sweep(file, {}, test::probe(), issues));
  std::string text;
  for (const base::Issue& issue : issues) {
    text += base::to_text(issue) + "\n";
  }
  return text + fmt::format("{} {} in {}\n", issues.size(), issues.size() == 1 ? "problem" : "problems", file.string());
}

}  // namespace

TEST_CASE("each bad sweep file is refused with exactly the messages beside it, all at once") {
  const auto files = files_that_end_in(".json");
  CHECK(files.size() >= 20);
  fs::current_path(kFolder);
  for (const fs::path& file : files) {
    INFO(file);
    CHECK(refusal_of(file) == test::content_of(fs::path(file).replace_extension(".expected")));
  }
}

TEST_CASE("what stands beside a bad sweep file belongs to one") {
  for (const fs::path& file : files_that_end_in(".expected")) {
    INFO(file);
    CHECK(fs::exists(kFolder / fs::path(file).replace_extension(".json")));
  }
}

TEST_CASE("the scenario that bad sweeps vary has no fault itself") {
  base::Issues issues;
  CHECK(engine::load(kFolder / "../scenario/belt.json", {}, issues));
  CHECK(issues.empty());
}
