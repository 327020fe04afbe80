#include "lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "folder_files.hpp"

namespace aibelt::sweep {
namespace {

[[noreturn]] void refuse(const Folder& folder, const std::string& holder) {
  throw base::IoError(folder.path().string(),
                      fmt::format("{} is at work here; wait until it has ended, or name another folder", holder));
}

}  // namespace

LockFile::LockFile(std::filesystem::path path) : path_(std::move(path)) {
  constexpr mode_t kWritableByAll = 0666;  // less the user's umask
  descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kWritableByAll);
  if (descriptor_ < 0) {
    throw base::IoError(path_.string(), std::strerror(errno));
  }
}

LockFile::~LockFile() { leave_to_parent(); }

void LockFile::leave_to_parent() {
  if (descriptor_ >= 0) {
    ::close(std::exchange(descriptor_, -1));
  }
}

LockFile::Answer LockFile::lock(Kind kind) {
  constexpr int kTries = 10;
  constexpr useconds_t kPause = 30'000;
  Answer answer = try_lock(kind);
  for (int i = 1; i < kTries && answer == Answer::refused; ++i) {
    ::usleep(kPause);
    answer = try_lock(kind);
  }
  return answer;
}

LockFile::Answer LockFile::try_lock(Kind kind) const {
  if (::flock(descriptor_, (kind == Kind::exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) {
    return Answer::held;
  }
  if (errno == EWOULDBLOCK || errno == EINTR) {
    return Answer::refused;
  }
  if (errno == ENOLCK || errno == ENOSYS || errno == EOPNOTSUPP || errno == EINVAL) {
    return Answer::unknown;
  }
  throw base::IoError(path_.string(), std::strerror(errno));
}

void LockFile::sign() const {
  const std::string text = this_process();
  if (::ftruncate(descriptor_, 0) != 0 || ::pwrite(descriptor_, text.data(), text.size(), 0) < 0) {
    throw base::IoError(path_.string(), std::strerror(errno));
  }
}

std::string LockFile::signature() const {
  const auto text = read_whole(path_);
  return text && !text->empty() ? *text : "another process";
}

FolderLock::FolderLock(const Folder& folder, Shard shard)
    : all_(folder.work_path() / "lock"), part_(folder.work_path() / lock_name(shard)) {
  if (shard.count > 1) {
    lock_part(folder);
  } else {
    lock_all(folder);
  }
}

void FolderLock::lock_all(const Folder& folder) {
  const auto answer = all_.lock(LockFile::Kind::exclusive);
  if (answer == LockFile::Answer::refused) {
    const bool is_shared = all_.lock(LockFile::Kind::shared) == LockFile::Answer::held;
    refuse(folder, is_shared ? "a shard of the sweep" : "the sweep of " + all_.signature());
  }
  is_held_ = answer == LockFile::Answer::held;
  all_.sign();
}

void FolderLock::lock_part(const Folder& folder) {
  if (all_.lock(LockFile::Kind::shared) == LockFile::Answer::refused) {
    refuse(folder, "the sweep of " + all_.signature());
  }
  const auto answer = part_.lock(LockFile::Kind::exclusive);
  if (answer == LockFile::Answer::refused) {
    refuse(folder, "the same shard, of " + part_.signature() + ",");
  }
  is_held_ = answer == LockFile::Answer::held;
  part_.sign();
}

void FolderLock::leave_to_parent() {
  all_.leave_to_parent();
  part_.leave_to_parent();
}

std::string lock_name(Shard shard) { return fmt::format("shard-{}-of-{}.lock", shard.index, shard.count); }

std::optional<Shard> shard_of_lock(const std::string& name) {
  unsigned long long index = 0;
  unsigned long long count = 0;
  if (std::sscanf(name.c_str(), "shard-%llu-of-%llu.lock", &index, &count) != 2 || name != lock_name({index, count})) {
    return std::nullopt;
  }
  return Shard{index, count};
}

}  // namespace aibelt::sweep
