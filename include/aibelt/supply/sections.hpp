#pragma once

#include "aibelt/base/issue.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::supply {

/// The sections whose entries make, pack or buy goods: fabs, wafer_finishing, stacking, packaging, assembly, suppliers, customers.
scenario::Catalogue supply_sections();

/// Adds what the section `contracts` contradicts in places, products and lanes, and contracts of one kind that overlap.
void check_contracts(const scenario::Scenario& scenario, base::Issues& issues);

}  // namespace aibelt::supply
