#pragma once

#include <string>
#include <vector>

#include "aibelt/metrics/curves.hpp"

namespace aibelt::test {

inline base::Month month(std::string_view text) { return base::month_of(base::parse_date(text).value()); }

/// Rows written by hand.
class Rows {
 public:
  /// Values of one series in the months from `first` on.
  Rows& add(record::Series series, std::string_view first, const std::vector<double>& values) {
    series_.push_back(std::move(series));
    base::Month at = month(first);
    for (const double value : values) {
      rows_.push_back({at, record::SeriesId{static_cast<std::int32_t>(series_.size()) - 1}, value});
      at = base::next(at);
    }
    return *this;
  }
  metrics::Curves curves() const { return {series_, rows_}; }

 private:
  std::vector<record::Series> series_;
  std::vector<record::CurveRow> rows_;
};

}  // namespace aibelt::test
