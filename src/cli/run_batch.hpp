#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "aibelt/scenario/document.hpp"
#include "aibelt/sweep/folder.hpp"
#include "sweep_play.hpp"

namespace aibelt::cli {

/// An empty folder among the system's temporary ones, that goes with all it holds. Throws base::IoError.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Plays points whose results are wanted at once and not kept, each in a process of its own.
class RunBatch {
 public:
  /// At most `jobs` at a time.
  RunBatch(scenario::Document base, Asked asked, unsigned jobs);

  /// What each comes to, in their order; nullopt when somebody has interrupted it. Progress goes to stderr.
  std::optional<std::vector<sweep::Result>> play(const std::vector<sweep::Point>& points) const;

 private:
  ScratchFolder scratch_;
  sweep::Folder folder_;
  sweep::Play play_;
  unsigned jobs_;
};

}  // namespace aibelt::cli
