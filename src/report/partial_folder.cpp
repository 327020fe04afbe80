#include "aibelt/report/partial_folder.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "aibelt/report/output_file.hpp"

namespace aibelt::report {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = ".partial-";

/// Whether `name` is that of a partial file whose process has ended. One of this process's id is left from before it.
bool is_stale(std::string_view name) {
  const std::size_t mark = name.rfind(kMark);
  if (!name.starts_with('.') || mark == std::string_view::npos) {
    return false;
  }
  const std::string_view digits = name.substr(mark + kMark.size());
  pid_t process = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), process);
  if (error != std::errc{} || end != digits.data() + digits.size() || process <= 0) {
    return false;
  }
  return process == ::getpid() || (::kill(process, 0) != 0 && errno == ESRCH);
}

void fail_on(const std::error_code& error, const fs::path& path) {
  if (error) {
    throw base::IoError(path.string(), error.message());
  }
}

}  // namespace

PartialFolder::PartialFolder(fs::path folder) : folder_(std::move(folder)) {
  std::error_code error;
  const fs::file_status status = fs::status(folder_, error);
  if (fs::exists(status) && !fs::is_directory(status)) {
    throw base::IoError(folder_.string(), "this is a file; name a folder for the results");
  }
  try {
    make_folder();
    remove_stale_files();
  } catch (...) {
    remove_traces();
    throw;
  }
}

PartialFolder::~PartialFolder() { remove_traces(); }

fs::path PartialFolder::add(const std::string& name) {
  base::ensure(std::find(names_.begin(), names_.end(), name) == names_.end(), "two result files have one name");
  names_.push_back(name);
  return partial_path(name);
}

void PartialFolder::commit() {
  refuse_folders_in_the_way();
  for (const std::string& name : names_) {
    std::error_code error;
    fs::rename(partial_path(name), folder_ / name, error);
    fail_on(error, folder_ / name);
  }
  names_.clear();
  made_folders_.clear();
  sync_to_disk(folder_);
}

fs::path PartialFolder::partial_path(const std::string& name) const {
  return folder_ / fmt::format(".{}{}{}", name, kMark, ::getpid());
}

void PartialFolder::make_folder() {
  std::error_code error;
  std::vector<fs::path> missing;
  fs::path path = fs::absolute(folder_, error);
  for (fail_on(error, folder_); !fs::exists(path, error); path = path.parent_path()) {
    if (path.has_filename()) {
      missing.push_back(path);
    }
  }
  for (auto folder = missing.rbegin(); folder != missing.rend(); ++folder) {
    if (fs::create_directory(*folder, error)) {
      made_folders_.push_back(*folder);
    }
    fail_on(error, *folder);
  }
}

/// A rename over a folder would fail after others are done.
void PartialFolder::refuse_folders_in_the_way() const {
  for (const std::string& name : names_) {
    std::error_code error;
    if (fs::is_directory(fs::symlink_status(folder_ / name, error))) {
      throw base::IoError((folder_ / name).string(), "this is a folder; a result file is to stand here");
    }
  }
}

void PartialFolder::remove_stale_files() const {
  std::error_code error;
  std::vector<fs::path> stale;
  for (fs::directory_iterator entry(folder_, error), end; !error && entry != end; entry.increment(error)) {
    if (is_stale(entry->path().filename().string())) {
      stale.push_back(entry->path());
    }
  }
  for (const fs::path& path : stale) {
    fs::remove(path, error);  // a file that resists takes room but no harm comes of it
  }
}

/// What resists removal is left: the failure that led here is the one to report.
void PartialFolder::remove_traces() const {
  std::error_code error;
  for (const std::string& name : names_) {
    fs::remove(partial_path(name), error);
  }
  for (auto folder = made_folders_.rbegin(); folder != made_folders_.rend(); ++folder) {
    fs::remove(*folder, error);  // refuses a folder that holds something
  }
}

}  // namespace aibelt::report
