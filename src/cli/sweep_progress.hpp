#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "aibelt/sweep/runner.hpp"

namespace aibelt::cli {

/// How a sweep goes on, on stderr: a bar where that is a terminal, else a line now and then; the first points that fail, each with
/// its reason.
class SweepProgressBar {
 public:
  SweepProgressBar();
  ~SweepProgressBar();
  SweepProgressBar(const SweepProgressBar&) = delete;
  SweepProgressBar& operator=(const SweepProgressBar&) = delete;

  void show(const sweep::SweepProgress& progress);

 private:
  void say_what_was_found(const sweep::Tally& tally);
  void say_failure(const sweep::SweepProgress& progress);
  void draw(const sweep::SweepProgress& progress);
  void clear();

  bool is_terminal_;
  bool is_drawn_ = false;
  std::uint64_t n_failures_said_ = 0;
  std::chrono::steady_clock::duration next_{};  ///< when to draw the bar or say a line again
};

/// `123 of 1000 points (12 %), 45 points/s, 19 s left, 1 failed`.
std::string progress_text(const sweep::Tally& tally, std::chrono::steady_clock::duration elapsed);

/// `1:02:03`, `4:05`, `19 s`.
std::string span_text(double seconds);

}  // namespace aibelt::cli
