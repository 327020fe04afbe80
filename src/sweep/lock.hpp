#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "aibelt/sweep/folder.hpp"

namespace aibelt::sweep {

/// An open file that is locked, or not, as long as this lives; the lock goes with the process, however that ends.
class LockFile {
 public:
  enum class Kind { shared, exclusive };
  enum class Answer { held, refused, unknown };  ///< unknown: the file system has no locks

  explicit LockFile(std::filesystem::path path);
  ~LockFile();
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;

  /// Waits a third of a second for it, as a run that was just killed needs a moment to go.
  Answer lock(Kind kind);

  /// Says in the file who holds it.
  void sign() const;
  std::string signature() const;

  /// In a child: closes the file, so that the lock is the parent's alone.
  void leave_to_parent();

 private:
  Answer try_lock(Kind kind) const;

  std::filesystem::path path_;
  int descriptor_ = -1;
};

/// Keeps others off a folder: of one shard out of several its own part, else all of it. Throws base::IoError where that is taken.
class FolderLock {
 public:
  FolderLock(const Folder& folder, Shard shard);

  /// False where the file system has no locks.
  bool is_held() const { return is_held_; }
  void leave_to_parent();

 private:
  void lock_all(const Folder& folder);
  void lock_part(const Folder& folder);

  LockFile all_;
  LockFile part_;  ///< of the shard
  bool is_held_ = true;
};

/// The name of a shard's lock, and the shard of such a name.
std::string lock_name(Shard shard);
std::optional<Shard> shard_of_lock(const std::string& name);

}  // namespace aibelt::sweep
