#pragma once

#include "aibelt/base/issue.hpp"

namespace aibelt::cli {

/// Exit codes of every command.
enum class Exit { ok = 0, failed = 1, bad_input = 2, no_disk = 3, interrupted = 75 };

/// Lists the issues on stderr, a line each, and how many there are in `what`.
void print_issues(const base::Issues& issues, const std::string& what);

}  // namespace aibelt::cli
