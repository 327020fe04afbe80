#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aibelt::architecture {

/// C++ `source` with comments, strings and characters blanked out; line breaks stay where they are.
std::string without_comments_and_literals(std::string_view source);

/// One `#include` of a C++ file.
struct Include {
  std::string target;      ///< what stands between the quotes or angle brackets
  bool is_quoted = false;  ///< `"..."` rather than `<...>`
  int line = 0;            ///< 1-based
};

/// The includes of `source`, in order.
std::vector<Include> includes_of(std::string_view source);

}  // namespace aibelt::architecture
