#include "folder_stamp.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "aibelt/report/output_file.hpp"
#include "folder_files.hpp"

namespace aibelt::sweep {
namespace {

namespace fs = std::filesystem;
using scenario::Json;

constexpr const char* kName = "sweep.json";

Json description(const Stamp& stamp) {
  return {{"format", 1},
          {"name", stamp.name},
          {"title", stamp.title},
          {"sweep", Json::parse(stamp.sweep)},
          {"source", Json::parse(stamp.source)},
          {"scenario_hash", stamp.scenario_hash},
          {"aibelt", stamp.version}};
}

/// `/factors/0/low` as `factors.0.low`.
std::string dotted(std::string pointer) {
  std::replace(pointer.begin(), pointer.end(), '/', '.');
  return pointer.empty() ? "all of it" : pointer.substr(1);
}

std::string value_at(const Json& root, const std::string& pointer) {
  constexpr std::size_t kMost = 60;
  const Json::json_pointer place(pointer);
  const std::string text = root.contains(place) ? root.at(place).dump() : "nothing";
  return text.size() <= kMost ? text : text.substr(0, kMost) + "...";
}

/// What differs, a few of it: ``replications` is 5 in the folder and 10 in this sweep`.
std::string differences(const Json& theirs, const Json& ours) {
  constexpr std::size_t kMost = 4;
  const Json changes = Json::diff(theirs, ours);
  std::string text;
  for (std::size_t i = 0; i < std::min(kMost, changes.size()); ++i) {
    const std::string pointer = changes[i].at("path");
    text += fmt::format("{}`{}` is {} in the folder and {} in this sweep", i == 0 ? "" : ", ", dotted(pointer),
                        value_at(theirs, pointer), value_at(ours, pointer));
  }
  return changes.size() <= kMost ? text : text + fmt::format(", and {} more", changes.size() - kMost);
}

void refuse_another_sweep(const fs::path& file, const Json& theirs, const Json& ours) {
  if (theirs != ours) {
    throw base::IoError(file.string(),
                        fmt::format("the folder is another sweep's: {}; name another folder, or remove this file "
                                    "to give the folder to this sweep (points alike in both are kept)",
                                    differences(theirs, ours)));
  }
}

std::optional<Json> stored_description(const fs::path& folder) {
  const fs::path file = folder / kName;
  const auto text = read_whole(file);
  if (!text) {
    return std::nullopt;
  }
  Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object() || !json.contains("sweep") || !json.contains("source")) {
    throw base::IoError(file.string(), "it is damaged; remove it and start the sweep again: finished points are kept");
  }
  return json;
}

/// Renames without replacing; false where another process was first.
bool put_first(const fs::path& from, const fs::path& to) {
  if (::link(from.c_str(), to.c_str()) == 0) {
    ::unlink(from.c_str());
    return true;
  }
  if (errno == EEXIST) {
    ::unlink(from.c_str());
    return false;
  }
  put_in_place(from, to);  // a file system without hard links
  return true;
}

/// A file whose name no other process uses, in the folder of `file`.
fs::path written_beside(const fs::path& file, const std::string& text) {
  std::string process = this_process();
  std::replace(process.begin(), process.end(), ' ', '-');
  fs::path partial = file.parent_path() / fmt::format(".{}-{}", kName, process);
  write_whole(partial, text);
  report::sync_to_disk(partial);
  return partial;
}

}  // namespace

void claim(const fs::path& folder, const Stamp& stamp) {
  const Json ours = description(stamp);
  const fs::path file = folder / kName;
  const auto theirs = stored_description(folder);
  if (theirs) {
    refuse_another_sweep(file, theirs->at("sweep"), ours.at("sweep"));
  }
  if (theirs == ours) {
    return;
  }
  const fs::path partial = written_beside(file, ours.dump(2) + '\n');
  if (theirs) {
    put_in_place(partial, file);
  } else if (!put_first(partial, file)) {
    claim(folder, stamp);
  }
}

Json read_description(const fs::path& folder) {
  auto description = stored_description(folder);
  if (!description) {
    throw base::IoError((folder / kName).string(), "there is none: no sweep has begun in this folder");
  }
  return std::move(*description);
}

}  // namespace aibelt::sweep
