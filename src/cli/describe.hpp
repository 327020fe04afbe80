#pragma once

#include <string>

#include "aibelt/scenario/scenario.hpp"

namespace aibelt::cli {

/// Every section with its kinds; with their fields when `section` names one. Empty when there is no such section.
std::string describe_catalogue(const scenario::Catalogue& catalogue, const std::string& section);

/// The keys of a sweep file.
std::string describe_sweep();

/// The designs a sweep may have, with their fields.
std::string describe_designs();

/// Every KPI a run may have, with its unit.
std::string describe_kpis();

}  // namespace aibelt::cli
