// Every file of bad/ beside the message it must give, and what cannot be kept as a file.

#include <algorithm>
#include <set>

#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt::test;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> bad_scenarios() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(here() / "bad")) {
    if (entry.path().extension() == ".json") {
      files.push_back(entry.path().filename());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string expected_for(fs::path file) { return content_of(here() / "bad" / file.replace_extension(".expected")); }

/// What aibelt says of `file`, named as a user in its folder names it; checks that it refuses it and leaves nothing behind.
std::string refusal_of(const fs::path& file) {
  const TemporaryFolder folder;
  const Ending run =
      run_program({"run", file.filename(), "--out", (folder.path() / "new/out").string()}, file.parent_path());
  CHECK(run.exit == 2);
  CHECK(run.out.empty());
  CHECK(names_in(folder.path()).empty());
  const Ending validation = run_program({"validate", file.filename()}, file.parent_path());
  CHECK(validation.exit == 2);
  CHECK(validation.out.empty());
  CHECK(validation.err == run.err);
  return run.err;
}

/// The same for a file called `x.json` that holds `text`.
std::string refusal_of_text(std::string_view text) {
  const TemporaryFolder folder;
  return refusal_of(folder.write("x.json", text));
}

std::string one_problem(const std::string& message) { return message + "\n1 problem in x.json\n"; }

}  // namespace

TEST_CASE("each bad scenario is refused with exactly the message beside it") {
  const auto files = bad_scenarios();
  CHECK(files.size() >= 45);
  for (const fs::path& file : files) {
    INFO(file);
    CHECK(refusal_of(here() / "bad" / file) == expected_for(file));
  }
}

TEST_CASE("what the bad scenarios break has no fault itself") {
  for (const std::string file : {"belt.json", "clusters.json"}) {
    const Ending ending = run_program({"validate", file}, here());
    CHECK(ending.exit == 0);
    CHECK(ending.out == file + ": no problems\n");
    CHECK(ending.err.empty());
  }
}

TEST_CASE("every problem of a scenario is reported at once") {
  const std::string problems = expected_for("many_problems.json");
  CHECK(std::count(problems.begin(), problems.end(), '\n') >= 15);
  CHECK(problems.ends_with(" problems in many_problems.json\n"));
}

TEST_CASE("what stands beside a bad scenario belongs to one") {
  for (const auto& entry : fs::directory_iterator(here() / "bad")) {
    if (entry.path().extension() == ".expected") {
      fs::path scenario = entry.path();
      INFO(scenario);
      CHECK(fs::exists(scenario.replace_extension(".json")));
    }
  }
}

TEST_CASE("a missing file, a folder and a file that is empty or binary are refused") {
  const TemporaryFolder folder;
  CHECK(refusal_of(folder.path() / "x.json") == one_problem("x.json: no such file; check the path"));
  fs::create_directory(folder.path() / "x.json");
  CHECK(refusal_of(folder.path() / "x.json") ==
        one_problem("x.json: this is a folder; name the scenario.json inside it"));
  CHECK(refusal_of_text("") == one_problem("x.json:1:1: not valid JSON: the file is empty"));
  CHECK(refusal_of_text(" \n\n ") == one_problem("x.json:1:1: not valid JSON: the file is empty"));
  const std::string program = content_of(AIBELT_EXECUTABLE);
  CHECK(refusal_of_text(program) ==
        one_problem("x.json:1:1: not valid JSON: no value; text stands in double quotes, words are true, false and "
                    "null, and there is no NaN"));
}

TEST_CASE("100 MB of garbage are refused without being read") {
  const TemporaryFolder folder;
  const fs::path file = folder.write("x.json", std::string(100'000'000, '{'));
  CHECK(refusal_of(file) ==
        one_problem("x.json: larger than 64 MiB, which no scenario needs; is this the right file?"));
}

TEST_CASE("60 MB of garbage are refused at the first fault") {
  CHECK(refusal_of_text(std::string(60'000'000, '[')) ==
        one_problem("x.json:1:65: nested deeper than 64 levels; flatten it"));
  CHECK(refusal_of_text("[" + std::string(60'000'000, '7')).size() < 300);
}

TEST_CASE("deep nesting is refused, in a file and on the command line") {
  const std::string deep = std::string(100, '[') + std::string(100, ']');
  CHECK(refusal_of_text("{\"title\": " + deep + "}") ==
        one_problem("x.json:1:74: nested deeper than 64 levels; flatten it"));
  const std::string deeper = std::string(60'000, '[') + std::string(60'000, ']');
  const Ending value = run_program({"validate", "belt.json", "--set", "title=" + deeper}, here());
  CHECK(value.exit == 2);
  CHECK(value.err.ends_with(": title: nested deeper than 64 levels; flatten it\n1 problem in belt.json\n"));
  std::string path = "a";
  for (int i = 0; i < 30'000; ++i) {
    path += ".a";
  }
  const Ending place = run_program({"validate", "belt.json", "--set", path + "=1"}, here());
  CHECK(place.exit == 2);
  CHECK(place.err.ends_with(": names a place deeper than 64 levels; flatten it\n1 problem in belt.json\n"));
}

TEST_CASE("each bad assignment is refused with its mend") {
  struct Case {
    std::string assignment;
    std::string message;
  };
  const std::vector<Case> cases = {
      {"name", "--set name: write it as path=value, for example --set sites.ulsan.pue=1.2"},
      {"=5", "--set =5: write it as path=value, for example --set sites.ulsan.pue=1.2"},
      {"sites..pue=1", "--set sites..pue=1: write it as path=value, for example --set sites.ulsan.pue=1.2"},
      {"sites.site.phases[9]=1",
       "--set sites.site.phases[9]=1: sites.site.phases[9]: there is no such place in the scenario; the path must "
       "follow its keys"},
      {"name.x=1", "--set name.x=1: name.x: there is no such place in the scenario; the path must follow its keys"},
      {"data=[]", "--set data=[]: data: is settled as the file is read; change it in the file"},
      {"fabs.fab.capacity=-1 wafers/month",
       "--set fabs.fab.capacity=-1 wafers/month: fabs.fab.capacity: -1 wafers/month is below the smallest allowed, 0 "
       "wafers/month"},
      {"switches.growth=1", "--set switches.growth=1: switches.growth: must be text in double quotes"},
      {"title={\"a\": 1, \"a\": 2}",
       "--set title={\"a\": 1, \"a\": 2}: title: the key \"a\" stands twice; keep one of the two"},
  };
  for (const Case& one : cases) {
    INFO(one.assignment);
    const TemporaryFolder folder;
    const std::string out = (folder.path() / "out").string();
    const Ending ending = run_program({"run", "belt.json", "--set", one.assignment, "--out", out}, here());
    CHECK(ending.exit == 2);
    CHECK(ending.out.empty());
    CHECK(ending.err == one.message + "\n1 problem in belt.json\n");
    CHECK_FALSE(fs::exists(out));
  }
}

TEST_CASE("an assignment to an unknown place names itself and the nearest known") {
  const Ending ending = run_program(
      {"validate", "belt.json", "--set", "fab.x.y=1", "--set", "sites.new.pue=1.2", "--set", "seed=no"}, here());
  CHECK(ending.exit == 2);
  CHECK(ending.err.find("--set fab.x.y=1: fab: unknown key \"fab\"; did you mean \"fabs\"?") != std::string::npos);
  CHECK(ending.err.find("--set sites.new.pue=1.2: sites.new: needs \"phases\": ") != std::string::npos);
  CHECK(ending.err.find("--set seed=no: seed: ") != std::string::npos);
}
