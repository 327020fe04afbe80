#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aibelt::base {

/// One thing wrong with the user's input: where it stands and how to mend it.
struct Issue {
  std::string file;     ///< file as the user named it; empty when it came from the command line
  std::string path;     ///< JSON path such as `sites.ulsan.pue`; empty for the whole document
  std::string message;  ///< what is wrong and the mend, one sentence
  int line = 0;         ///< 1-based; 0 where unknown
  int column = 0;       ///< 1-based; 0 where unknown
};

using Issues = std::vector<Issue>;

/// `file:line:column: path: message`, leaving out what is unknown.
std::string to_text(const Issue& issue);

/// The candidate closest to `word` by edit distance, or "" when none is near enough to be a likely slip.
std::string nearest_name(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace aibelt::base
