#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/record/rows.hpp"

namespace aibelt::metrics {

/// Values by month; a month without a row counts as zero.
using Monthly = std::map<base::Month, double>;

/// One series with its values.
struct Curve {
  record::Series series;
  Monthly months;
};

/// Which series a question is about; an empty text stands for any.
struct Wanted {
  std::string_view stage = {};
  std::string_view measure = {};
  std::string_view unit = {};
  std::string_view item = {};
  std::string_view place = {};
};

/// The curves of a run, for questions about them.
class Curves {
 public:
  Curves(const std::vector<record::Series>& series, const std::vector<record::CurveRow>& rows);

  const std::vector<Curve>& all() const { return curves_; }
  const std::vector<base::Month>& months() const { return months_; }

  /// Every curve that is wanted, in the order of the series.
  std::vector<const Curve*> find(const Wanted& wanted) const;

  /// Their sum by month.
  Monthly sum(const Wanted& wanted) const;

  /// Their sum in one month.
  double sum_at(const Wanted& wanted, base::Month month) const;

 private:
  std::vector<Curve> curves_;
  std::vector<base::Month> months_;
};

}  // namespace aibelt::metrics
