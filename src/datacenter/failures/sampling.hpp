#pragma once

#include "aibelt/base/random.hpp"
#include "aibelt/datacenter/failures.hpp"

namespace aibelt::datacenter {

/// A length drawn as `spec` says; no draw where it is fixed.
base::Duration sample(const SpanSpec& spec, base::Stream& stream);

/// The instant `seconds` >= 0 after `now`, to the nearest microsecond; kNever beyond 300 years.
base::SimTime after(base::SimTime now, double seconds);

}  // namespace aibelt::datacenter
