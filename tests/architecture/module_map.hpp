#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace aibelt::architecture {

/// One `aibelt_module(...)` of src/CMakeLists.txt.
struct Module {
  int floor = 0;
  std::vector<std::string> uses;
  std::vector<std::string> links;
};

/// The modules a CMake file declares, by name.
using ModuleMap = std::map<std::string, Module>;

ModuleMap modules_of(std::string_view cmake);

/// The modules `name` uses, directly or through others.
std::set<std::string> reach_of(const std::string& name, const ModuleMap& modules);

/// Every word of a CMake file, comments left out.
std::set<std::string> words_of(std::string_view cmake);

}  // namespace aibelt::architecture
