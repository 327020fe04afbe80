#pragma once

#include "aibelt/entity/cast.hpp"
#include "aibelt/entity/driver.hpp"
#include "aibelt/record/sink.hpp"

namespace aibelt::engine {

/// Like entity::run_in_memory, with SimGrid's clock: each entity is one long-lived actor on a host of its own. Once per process,
/// because SimGrid keeps its clock when an engine is replaced.
bool run_with_simgrid(entity::Cast& cast, base::SimTime from, base::SimTime to, record::Sink& sink,
                      const entity::Watch& watch);

}  // namespace aibelt::engine
