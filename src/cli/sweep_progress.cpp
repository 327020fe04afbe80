#include "sweep_progress.hpp"

#include <cmath>
#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

#include "table.hpp"

namespace aibelt::cli {
namespace {

constexpr std::uint64_t kMostFailuresSaid = 10;

double seconds_of(std::chrono::steady_clock::duration span) { return std::chrono::duration<double>(span).count(); }

std::uint64_t n_done(const sweep::Tally& tally) { return tally.n_kept + tally.n_played; }

double share_of(const sweep::Tally& tally) {
  return tally.n_points == 0 ? 1 : static_cast<double>(n_done(tally)) / static_cast<double>(tally.n_points);
}

/// Lines of a log, seldom enough for a night's.
std::chrono::steady_clock::duration next_line(std::chrono::steady_clock::duration now) {
  constexpr std::chrono::seconds kFirst{10};
  constexpr std::chrono::minutes kLongest{5};
  return now + std::clamp<std::chrono::steady_clock::duration>(now, kFirst, kLongest);
}

std::string mark_of(const sweep::Point& point) {
  return fmt::format("run {} (point {}, replication {})", point.number, point.design_point, point.replication);
}

}  // namespace

std::string span_text(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
  if (whole < 60) {
    return fmt::format("{} s", whole);
  }
  return whole < 3600 ? fmt::format("{}:{:02}", whole / 60, whole % 60)
                      : fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string progress_text(const sweep::Tally& tally, std::chrono::steady_clock::duration elapsed) {
  std::string text =
      fmt::format("{} of {} points ({:.0f} %)", n_done(tally), tally.n_points, std::floor(100 * share_of(tally)));
  const double seconds = seconds_of(elapsed);
  if (tally.n_played > 0 && seconds > 0) {
    const double rate = static_cast<double>(tally.n_played) / seconds;
    text += rate >= 1 ? fmt::format(", {} points/s", short_number(rate))
                      : fmt::format(", {} points/min", short_number(60 * rate));
    text += fmt::format(", {} left", span_text(static_cast<double>(tally.n_left()) / rate));
  }
  return tally.n_failed == 0 ? text : text + fmt::format(", {} failed", tally.n_failed);
}

SweepProgressBar::SweepProgressBar() : is_terminal_(isatty(STDERR_FILENO) == 1) {}

SweepProgressBar::~SweepProgressBar() { clear(); }

void SweepProgressBar::show(const sweep::SweepProgress& progress) {
  if (progress.point == nullptr) {
    say_what_was_found(progress.tally);
    next_ = is_terminal_ ? std::chrono::steady_clock::duration::zero() : next_line({});
    return;
  }
  if (!progress.failure.empty()) {
    say_failure(progress);
  }
  if (progress.elapsed < next_) {
    return;
  }
  if (is_terminal_) {
    constexpr std::chrono::milliseconds kFrame{100};
    draw(progress);
    next_ = progress.elapsed + kFrame;
  } else {
    fmt::print(stderr, "{}\n", progress_text(progress.tally, progress.elapsed));
    next_ = next_line(progress.elapsed);
  }
}

void SweepProgressBar::say_what_was_found(const sweep::Tally& tally) {
  if (tally.n_kept > 0) {
    fmt::print(stderr, "{} of {} points are finished and kept\n", tally.n_kept, tally.n_points);
  }
  for (const auto& [version, count] : tally.n_stale) {
    fmt::print(stderr,
               "{} points are stale (made by aibelt {}, for another version, scenario or question) and played again\n",
               count, version);
  }
  if (tally.n_damaged > 0) {
    fmt::print(stderr, "{} points are damaged and played again\n", tally.n_damaged);
  }
}

void SweepProgressBar::say_failure(const sweep::SweepProgress& progress) {
  if (n_failures_said_ > kMostFailuresSaid) {
    return;
  }
  clear();
  if (n_failures_said_++ == kMostFailuresSaid) {
    fmt::print(stderr, "more runs failed; points.csv will have the reason of each\n");
    return;
  }
  fmt::print(stderr, "{} failed: {}{}\n", mark_of(*progress.point), progress.failure,
             progress.said.empty() ? "" : fmt::format(" (its last words: {})", progress.said));
}

void SweepProgressBar::draw(const sweep::SweepProgress& progress) {
  constexpr std::size_t kWidth = 24;
  const auto filled = static_cast<std::size_t>(share_of(progress.tally) * static_cast<double>(kWidth));
  fmt::print(stderr, "\r[{:#<{}}{: <{}}] {}\x1b[K", "", filled, "", kWidth - filled,
             progress_text(progress.tally, progress.elapsed));
  std::fflush(stderr);
  is_drawn_ = true;
}

void SweepProgressBar::clear() {
  if (is_drawn_) {
    fmt::print(stderr, "\r\x1b[K");
    is_drawn_ = false;
  }
}

}  // namespace aibelt::cli
