#include "aibelt/report/number_text.hpp"

#include <array>
#include <charconv>
#include <limits>

namespace aibelt::report {
namespace {

constexpr std::int64_t kMillion = 1'000'000;

}  // namespace

void append_whole(std::string& text, std::int64_t number) {
  std::array<char, 20> digits;
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  text.append(digits.data(), static_cast<std::size_t>(result.ptr - digits.data()));
}

void append_millionths(std::string& text, std::int64_t number) {
  append_whole(text, number / kMillion);
  std::int64_t rest = number % kMillion;
  if (rest == 0) {
    return;
  }
  std::array<char, 7> decimals;
  for (std::size_t i = decimals.size() - 1; i > 0; --i, rest /= 10) {
    decimals[i] = static_cast<char>('0' + rest % 10);
  }
  decimals[0] = '.';
  text.append(decimals.data(), decimals.size());
}

void append_stretch(std::string& text, base::Duration turnaround, base::Duration run) {
  if (run > base::Duration::zero()) {
    const __int128 millionths = (__int128{turnaround.count()} * kMillion + run.count() / 2) / run.count();
    if (millionths <= std::numeric_limits<std::int64_t>::max()) {
      append_millionths(text, static_cast<std::int64_t>(millionths));
    } else {  // no figure to its millionths
      append_whole(text, static_cast<std::int64_t>(millionths / kMillion));
    }
  }
}

}  // namespace aibelt::report
