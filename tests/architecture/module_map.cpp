#include "tests/architecture/module_map.hpp"

#include <regex>
#include <sstream>

namespace aibelt::architecture {
namespace {

std::string without_comments(std::string_view cmake) {
  static const std::regex kComment("#[^\n]*");
  return std::regex_replace(std::string(cmake), kComment, "");
}

Module module_of(const std::string& arguments) {
  Module module;
  std::istringstream words(arguments);
  words >> module.floor;
  std::string keyword;
  for (std::string word; words >> word;) {
    if (word == "SOURCES" || word == "USES" || word == "LINKS") {
      keyword = word;
    } else if (keyword == "USES") {
      module.uses.push_back(word);
    } else if (keyword == "LINKS") {
      module.links.push_back(word);
    }
  }
  return module;
}

void add_reach(const std::string& name, const ModuleMap& modules, std::set<std::string>& reach) {
  const auto found = modules.find(name);
  if (found == modules.end()) {
    return;
  }
  for (const std::string& used : found->second.uses) {
    if (reach.insert(used).second) {
      add_reach(used, modules, reach);
    }
  }
}

}  // namespace

ModuleMap modules_of(std::string_view cmake) {
  static const std::regex kDeclaration(R"(\baibelt_module\(\s*(\w+)\s+([^)]*)\))");
  const std::string text = without_comments(cmake);
  ModuleMap modules;
  for (std::sregex_iterator match(text.begin(), text.end(), kDeclaration), end; match != end; ++match) {
    modules[(*match)[1]] = module_of((*match)[2]);
  }
  return modules;
}

std::set<std::string> reach_of(const std::string& name, const ModuleMap& modules) {
  std::set<std::string> reach;
  add_reach(name, modules, reach);
  return reach;
}

std::set<std::string> words_of(std::string_view cmake) {
  static const std::regex kWord(R"~([^\s()"]+)~");
  const std::string text = without_comments(cmake);
  return {std::sregex_token_iterator(text.begin(), text.end(), kWord), std::sregex_token_iterator()};
}

}  // namespace aibelt::architecture
