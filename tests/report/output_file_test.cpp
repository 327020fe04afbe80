#include "aibelt/report/output_file.hpp"

#include "aibelt/base/error.hpp"
#include "tests/report/failure_of.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;

TEST_CASE("an output file holds all that was written, beyond its buffer") {
  const test::TemporaryFolder folder;
  const std::string part(1000, 'x');
  report::OutputFile file(folder.path() / "a");
  for (int i = 0; i < 1000; ++i) {
    file.write(part);
  }
  file.finish();
  CHECK(test::content_of(folder.path() / "a") == std::string(1'000'000, 'x'));
}

TEST_CASE("an output file empties the one that was there") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("a", "long old text");
  report::OutputFile file(path);
  file.write("new");
  file.finish();
  CHECK(test::content_of(path) == "new");
}

TEST_CASE("a full disk is reported with the path and the cause") {
  const std::string failure = test::failure_of([] {
    report::OutputFile file("/dev/full");
    file.write("text");
    file.finish();
  });
  CHECK(failure == "/dev/full: No space left on device");
}

TEST_CASE("a full disk is reported as soon as the buffer is") {
  report::OutputFile file("/dev/full");
  CHECK_THROWS_AS(file.write(std::string(std::size_t{1} << 17, 'x')), base::IoError);
}

TEST_CASE("a file that cannot be made is reported with the path and the cause") {
  const test::TemporaryFolder folder;
  const std::string path = folder.path() / "none" / "a";
  CHECK(test::failure_of([&] { report::OutputFile file(path); }) == path + ": No such file or directory");
  CHECK(test::failure_of([&] { report::sync_to_disk(path); }) == path + ": No such file or directory");
}

TEST_CASE("an output file finished twice is a bug of ours") {
  const test::TemporaryFolder folder;
  report::OutputFile file(folder.path() / "a");
  file.finish();
  CHECK_THROWS_AS(file.finish(), base::LogicError);
}
