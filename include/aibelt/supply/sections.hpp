#pragma once

#include "aibelt/scenario/scenario.hpp"

namespace aibelt::supply {

/// The sections whose entries make, pack or buy goods: fabs, wafer_finishing, stacking, packaging, assembly, suppliers, customers.
scenario::Catalogue supply_sections();

}  // namespace aibelt::supply
