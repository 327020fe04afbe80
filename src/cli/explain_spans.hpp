#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "aibelt/metrics/binding.hpp"
#include "aibelt/metrics/curves.hpp"

namespace aibelt::cli {

/// Months on end that the same thing holds up.
struct Span {
  metrics::Binding first;  ///< of its first month, with the evidence of that
  base::Month last;

  std::size_t n_months() const { return static_cast<std::size_t>(last.index - first.month.index + 1); }
  bool is_free() const { return first.reason.empty(); }
};

/// The months of `bindings` parted by stage, reason and the item that is short.
std::vector<Span> spans_of(const std::vector<metrics::Binding>& bindings);

/// What the binding stage did in a span, in units a month, and where the rows stand.
struct StageFigures {
  std::string unit;
  double good = 0;     ///< put out a month
  double wanted = 0;   ///< ordered a month
  double waiting = 0;  ///< mean level of what waits
  std::string rows;    ///< `stage,place,item,measure` of what waits
  std::vector<std::string> places;
};

/// Of the item that is short, over the places of the binding stage.
StageFigures figures_of(const Span& span, const metrics::Curves& curves);

/// An input that lies at the binding stage because of what it waits for.
struct IdleInput {
  std::string unit;
  double stock = 0;  ///< mean level
  double days = 0;   ///< of the stage's use
};

/// Inputs that wait at the binding stage's places, longest first; those that wait less than a day are left out.
std::vector<IdleInput> idle_inputs(const Span& span, const metrics::Curves& curves);

/// Another maker or reason for which nearly as much of the same goods waits, at a step on the way to what binds.
struct Rival {
  std::string stage;
  std::string reason;
  std::string item;
  std::string unit;
  double waiting = 0;
  double taken = 0;  ///< what waits for the reason that the way follows
};

/// Those within `margin` (a share) of what waits for the reason followed.
std::vector<Rival> rivals_of(const Span& span, const metrics::Curves& curves, double margin);

}  // namespace aibelt::cli
