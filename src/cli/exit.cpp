#include "exit.hpp"

#include <cstdio>

#include <fmt/format.h>

namespace aibelt::cli {

void print_issues(const base::Issues& issues, const std::string& what) {
  for (const base::Issue& issue : issues) {
    fmt::print(stderr, "{}\n", to_text(issue));
  }
  if (!issues.empty()) {
    fmt::print(stderr, "{} {} in {}\n", issues.size(), issues.size() == 1 ? "problem" : "problems", what);
  }
}

}  // namespace aibelt::cli
