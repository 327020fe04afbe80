#include "progress.hpp"

#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

namespace aibelt::cli {

Progress::Progress(base::SimTime from, base::SimTime to)
    : from_(from), to_(to), is_terminal_(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (has_shown_) {
    fmt::print(stderr, "\r\x1b[K");
  }
}

void Progress::show(base::SimTime now) {
  if (!is_terminal_) {
    return;
  }
  constexpr std::size_t kWidth = 40;
  const double share = static_cast<double>((now - from_).count()) / static_cast<double>((to_ - from_).count());
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(kWidth));
  fmt::print(stderr, "\r{} [{:#<{}}{: <{}}] {:3.0f} %", base::to_text(base::month_of(now)), "", filled, "",
             kWidth - filled, share * 100);
  std::fflush(stderr);
  has_shown_ = true;
}

}  // namespace aibelt::cli
