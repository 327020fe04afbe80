#include "aibelt/engine/engine.hpp"
#include "simgrid_driver.hpp"

namespace aibelt::engine {

bool run(const scenario::Scenario& scenario, record::Sink& sink, const entity::Watch& watch, Driver driver) {
  entity::Cast cast = build(scenario);
  return driver == Driver::memory ? entity::run_in_memory(cast, scenario.from, scenario.to, sink, watch)
                                  : run_with_simgrid(cast, scenario.from, scenario.to, sink, watch);
}

}  // namespace aibelt::engine
