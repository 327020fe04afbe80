#pragma once

#include <string>
#include <vector>

#include "aibelt/metrics/binding.hpp"
#include "aibelt/metrics/curves.hpp"
#include "aibelt/report/past_run.hpp"
#include "figure.hpp"

namespace aibelt::report {

/// A run as figures ask about it.
class RunView {
 public:
  /// `run` outlives this.
  RunView(const PastRun& run, std::string name);

  const PastRun& run() const { return run_; }
  const std::string& name() const { return name_; }
  const metrics::Curves& curves() const { return curves_; }
  const metrics::Bindings& bindings() const { return bindings_; }
  Months months() const { return {run_.from, run_.n_months}; }
  base::SimTime from() const { return date("from", run_.from); }
  base::SimTime to() const { return date("to", months().at(run_.n_months)); }

  bool has(const metrics::Wanted& wanted) const { return !curves_.find(wanted).empty(); }

  /// The sum of every curve that is wanted, 0 in months without a row.
  Values sum(const metrics::Wanted& wanted) const;
  Values values(const metrics::Curve& curve) const;

  /// The places that have such a curve, in the order of names.
  std::vector<std::string> places(const metrics::Wanted& wanted) const;

 private:
  base::SimTime date(const char* key, base::Month otherwise) const;

  const PastRun& run_;
  std::string name_;
  metrics::Curves curves_;
  metrics::Bindings bindings_;
};

/// Position of `month` in `x`; `x.n` or more where it lies outside.
std::size_t position(const Months& x, base::Month month);

bool is_all_zero(const Values& values);

/// The same with each run's months laid on `x`; NaN outside of the run.
Values on_months(const Values& values, const Months& from, const Months& x);

}  // namespace aibelt::report
