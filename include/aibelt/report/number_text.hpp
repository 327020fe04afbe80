#pragma once

#include <cstdint>
#include <string>

#include "aibelt/base/time.hpp"

namespace aibelt::report {

void append_whole(std::string& text, std::int64_t number);

/// A number that is not negative, given in millionths: `12` or `12.500000`.
void append_millionths(std::string& text, std::int64_t number);

/// `time`, not negative, in seconds.
inline void append_seconds(std::string& text, base::Duration time) { append_millionths(text, time.count()); }

/// `turnaround` over `run`, rounded to millionths; nothing for a job of no length.
void append_stretch(std::string& text, base::Duration turnaround, base::Duration run);

}  // namespace aibelt::report
