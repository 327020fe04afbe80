#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/base/time.hpp"

namespace aibelt::workload {

/// A whole number, digits only but for a minus.
std::optional<std::int64_t> whole_number(std::string_view text);

/// A whole number that may be written with a fraction of zeros, such as `4.0`.
std::optional<std::int64_t> whole_amount(std::string_view text);

/// Seconds, whole or with decimals, of which six are kept, or with an exponent. Too large a number gives more than any limit.
std::optional<base::Duration> seconds(std::string_view text);

/// Seconds, or a date and time such as `2017-10-06 23:27:26` or `2017-10-06T23:27:26Z`, taken as UTC, in Unix time.
std::optional<base::Duration> instant(std::string_view text);

/// The cells of one line of a table, quoted ones without their quotes; valid while line and object are.
class Cells {
 public:
  void split(std::string_view line);

  std::size_t size() const { return cells_.size(); }
  std::string_view operator[](std::size_t i) const { return cells_[i]; }

 private:
  /// Takes the quoted cell that begins `rest` off it; one whose quote never closes runs to the end of the line.
  std::string_view take_quoted(std::string_view& rest);

  std::vector<std::string_view> cells_;
  std::deque<std::string> unquoted_;  ///< text of cells that hold quotes
};

}  // namespace aibelt::workload
