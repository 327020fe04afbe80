#include "tests/architecture/rules.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <regex>
#include <stdexcept>

#include "tests/architecture/code_text.hpp"
#include "tests/architecture/module_map.hpp"

namespace aibelt::architecture {
namespace fs = std::filesystem;
namespace {

using Breaches = std::vector<std::string>;

std::string content_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    throw std::runtime_error("cannot read " + path.string());
  }
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// C++ files below `folder`, relative to `root`; none where the folder is missing.
std::vector<fs::path> cpp_files(const fs::path& root, const fs::path& folder) {
  std::vector<fs::path> files;
  if (fs::is_directory(root / folder)) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp") {
        files.push_back(entry.path().lexically_relative(root));
      }
    }
  }
  return files;
}

/// The module of `include/aibelt/<module>/...` or `src/<module>/...`; nullopt for any other path.
std::optional<std::string> module_of_path(const fs::path& path) {
  const std::vector<std::string> parts(path.begin(), path.end());
  if (parts.size() > 3 && parts[0] == "include" && parts[1] == "aibelt") {
    return parts[2];
  }
  return parts.size() > 2 && parts[0] == "src" ? std::optional(parts[1]) : std::nullopt;
}

std::string place(const fs::path& file, std::ptrdiff_t line) {
  return file.generic_string() + ":" + std::to_string(line) + ": ";
}

/// The one module that may touch `library`, a header path or a CMake target; nullopt where any may. What CMake links as
/// Boost is headers only: the headers tell who uses what.
std::optional<std::string> owner_of(std::string_view library) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kOwners = {
      {{"simgrid/", "engine"},
       {"xbt/", "engine"},
       {"SimGrid::", "engine"},
       {"boost/random/sobol.hpp", "sweep"},
       {"boost/", "network"},
       {"Coin::", "plan"}}};
  const auto owner = std::ranges::find_if(kOwners, [&](const auto& known) { return library.starts_with(known.first); });
  return owner == kOwners.end() ? std::nullopt : std::optional<std::string>(owner->second);
}

class Inspection {
 public:
  explicit Inspection(const fs::path& root)
      : root_(root), cmake_(content_of(root / "src/CMakeLists.txt")), modules_(modules_of(cmake_)) {}

  Breaches breaches() {
    check_declarations();
    for (const char* folder : {"include", "src"}) {
      for (const fs::path& file : cpp_files(root_, folder)) {
        check_file(file);
      }
    }
    for (const char* folder : {"src", "tests", "bench"}) {
      check_listed(folder);
    }
    std::ranges::sort(breaches_);
    return breaches_;
  }

 private:
  void report(const std::string& where, const std::string& what) { breaches_.push_back(where + what); }

  void check_declarations() {
    for (const auto& [name, module] : modules_) {
      const std::string where = "src/CMakeLists.txt: module " + name + " ";
      for (const std::string& used : module.uses) {
        check_edge(where, name, used);
      }
      for (const std::string& library : module.links) {
        check_library(where, name, library);
      }
    }
  }

  void check_edge(const std::string& where, const std::string& user, const std::string& used) {
    if (!modules_.contains(used)) {
      report(where, "uses undeclared module " + used);
    } else if (modules_.at(used).floor >= modules_.at(user).floor) {
      report(where, "uses " + used + ", which is on no lower floor than " + user);
    }
  }

  void check_library(const std::string& where, const std::string& user, const std::string& library) {
    const auto owner = owner_of(library);
    if (owner && *owner != user) {
      report(where, "uses " + library + ", which belongs to " + *owner);
    }
  }

  void check_file(const fs::path& file) {
    const auto module = module_of_path(file);
    if (!module || !modules_.contains(*module)) {
      report(place(file, 1), "belongs to no module src/CMakeLists.txt declares");
      return;
    }
    const std::string source = content_of(root_ / file);
    for (const Include& include : includes_of(source)) {
      check_include(file, *module, include);
    }
    check_calls(file, *module, without_comments_and_literals(source));
  }

  void check_include(const fs::path& file, const std::string& module, const Include& include) {
    const std::string where = place(file, include.line);
    check_library(where, module, include.target);
    const fs::path target(include.target);
    if (const auto used = module_of_path("include" / target)) {
      check_public_header(where, module, *used);
    } else if (include.is_quoted) {
      check_private_header(where, module, file, target);
    }
  }

  void check_public_header(const std::string& where, const std::string& module, const std::string& used) {
    if (used == module) {
      return;
    }
    check_edge(where, module, used);
    if (!reach_of(module, modules_).contains(used)) {
      report(where, "uses " + used + ", missing from the USES of " + module);
    }
  }

  void check_private_header(const std::string& where, const std::string& module, const fs::path& file,
                            const fs::path& target) {
    const fs::path beside = (file.parent_path() / target).lexically_normal();
    const fs::path own = ("src" / fs::path(module) / target).lexically_normal();
    const bool is_own = std::ranges::any_of(std::vector{beside, own}, [&](const fs::path& path) {
      return path.begin()->string() == "src" && module_of_path(path) == module && fs::exists(root_ / path);
    });
    if (!is_own) {
      report(where, "includes " + target.generic_string() + ", no private header of " + module);
    } else if (file.begin()->string() == "include") {
      report(where, "a public header includes the private header " + target.generic_string());
    }
  }

  void check_calls(const fs::path& file, const std::string& module, const std::string& code) {
    static const std::regex kEnding(R"((?:^|[^\w.>:]|\bstd\s*::\s*|[^\w]::)((?:quick_)?exit|_Exit|abort)\s*\()");
    static const std::regex kUnportable(R"(\bstd\s*::\s*(\w+_distribution|random_device|shuffle|sample)\b)");
    if (module != "cli") {
      report_matches(file, code, kEnding, "ends the process below cli: ");
    }
    report_matches(file, code, kUnportable, "differs between standard libraries or runs: std::");
  }

  void report_matches(const fs::path& file, const std::string& code, const std::regex& pattern,
                      const std::string& what) {
    for (std::sregex_iterator match(code.begin(), code.end(), pattern), end; match != end; ++match) {
      const auto line = 1 + std::count(code.begin(), code.begin() + match->position(1), '\n');
      report(place(file, line), what + match->str(1));
    }
  }

  void check_listed(const fs::path& folder) {
    const std::vector<fs::path> files = cpp_files(root_, folder);
    if (files.empty()) {
      return;
    }
    const std::set<std::string> words = words_of(content_of(root_ / folder / "CMakeLists.txt"));
    for (const fs::path& file : files) {
      const std::string name = file.lexically_relative(folder).generic_string();
      if (file.extension() == ".cpp" && !words.contains(name)) {
        report(place(file, 1), "is missing from " + (folder / "CMakeLists.txt").generic_string());
      }
    }
  }

  fs::path root_;
  std::string cmake_;
  ModuleMap modules_;
  Breaches breaches_;
};

}  // namespace

std::vector<std::string> breaches_in(const fs::path& root) { return Inspection(root).breaches(); }

}  // namespace aibelt::architecture
