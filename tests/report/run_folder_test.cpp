#include "aibelt/report/run_folder.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include "aibelt/base/error.hpp"
#include "tests/report/disk_trouble.hpp"
#include "tests/report/example_run.hpp"
#include "tests/report/failure_of.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

const Names kFive = {"curves.csv", "events.csv", "provenance.json", "run.sqlite", "summary.json"};

void fill(report::RunFolder& run) {
  test::write_example_rows(run.sink());
  run.describe(test::example_scenario(), {}, test::example_kpis());
}

void write_run(const fs::path& folder) {
  report::RunFolder run(folder);
  fill(run);
  run.commit();
}

/// The id of a process that has ended.
pid_t ended_process() {
  const pid_t child = ::fork();
  if (child == 0) {
    ::_exit(0);
  }
  REQUIRE(::waitpid(child, nullptr, 0) == child);
  return child;
}

}  // namespace

TEST_CASE("a committed run folder holds five files and nothing else") {
  const test::TemporaryFolder folder;
  write_run(folder.path() / "deep" / "down" / "run");
  CHECK(test::names_in(folder.path() / "deep" / "down" / "run") == kFive);
}

TEST_CASE("two runs give alike bytes in all five files, which name no folder") {
  const test::TemporaryFolder folder;
  write_run(folder.path() / "a");
  write_run(folder.path() / "b");
  for (const std::string& name : kFive) {
    INFO(name);
    const std::string text = test::content_of(folder.path() / "a" / name);
    CHECK(text == test::content_of(folder.path() / "b" / name));
    CHECK(text.find(folder.path().string()) == std::string::npos);
    CHECK(text.size() > 40);
  }
}

TEST_CASE("until commit the folder shows hidden partial files only") {
  const test::TemporaryFolder folder;
  report::RunFolder run(folder.path() / "run");
  fill(run);
  const Names names = test::names_in(folder.path() / "run");
  CHECK(names.size() == 5);
  for (const std::string& name : names) {
    CHECK(name.starts_with('.'));
    CHECK(name.ends_with(".partial-" + std::to_string(::getpid())));
  }
}

TEST_CASE("without commit the partial files go, and the folders made for them") {
  const test::TemporaryFolder folder;
  const bool is_filled = GENERATE(false, true);
  {
    report::RunFolder run(folder.path() / "deep" / "run");
    if (is_filled) {
      fill(run);
    }
  }
  CHECK(test::names_in(folder.path()).empty());
}

TEST_CASE("without commit a folder that was there stays, with the earlier run") {
  const test::TemporaryFolder folder;
  folder.write("summary.json", "earlier");
  {
    report::RunFolder run(folder.path());
    fill(run);
  }
  CHECK(test::names_in(folder.path()) == Names{"summary.json"});
  CHECK(test::content_of(folder.path() / "summary.json") == "earlier");
}

TEST_CASE("a second run replaces the files of the first and keeps other files") {
  const test::TemporaryFolder folder;
  for (const char* name : {"summary.json", "run.sqlite", "curves.csv"}) {
    folder.write(name, "earlier");
  }
  folder.write("notes.txt", "mine");
  write_run(folder.path());
  CHECK(test::names_in(folder.path()) ==
        Names{"curves.csv", "events.csv", "notes.txt", "provenance.json", "run.sqlite", "summary.json"});
  CHECK(test::content_of(folder.path() / "notes.txt") == "mine");
  CHECK(test::content_of(folder.path() / "summary.json").starts_with("{\n"));
  CHECK(test::content_of(folder.path() / "run.sqlite").starts_with("SQLite format 3"));
}

TEST_CASE("partial files of processes that ended are removed, those of running ones and other files stay") {
  const test::TemporaryFolder folder;
  folder.write(".curves.csv.partial-" + std::to_string(ended_process()), "stale");
  folder.write(".run.sqlite.partial-" + std::to_string(::getpid()), "left from before a restart");
  const std::string running = ".curves.csv.partial-" + std::to_string(::getppid());
  const Names kept = {running, ".curves.csv.partial-", ".curves.csv.partial-x1", ".notes"};
  for (const std::string& name : kept) {
    folder.write(name, "kept");
  }
  { report::RunFolder run(folder.path()); }
  Names expected = kept;
  std::sort(expected.begin(), expected.end());
  CHECK(test::names_in(folder.path()) == expected);
}

