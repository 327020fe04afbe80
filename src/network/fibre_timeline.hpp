#pragma once

#include <map>

#include "aibelt/network/fibre.hpp"

namespace aibelt::network {

/// How `link` stands from each date on, from the start of the run; every date a whole second of the run, in which it changes.
std::map<base::SimTime, LinkState> timeline_of(const std::string& name, const Link& link,
                                               const scenario::Scenario& scenario);

}  // namespace aibelt::network
