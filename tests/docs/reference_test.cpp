#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;

namespace {

const std::filesystem::path kProject = AIBELT_SOURCE_DIR;

}  // namespace

TEST_CASE("The reference pages are what scripts/update_reference.sh writes now") {
  const test::TemporaryFolder folder;
  const std::string command = "'" + (kProject / "scripts/update_reference.sh").string() +
                              "' '" AIBELT_EXECUTABLE "' '" + folder.path().string() + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  for (const char* page : {"kpis.md", "sections.md", "sweep.md"}) {
    const bool is_up_to_date =
        test::content_of(kProject / "docs/reference" / page) == test::content_of(folder.path() / page);
    INFO("run scripts/update_reference.sh to bring docs/reference/" << page << " up to date");
    CHECK(is_up_to_date);
  }
}
