#include "run_batch.hpp"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "aibelt/base/error.hpp"
#include "aibelt/base/version.hpp"
#include "aibelt/sweep/runner.hpp"
#include "interrupt.hpp"
#include "sweep_progress.hpp"
#include "sweep_setup.hpp"

namespace aibelt::cli {
namespace {

sweep::Stamp stamp_of_batch() {
  return {.name = "batch", .sweep = "{}", .source = "{}", .version = std::string(base::version())};
}

}  // namespace

ScratchFolder::ScratchFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "aibelt-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw base::IoError(name, std::strerror(errno));
  }
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);  // what resists is the system's to clear
}

RunBatch::RunBatch(scenario::Document base, Asked asked, unsigned jobs)
    : folder_(scratch_.path(), stamp_of_batch()), play_(play_of(std::move(base), std::move(asked))), jobs_(jobs) {}

std::optional<std::vector<sweep::Result>> RunBatch::play(const std::vector<sweep::Point>& points) const {
  const ListedPoints listed(points);
  SweepProgressBar bar;
  sweep::RunOptions options;
  options.jobs = jobs_;
  options.is_interrupted = is_interrupted;
  options.on_progress = [&bar](const sweep::SweepProgress& progress) { bar.show(progress); };
  if (run_points(listed, folder_, play_, options).is_interrupted) {
    return std::nullopt;
  }
  std::vector<sweep::Result> results;
  for (const sweep::Point& point : points) {
    sweep::Found found = folder_.find(point);
    base::ensure(found.state == sweep::PointState::done, "a point that was played has left no result");
    results.push_back(std::move(found.result));
  }
  return results;
}

}  // namespace aibelt::cli
