#include "aibelt/sweep/folder.hpp"

#include <set>
#include <utility>

#include <fmt/format.h>

#include "aibelt/scenario/digest.hpp"
#include "folder_files.hpp"
#include "folder_stamp.hpp"
#include "lock.hpp"
#include "point_file.hpp"

namespace aibelt::sweep {
namespace {

namespace fs = std::filesystem;
using scenario::Json;

/// What a scenario is asked for, without a way for two askings to look alike.
std::string asking(const Point& point) { return Json{point.overrides, point.seed}.dump(); }

}  // namespace

Folder::Folder(fs::path path, Stamp stamp)
    : path_(std::move(path)),
      stamp_(std::move(stamp)),
      content_(Json{stamp_.scenario_hash, stamp_.version, stamp_.asked}.dump()) {
  make_folders(work_path());
  claim(path_, stamp_);
}

fs::path Folder::point_path(const Point& point) const {
  const std::string address = scenario::sha256(asking(point));
  return path_ / "points" / address.substr(0, 2) / address;
}

fs::path Folder::run_path(const Point& point) const {
  return path_ / "runs" / fmt::format("{}-{}", point.design_point, point.replication);
}

Found Folder::find(const Point& point) const {
  const auto text = read_whole(point_path(point));
  if (!text) {
    return {};
  }
  auto record = read_point_text(*text);
  if (!record) {
    return {PointState::damaged, {}, {}, {}};
  }
  if (record->key != scenario::sha256(content_ + asking(point))) {
    return {PointState::stale, {}, std::move(record->version), {}};
  }
  return {PointState::done, std::move(record->result), std::move(record->version), std::move(record->said)};
}

// No point waits for the disk: after a power cut the file may be empty or torn, its digest says so, and the point is played again. An
// fsync each would cost more than most runs.
void Folder::write(const Point& point, const Result& result, const std::string& said, const fs::path& partial) const {
  const PointRecord record{scenario::sha256(content_ + asking(point)), stamp_.version, result, said};
  write_whole(partial, to_point_text(record, point));
  put_in_place(partial, point_path(point));
}

std::vector<std::uint64_t> Folder::shard_counts() const {
  std::set<std::uint64_t> counts;
  std::error_code error;
  for (fs::directory_iterator entry(work_path(), error), end; !error && entry != end; entry.increment(error)) {
    if (const auto shard = shard_of_lock(entry->path().filename().string())) {
      counts.insert(shard->count);
    }
  }
  return {counts.begin(), counts.end()};
}

}  // namespace aibelt::sweep
