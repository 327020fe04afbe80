#pragma once

#include <cstdint>
#include <string>

#include "aibelt/scenario/scenario.hpp"

namespace aibelt::datacenter {

/// Whole racks of `racks` that belong to somebody with the share `share` of them.
std::int64_t part_of_racks(std::int64_t racks, double share);

/// Of `racks` racks of kind `rack` on `site`, those that belong to clusters; the rest is for services.
std::int64_t clusters_part(const scenario::Scenario& scenario, const std::string& site, const std::string& rack,
                           std::int64_t racks);

}  // namespace aibelt::datacenter
