#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace aibelt::report {

/// A folder being filled: each file is written as `.<name>.partial-<process id>` and all take their places in `commit`.
///
/// Without `commit` the partial files go, and so does every folder made for them that is empty. Partial files of
/// processes that no longer run are removed when the folder is opened. Members throw base::IoError.
class PartialFolder {
 public:
  /// Makes `folder` and its parents where they are missing.
  explicit PartialFolder(std::filesystem::path folder);
  ~PartialFolder();
  PartialFolder(const PartialFolder&) = delete;
  PartialFolder& operator=(const PartialFolder&) = delete;

  /// Where to write the file `name` until `commit`.
  std::filesystem::path add(const std::string& name);

  /// Renames every file, whole and closed, to its place, in the order added; replaces files of those names.
  void commit();

 private:
  std::filesystem::path partial_path(const std::string& name) const;
  void make_folder();
  void refuse_folders_in_the_way() const;
  void remove_stale_files() const;
  void remove_traces() const;

  std::filesystem::path folder_;
  std::vector<std::filesystem::path> made_folders_;  ///< outermost first
  std::vector<std::string> names_;
};

}  // namespace aibelt::report
