#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>

namespace aibelt::test {

/// A file of the shared data, such as `tables/pue.csv`; nullopt where it is absent, which a test case answers with
/// AIBELT_SKIP.
inline std::optional<std::filesystem::path> shared_data(const std::filesystem::path& relative) {
  const char* folder = std::getenv("AIBELT_DATA_DIR");
  if (folder == nullptr || !std::filesystem::exists(folder / relative)) {
    return std::nullopt;
  }
  return folder / relative;
}

}  // namespace aibelt::test
