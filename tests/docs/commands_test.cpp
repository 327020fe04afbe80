/// Every command of the pages is run, page by page, in the order written.
///
/// A block fenced as `sh` is run; `sh skip: why` is not. Of a block without such a word, lines after the prompt `$ ` are run, and
/// the others are what they print. A block fenced as `json NAME` is the file NAME of the page's folder.

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
namespace fs = std::filesystem;

namespace {

const fs::path kProject = AIBELT_SOURCE_DIR;

struct Block {
  std::string info;  ///< what follows the fence
  std::string text;
};

std::vector<Block> blocks_of(const fs::path& page) {
  std::vector<Block> blocks;
  std::ifstream file(page);
  bool is_inside = false;
  for (std::string line; std::getline(file, line);) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin != std::string::npos && line.compare(begin, 3, "```") == 0) {
      is_inside = !is_inside;
      if (is_inside) {
        blocks.push_back({line.substr(begin + 3), ""});
      }
    } else if (is_inside) {
      blocks.back().text += line + "\n";
    }
  }
  return blocks;
}

bool has_command(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
    if (line.compare(begin, 15, "scripts/run.sh ") == 0 || line.compare(begin, 7, "aibelt ") == 0) {
      return true;
    }
  }
  return false;
}

/// What stands after prompts, with the lines that a backslash joins to it.
std::string prompted(const std::string& text) {
  std::string commands;
  bool is_joined = false;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (is_joined || line.starts_with("$ ")) {
      commands += (is_joined ? line : line.substr(2)) + "\n";
      is_joined = line.ends_with('\\');
    }
  }
  return commands;
}

/// A folder in which the commands of a page find what they name.
struct Workplace : test::TemporaryFolder {
  Workplace() {
    for (const char* name : {"docs", "scenarios", "web"}) {
      fs::create_directory_symlink(kProject / name, path() / name);
    }
    fs::create_directory(path() / "bin");
    fs::create_symlink(AIBELT_EXECUTABLE, path() / "bin/aibelt");
    fs::permissions(write("scripts/run.sh", "#!/bin/sh\nexec aibelt \"$@\"\n"), fs::perms::owner_all);
  }

  /// What `script` leaves as exit code, its output in the file `output`.
  int run(const std::string& script) const {
    // Where these are not installed, their lines do nothing.
    write("page.sh",
          "set -euo pipefail\nexport PATH=\"$PWD/bin:$PATH\"\n"
          "for tool in sqlite3 dot; do command -v $tool >/dev/null || eval \"$tool() { :; }\"; done\n" +
              script);
    const std::string command = "cd '" + path().string() + "' && bash page.sh >output 2>&1 </dev/null";
    return WEXITSTATUS(std::system(command.c_str()));
  }
};

void run_page(const fs::path& page) {
  const Workplace workplace;
  std::string script;
  for (const Block& block : blocks_of(page)) {
    INFO(page.string() << ":\n" << block.text);
    if (block.info == "sh") {
      script += block.text;
    } else if (block.info.starts_with("json ")) {
      workplace.write(block.info.substr(5), block.text);
    } else if (block.info.empty()) {
      INFO("fence it as sh, or as sh skip: why");
      CHECK_FALSE(has_command(block.text));
      script += prompted(block.text);
    }
  }
  if (script.empty()) {
    return;
  }
  const int exit = workplace.run(script);
  INFO(page.string() << "\n" << test::content_of(workplace.path() / "output"));
  CHECK(exit == 0);
}

void run_pages_of(const fs::path& folder) {
  std::size_t n_pages = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".md") {
      run_page(entry.path());
      ++n_pages;
    }
  }
  CHECK(n_pages > 0);
}

}  // namespace

TEST_CASE("The commands of README.md run") { run_page(kProject / "README.md"); }
TEST_CASE("The commands of the tutorial run") { run_pages_of(kProject / "docs/tutorial"); }
TEST_CASE("The commands of the guides run") { run_pages_of(kProject / "docs/guides"); }
TEST_CASE("The commands of the model pages run") { run_pages_of(kProject / "docs/model"); }
TEST_CASE("The commands of the scenarios' pages run") { run_pages_of(kProject / "scenarios"); }
