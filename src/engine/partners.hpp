#pragma once

#include <string>

#include "aibelt/entity/setting.hpp"
#include "aibelt/network/lanes.hpp"

namespace aibelt::engine {

/// Adds the lane called `name` to those that lead to `partner`; plans go by the cheapest, and by the quickest of those.
void add_terms(entity::Partner& partner, const std::string& name, const network::Lane& lane);

}  // namespace aibelt::engine
