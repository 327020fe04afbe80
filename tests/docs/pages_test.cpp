/// The pages hold together: links lead somewhere, cited works are listed, and the flagship's table is the expected one.

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
namespace fs = std::filesystem;

namespace {

const fs::path kProject = AIBELT_SOURCE_DIR;

/// Files of these endings in the project's own folders, and in the project's folder itself.
std::vector<fs::path> files_of(const std::set<std::string>& endings) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kProject)) {
    if (entry.is_regular_file() && endings.contains(entry.path().extension())) {
      files.push_back(entry.path());
    }
  }
  for (const char* folder : {"bench", "docs", "include", "scenarios", "src"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kProject / folder)) {
      if (entry.is_regular_file() && endings.contains(entry.path().extension())) {
        files.push_back(entry.path());
      }
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The first group of each match of `pattern` in `text`.
std::vector<std::string> matches(const std::string& text, const std::regex& pattern) {
  std::vector<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match) {
    found.push_back((*match)[1]);
  }
  return found;
}

}  // namespace

TEST_CASE("Every link of a page leads to a file of the project") {
  const std::regex link(R"(\]\(([^)#\s]+)(?:#[^)]*)?\))");
  const auto pages = files_of({".md"});
  REQUIRE(pages.size() > 20);
  for (const fs::path& page : pages) {
    for (const std::string& target : matches(test::content_of(page), link)) {
      if (target.find("://") == std::string::npos) {
        INFO(page.string() << " links to " << target);
        CHECK(fs::exists(page.parent_path() / target));
      }
    }
  }
}

TEST_CASE("Works cited are those of docs/references.bib") {
  std::set<std::string> listed;
  for (const std::string& key :
       matches(test::content_of(kProject / "docs/references.bib"), std::regex(R"(@\w+\{(\w+),)"))) {
    INFO(key << " stands twice");
    CHECK(listed.insert(key).second);
  }
  std::set<std::string> cited;
  for (const fs::path& file : files_of({".cpp", ".hpp", ".md"})) {
    for (const std::string& key : matches(test::content_of(file), std::regex(R"(\[([a-z]+[0-9]{4}[a-z]*)\])"))) {
      INFO(file.string());
      CHECK(listed.count(key) == 1);
      cited.insert(key);
    }
  }
  CHECK(cited == listed);
}

TEST_CASE("The flagship's table in README.md is the expected one") {
  const std::string readme = test::content_of(kProject / "README.md");
  const std::string table = test::content_of(kProject / "scenarios/stargate-korea/expected/table.txt");
  REQUIRE(table.size() > 100);
  const bool has_table =
      readme.find("<!-- table:stargate-korea -->\n```\n" + table + "```\n<!-- /table -->") != std::string::npos;
  INFO("copy scenarios/stargate-korea/expected/table.txt between the marks in README.md");
  CHECK(has_table);
}
