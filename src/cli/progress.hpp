#pragma once

#include <string>

#include "aibelt/base/time.hpp"

namespace aibelt::cli {

/// A progress bar on stderr where that is a terminal; nothing elsewhere.
class Progress {
 public:
  Progress(base::SimTime from, base::SimTime to);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(base::SimTime now);

 private:
  base::SimTime from_;
  base::SimTime to_;
  bool is_terminal_;
  bool has_shown_ = false;
};

}  // namespace aibelt::cli
