#pragma once

#include <string>
#include <string_view>

#include "aibelt/base/time.hpp"

namespace aibelt::report {

/// `2027-03-14` at midnight, `2027-03-14T06:30:00Z` elsewhere, in whole seconds.
std::string timestamp(base::SimTime time);

/// `value`, with -0 as 0; throws LogicError when it is no finite number, naming `what` it belongs to.
double finite(double value, std::string_view what);

}  // namespace aibelt::report
