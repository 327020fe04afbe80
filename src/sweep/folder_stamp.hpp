#pragma once

#include <filesystem>

#include "aibelt/sweep/folder.hpp"

namespace aibelt::sweep {

/// Writes `sweep.json` where it is missing or says other things of the same sweep; throws base::IoError where it is another sweep's.
void claim(const std::filesystem::path& folder, const Stamp& stamp);

}  // namespace aibelt::sweep