TEST_CASE("a file in the folder's place is reported and left alone") {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("run", "text");
  CHECK(test::failure_of([&] { report::RunFolder run(path); }) ==
        path + ": this is a file; name a folder for the results");
  CHECK(test::failure_of([&] { report::RunFolder run(fs::path(path) / "inside"); }) ==
        path + "/inside: Not a directory");
  CHECK(test::content_of(path) == "text");
}

TEST_CASE("an empty folder name is reported") {
  CHECK_FALSE(test::failure_of([] { report::RunFolder run(""); }).empty());
}

TEST_CASE("a folder in a file's place is reported before any file is replaced") {
  const test::TemporaryFolder folder;
  folder.write("curves.csv", "earlier");
  fs::create_directories(folder.path() / "summary.json");
  CHECK(test::failure_of([&] { write_run(folder.path()); }) ==
        (folder.path() / "summary.json").string() + ": this is a folder; a result file is to stand here");
  CHECK(test::names_in(folder.path()) == Names{"curves.csv", "summary.json"});
  CHECK(test::content_of(folder.path() / "curves.csv") == "earlier");
}

TEST_CASE("a folder without permission to write is reported and left as it was") {
  const test::TemporaryFolder folder;
  const fs::path locked = folder.path() / "locked";
  fs::create_directory(locked);
  fs::permissions(folder.path(), fs::perms::all);
  fs::permissions(locked,
                  fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
  std::string in_it;
  std::string below_it;
  {
    const test::Unprivileged unprivileged;
    in_it = test::failure_of([&] { report::RunFolder run(locked); });
    below_it = test::failure_of([&] { report::RunFolder run(locked / "run"); });
  }
  CHECK(in_it.starts_with((locked / ".curves.csv.partial-").string()));
  CHECK(in_it.ends_with(": Permission denied"));
  CHECK(below_it == (locked / "run").string() + ": Permission denied");
  CHECK(test::names_in(locked).empty());
}

TEST_CASE("a full disk is reported with the path and leaves neither files nor folder") {
  const auto bytes = GENERATE(as<rlim_t>{}, 0, 40, 100, 4096, 20000);
  const test::TemporaryFolder folder;
  std::string failure;
  {
    const test::FullDisk full(bytes);
    failure = test::failure_of([&] { write_run(folder.path() / "run"); });
  }
  INFO(bytes << ": " << failure);
  CHECK(failure.starts_with((folder.path() / "run").string()));
  CHECK(test::names_in(folder.path()).empty());
}

TEST_CASE("a disk that is full for the rows alone is reported by the sink or at the end") {
  const test::TemporaryFolder folder;
  std::string failure;
  {
    const test::FullDisk full(300'000);
    failure = test::failure_of([&] {
      report::RunFolder run(folder.path() / "run");
      run.sink().declare({{"a", "b", "c", "d", "e"}});
      for (int i = 0; i < 100'000; ++i) {
        run.sink().write(record::CurveRow{test::kOctober2025, {0}, i / 7.0});
      }
      run.describe(test::example_scenario(), {}, test::example_kpis());
      run.commit();
    });
  }
  INFO(failure);
  CHECK(failure.starts_with((folder.path() / "run").string()));
  CHECK(test::names_in(folder.path()).empty());
}

TEST_CASE("a run folder committed undescribed or described twice is a bug of ours") {
  const test::TemporaryFolder folder;
  report::RunFolder run(folder.path() / "run");
  CHECK_THROWS_AS(run.commit(), base::LogicError);
  fill(run);
  CHECK_THROWS_AS(run.describe(test::example_scenario(), {}, {}), base::LogicError);
}
