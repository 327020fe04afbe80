#pragma once

#include <string>
#include <vector>

#include "figure.hpp"
#include "run_view.hpp"

namespace aibelt::report {

/// `capacity`, `share` and the like in both languages; an input such as `hbm4_12_stacks` as it is.
Text reason_text(const std::string& reason);

/// `packaging: capacity`.
Text binding_text(const metrics::Binding& binding);

/// A row of `strip` with what bound in each month of `x`; adds the categories it needs.
Strip::Row strip_row(const Text& name, const std::vector<metrics::Binding>& bindings, const Months& x, Strip& strip);

}  // namespace aibelt::report
