#include "text.hpp"

#include <cmath>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"

namespace aibelt::report {

std::string timestamp(base::SimTime time) {
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(time - midnight)};
  std::string text = base::to_date_text(time);
  if (time != midnight) {
    text += fmt::format("T{:02}:{:02}:{:02}Z", clock.hours().count(), clock.minutes().count(), clock.seconds().count());
  }
  return text;
}

double finite(double value, std::string_view what) {
  if (!std::isfinite(value)) {
    throw base::LogicError(fmt::format("\"{}\" has the value {}", what, value));
  }
  return value + 0.0;  // -0 + 0 is 0
}

}  // namespace aibelt::report
