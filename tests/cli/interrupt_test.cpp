// Runs that somebody stops, and what they show while they run.

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <thread>

#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt::test;
namespace fs = std::filesystem;

namespace {

const std::string kFirstBelt = AIBELT_SOURCE_DIR "/scenarios/first-belt/scenario.json";

/// The belt of tests/cli with many more fabs, to 2190: a run of some seconds.
std::string long_scenario(const TemporaryFolder& folder) {
  std::string fabs;
  for (int i = 0; i < 60; ++i) {
    fabs += (i == 0 ? "" : ", ") + std::string("\"fab") + std::to_string(i) +
            R"(": {"capacity": "9 kwafers/month", "cycle_time": "80 days", "products": {"hbm": {}}, "filler": "hbm"})";
  }
  return folder
      .write("long.json", "{\"extends\": \"" + (here() / "belt.json").string() +
                              "\", \"to\": \"2190-01\", \"fabs\": {" + fabs + "}}")
      .string();
}

/// Waits until the run has opened its files in `folder`, hidden until they are whole; it does so before the first month.
void wait_for_files(const fs::path& folder) {
  for (int i = 0; i < 2000; ++i) {
    std::error_code error;
    if (fs::is_directory(folder, error) && names_in(folder).size() > 0 && names_in(folder).front().starts_with(".")) {
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  throw std::runtime_error("the run never began");
}

/// What a run on a pseudo-terminal shows.
std::string shown_on_terminal(const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {AIBELT_EXECUTABLE};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  int terminal = -1;
  const pid_t process = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  if (process == 0) {
    ::execv(AIBELT_EXECUTABLE, argv.data());
    ::_exit(127);
  }
  REQUIRE(process > 0);
  std::string shown;
  std::array<char, 4096> part{};
  for (ssize_t n = 0; (n = ::read(terminal, part.data(), part.size())) > 0;) {
    shown.append(part.data(), static_cast<std::size_t>(n));
  }
  ::close(terminal);
  int status = 0;
  ::waitpid(process, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  return shown;
}

}  // namespace

TEST_CASE("SIGINT and SIGTERM during a run end it with 75 and leave no file") {
  const int signal = GENERATE(SIGINT, SIGTERM);
  const TemporaryFolder folder;
  const std::string scenario = long_scenario(folder);
  Program program({"run", scenario, "--out", "new/out"}, folder.path());
  wait_for_files(folder.path() / "new/out");
  std::this_thread::sleep_for(std::chrono::milliseconds{100});
  program.send(signal);
  const Ending ending = program.wait();
  CHECK(ending.exit == 75);
  CHECK(ending.signal == 0);
  CHECK(ending.out.empty());
  CHECK(ending.err == "interrupted; nothing was written\n");
  CHECK(names_in(folder.path()) == std::vector<std::string>{"long.json"});
}

TEST_CASE("an interrupted run leaves the results of the run before it") {
  const TemporaryFolder folder;
  REQUIRE(run_program({"run", kFirstBelt, "--out", "out"}, folder.path()).exit == 0);
  const auto before = files_in(folder.path() / "out");
  Program program({"run", long_scenario(folder), "--out", "out"}, folder.path());
  wait_for_files(folder.path() / "out");
  program.send(SIGINT);
  program.send(SIGINT);
  CHECK(program.wait().exit == 75);
  CHECK(files_in(folder.path() / "out") == before);
}

TEST_CASE("after a kill the next run leaves whole files alone") {
  const TemporaryFolder folder;
  const fs::path out = folder.path() / "out";
  Program program({"run", long_scenario(folder), "--out", "out"}, folder.path());
  wait_for_files(out);
  program.send(SIGKILL);
  CHECK(program.wait().signal == SIGKILL);
  for (const std::string& name : names_in(out)) {
    CHECK(name.starts_with("."));  // what is half-written shows under no result's name
  }
  REQUIRE(run_program({"run", kFirstBelt, "--out", "out"}, folder.path()).exit == 0);
  REQUIRE(run_program({"run", kFirstBelt, "--out", "again"}, folder.path()).exit == 0);
  CHECK(files_in(out) == files_in(folder.path() / "again"));
}

TEST_CASE("two runs into one folder at a time leave one whole result") {
  const TemporaryFolder folder;
  REQUIRE(run_program({"run", kFirstBelt, "--out", "alone"}, folder.path()).exit == 0);
  Program one({"run", kFirstBelt, "--out", "out"}, folder.path());
  Program other({"run", kFirstBelt, "--out", "out"}, folder.path());
  CHECK(one.wait().exit == 0);
  CHECK(other.wait().exit == 0);
  CHECK(files_in(folder.path() / "out") == files_in(folder.path() / "alone"));
}

TEST_CASE("a run whose stderr is no terminal shows no progress") {
  const TemporaryFolder folder;
  const Ending ending = run_program({"run", kFirstBelt, "--set", "to=2040-01"}, folder.path());
  CHECK(ending.exit == 0);
  CHECK(ending.err.empty());
}

TEST_CASE("a run on a terminal shows a bar that goes away before the table") {
  const std::string shown = shown_on_terminal({"run", kFirstBelt});
  CHECK(shown.find("\r2026-02 [#") != std::string::npos);
  CHECK(shown.find("\r2027-12 [#") != std::string::npos);
  CHECK(shown.find(" 50 %") != std::string::npos);
  const std::size_t cleared = shown.rfind("\r\x1b[K");
  REQUIRE(cleared != std::string::npos);
  CHECK(shown.find('[', cleared + 4) == std::string::npos);
  CHECK(shown.find("first-belt: One fab", cleared) == cleared + 4);
}
