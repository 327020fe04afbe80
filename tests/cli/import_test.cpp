// Traces turned into workload files.

#include <zlib.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt::test;
namespace fs = std::filesystem;

namespace {

const std::string kHeader =
    "job_id,submission_s,runtime_s,estimate_s,processors,gpu_milli,cpu_milli,memory_mib,tenant,accelerator,priority,"
    "profile\n";

constexpr const char* kRow = " -1 -1 2 60 -1 1 7 1 -1 1 -1 -1 -1\n";
const std::string kSwf =
    std::string("; MaxProcs: 8\n1 0.5 0 50 2") + kRow + "2 10 0 90 2" + kRow + "3 20 0 -1 2" + kRow;
const std::string kImported = kHeader + "1,0.500000,50,60,2,,,,7,,,\n2,10,90,60,2,,,,7,,,\n";

std::string unpacked(const fs::path& file) {
  gzFile in = gzopen(file.c_str(), "rb");
  std::string text(1 << 20, '\0');
  text.resize(static_cast<std::size_t>(gzread(in, text.data(), 1 << 20)));
  gzclose(in);
  return text;
}

/// The figures of a replay; what it says on stderr, speed and bad rows, is left out.
std::string replayed(const std::vector<std::string>& words, const fs::path& folder) {
  std::vector<std::string> arguments = {"replay"};
  arguments.insert(arguments.end(), words.begin(), words.end());
  const Ending ending = run_program(arguments, folder);
  CHECK(ending.exit == 0);
  return ending.out;
}

/// A trace that takes a second or more to read.
void write_long_trace(const fs::path& file) {
  std::ofstream stream(file);
  for (int i = 0; i < 4'000'000; ++i) {
    stream << i << ' ' << i << " 0 50 2" << kRow;
  }
}

void wait_for_partial_files(const fs::path& folder) {
  for (int i = 0; i < 2000; ++i) {
    std::error_code error;
    if (fs::is_directory(folder, error) && !names_in(folder).empty()) {
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
  throw std::runtime_error("the program never began");
}

}  // namespace

TEST_CASE("import turns a trace into a workload file on stdout and says what became of its rows") {
  const TemporaryFolder folder;
  folder.write("t.swf", kSwf);
  const Ending ending = run_program({"import", "swf", "t.swf"}, folder.path());
  CHECK(ending.exit == 0);
  CHECK(ending.out == kImported);
  CHECK(ending.err ==
        "t.swf:4: row has a negative runtime\n"
        "t.swf: 2 jobs, 0 of them out of order, 1 bad rows\n"
        "t.swf: of 8 processors; replay it with --processors 8\n");
}

TEST_CASE("import writes a file, packed where its name says so, and importing the file again changes nothing") {
  const TemporaryFolder folder;
  folder.write("t.swf", kSwf);
  REQUIRE(run_program({"import", "swf", "t.swf", "-o", "new/t.csv"}, folder.path()).exit == 0);
  REQUIRE(run_program({"import", "csv", "new/t.csv", "-o", "t.csv.gz"}, folder.path()).exit == 0);
  REQUIRE(run_program({"import", "csv", "t.csv.gz", "--out", "again.csv.gz"}, folder.path()).exit == 0);
  CHECK(content_of(folder.path() / "new/t.csv") == kImported);
  CHECK(unpacked(folder.path() / "t.csv.gz") == kImported);
  CHECK(content_of(folder.path() / "t.csv.gz") == content_of(folder.path() / "again.csv.gz"));
  CHECK(names_in(folder.path() / "new") == std::vector<std::string>{"t.csv"});
}

TEST_CASE("jobs out of order are written by submission") {
  const TemporaryFolder folder;
  folder.write("t.csv", "when,len,cpus,who\n30,1,2,b\n10,1,2,a\n20,1,2,\n");
  const Ending ending = run_program({"import", "csv", "t.csv", "--column", "submission_s=when", "--column",
                                     "runtime_s=len", "--column", "processors=cpus", "--column", "tenant=who"},
                                    folder.path());
  CHECK(ending.exit == 0);
  CHECK(ending.out == kHeader + "2,10,1,1,2,,,,a,,,\n3,20,1,1,2,,,,,,,\n1,30,1,1,2,,,,b,,,\n");
  CHECK(ending.err.find("3 jobs, 2 of them out of order, 0 bad rows") != std::string::npos);
}

TEST_CASE("where bad rows are to fail, import lists them, exits with 2 and writes nothing") {
  const TemporaryFolder folder;
  folder.write("t.swf", kSwf);
  const Ending file = run_program({"import", "swf", "t.swf", "-o", "new/t.csv", "--on-bad-row", "fail"}, folder.path());
  CHECK(file.exit == 2);
  CHECK(file.err == "t.swf:4: row has a negative runtime\n1 problem in t.swf\n");
  CHECK(names_in(folder.path()) == std::vector<std::string>{"t.swf"});
  const Ending printed = run_program({"import", "swf", "t.swf", "--on-bad-row", "fail"}, folder.path());
  CHECK(printed.exit == 2);
  CHECK(printed.out.empty());
}

TEST_CASE("import refuses wrong usage and places that are no files") {
  const TemporaryFolder folder;
  folder.write("t.swf", kSwf);
  fs::create_directory(folder.path() / "here");
  CHECK(run_program({"import", "xml", "t.swf"}, folder.path()).exit == 2);
  CHECK(run_program({"import", "swf", "none.swf"}, folder.path()).exit == 2);
  CHECK(run_program({"import", "swf", "t.swf", "-o", "here"}, folder.path()).exit == 3);
  CHECK(run_program({"import", "swf", "t.swf", "-o", "/dev/null"}, folder.path()).exit == 3);
  CHECK(run_program({"import", "swf", "t.swf", "--column", "tenant=x"}, folder.path()).exit == 2);
  CHECK(run_program({"import", "csv", "t.swf", "--column", "tenant"}, folder.path()).exit == 2);
  CHECK(run_program({"import", "csv", "t.swf"}, folder.path()).exit == 2);
  CHECK(run_program({"import", "batsim", "t.swf"}, folder.path()).exit == 2);
  CHECK(names_in(folder.path()) == std::vector<std::string>{"here", "t.swf"});
}

TEST_CASE("SIGINT and SIGTERM during an import or a replay end it with 75 and leave no file") {
  const int signal = GENERATE(SIGINT, SIGTERM);
  const TemporaryFolder folder;
  write_long_trace(folder.path() / "t.swf");
  const std::vector<std::vector<std::string>> commands = {{"import", "swf", "t.swf", "-o", "new/t.csv.gz"},
                                                          {"replay", "t.swf", "--processors", "8", "--out", "new"}};
  for (const auto& command : commands) {
    CAPTURE(command.front());
    Program program(command, folder.path());
    wait_for_partial_files(folder.path() / "new");
    program.send(signal);
    const Ending ending = program.wait();
    CHECK(ending.exit == 75);
    CHECK(ending.out.empty());
    CHECK(ending.err == "interrupted; nothing was written\n");
    CHECK(names_in(folder.path()) == std::vector<std::string>{"t.swf"});
  }
}

TEST_CASE("KTH-SP2 replays alike, job by job, before and after import") {
  const auto trace = shared_data("data/swf/KTH-SP2-1996-2.1-cln.swf");
  if (!trace) {
    AIBELT_SKIP("no KTH-SP2 trace");
  }
  const TemporaryFolder folder;
  const std::string imported = trace->stem().string() + ".csv.gz";
  REQUIRE(run_program({"import", "swf", fs::absolute(*trace).string(), "-o", imported}, folder.path()).exit == 0);
  for (const std::string screening : {"strict", "lenient"}) {
    CAPTURE(screening);
    const std::string before =
        replayed({fs::absolute(*trace).string(), "--screening", screening, "--out", "before"}, folder.path());
    const std::string after =
        replayed({imported, "--processors", "100", "--screening", screening, "--out", "after"}, folder.path());
    CHECK(before == after);
    CHECK(content_of(folder.path() / "before/jobs.csv") == content_of(folder.path() / "after/jobs.csv"));
  }
}

TEST_CASE("a Batsim workload replays alike, profiles too, before and after import") {
  const auto trace = shared_data("data/batsim/medium_late.json");
  if (!trace) {
    AIBELT_SKIP("no Batsim workload");
  }
  const TemporaryFolder folder;
  REQUIRE(
      run_program({"import", "batsim", fs::absolute(*trace).string(), "-o", "medium_late.csv"}, folder.path()).exit ==
      0);
  const std::string before = replayed({fs::absolute(*trace).string(), "--out", "before"}, folder.path());
  CHECK(before == replayed({"medium_late.csv", "--processors", "32", "--out", "after"}, folder.path()));
  CHECK(content_of(folder.path() / "before/jobs.csv") == content_of(folder.path() / "after/jobs.csv"));
}
