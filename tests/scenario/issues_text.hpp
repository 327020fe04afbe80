#pragma once

#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"

namespace aibelt::test {

/// Each issue as `path: message`.
inline std::vector<std::string> texts_of(const base::Issues& issues) {
  std::vector<std::string> texts;
  for (const base::Issue& issue : issues) {
    texts.push_back(issue.path + ": " + issue.message);
  }
  return texts;
}

}  // namespace aibelt::test
