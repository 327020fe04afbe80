#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "aibelt/sweep/folder.hpp"

namespace aibelt::sweep {

/// How a child says it ended; the text behind it is a failure, or path, zero byte and cause of an IoError.
enum class Verdict : char { result = 'r', failed_checks = 'c', failure = 'f', no_disk = 'd' };

/// Most of a reason that is kept.
inline constexpr std::size_t kMostReason = 2000;

/// Where a child works.
struct ChildPlace {
  std::filesystem::path partial;  ///< half-written point
  pid_t parent = 0;
  int report = -1;  ///< end of a pipe for the verdict
  int output = -1;  ///< where stderr goes
  std::optional<std::uint64_t> memory_bytes;
};

/// `text` on one line, no longer than a reason may be.
std::string one_line(std::string text);

/// Plays a point and writes its file, in a process just forked, which ends here.
[[noreturn]] void play_in_child(const Folder& folder, const Play& play, const Point& point, const ChildPlace& place);

}  // namespace aibelt::sweep
