// Folders that cannot be written: exit 3, the place and the cause, and nothing half-written.

#include <sys/mount.h>
#include <unistd.h>

#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt::test;
namespace fs = std::filesystem;

namespace {

Ending run_into(const std::string& out, const fs::path& folder) {
  return run_program({"run", (here() / "belt.json").string(), "--out", out}, folder);
}

void check_refused(const Ending& ending, const std::string& message) {
  CHECK(ending.exit == 3);
  CHECK(ending.out.empty());
  CHECK(ending.err == message + "\n");
}

/// A file system of 64 KiB for the length of a test case, where this user may mount one.
class SmallDisk {
 public:
  SmallDisk() { is_there_ = ::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, "size=64k") == 0; }
  ~SmallDisk() {
    if (is_there_) {
      ::umount2(folder_.path().c_str(), MNT_DETACH);
    }
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool is_there() const { return is_there_; }
  const fs::path& path() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
  bool is_there_ = false;
};

}  // namespace

TEST_CASE("a file where the folder should be is refused and stays") {
  const TemporaryFolder folder;
  folder.write("out", "mine");
  check_refused(run_into("out", folder.path()), "out: this is a file; name a folder for the results");
  const std::string below = (folder.path() / "out/below").string();
  check_refused(run_into(below, folder.path()), below + ": Not a directory");
  CHECK(content_of(folder.path() / "out") == "mine");
  CHECK(names_in(folder.path()).size() == 1);
}

TEST_CASE("a folder where a result file should be is refused and no file is written") {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "out/events.csv");
  check_refused(run_into("out", folder.path()), "out/events.csv: this is a folder; a result file is to stand here");
  CHECK(names_in(folder.path() / "out") == std::vector<std::string>{"events.csv"});
}

TEST_CASE("a place where nothing can be made is refused") {
  const TemporaryFolder folder;
  const Ending ending = run_into("/proc/nothing/here", folder.path());
  CHECK(ending.exit == 3);
  CHECK(ending.out.empty());
  CHECK(ending.err.starts_with("/proc/nothing"));
}

TEST_CASE("a folder without write permission is refused") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "out");
  fs::permissions(folder.path() / "out", fs::perms::owner_read | fs::perms::owner_exec);
  if (::access((folder.path() / "out").c_str(), W_OK) == 0) {
    AIBELT_SKIP("this user may write everywhere");
  }
  const Ending ending = run_into("out", folder.path());
  CHECK(ending.exit == 3);
  CHECK(ending.out.empty());
  CHECK(ending.err.find("Permission denied") != std::string::npos);
  CHECK(names_in(folder.path() / "out").empty());
}

TEST_CASE("a disk that fills up is reported and nothing is left on it") {
  const SmallDisk disk;
  if (!disk.is_there()) {
    AIBELT_SKIP("this user may not mount a small file system");
  }
  const Ending ending = run_into((disk.path() / "new/out").string(), "/");
  CHECK(ending.exit == 3);
  CHECK(ending.out.empty());
  CHECK(ending.err.starts_with((disk.path() / "new/out").string()));
  CHECK(names_in(disk.path()).empty());
}

TEST_CASE("a disk that fills up keeps the whole results of the run before") {
  const SmallDisk disk;
  if (!disk.is_there()) {
    AIBELT_SKIP("this user may not mount a small file system");
  }
  const std::string older(30'000, 'x');
  for (const char* name : {"summary.json", "other.txt"}) {
    std::ofstream(disk.path() / name) << older;
  }
  CHECK(run_into(disk.path().string(), "/").exit == 3);
  CHECK(names_in(disk.path()) == std::vector<std::string>{"other.txt", "summary.json"});
  CHECK(content_of(disk.path() / "summary.json") == older);
}

TEST_CASE("standard output that cannot be written ends in exit 3") {
  if (!fs::exists("/dev/full")) {
    AIBELT_SKIP("no /dev/full here");
  }
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"run", "belt.json"}, {"schema"}, {"list"}, {"validate", "belt.json"}}) {
    const Ending ending = Program(arguments, here(), "/dev/full").wait();
    INFO(arguments[0]);
    CHECK(ending.exit == 3);
    CHECK(ending.err.starts_with("standard output: "));
    CHECK(ending.err.find("No space left on device") != std::string::npos);
  }
}
