#pragma once

#include <functional>
#include <string>

#include <simgrid/s4u.hpp>

#include <simgrid/version.h>  // needs the macros of s4u.hpp

/// The few calls that SimGrid 3.32 and 4.x spell differently.
namespace aibelt::engine::compat {

inline simgrid::s4u::NetZone* add_star_zone(simgrid::s4u::Engine& engine, const std::string& name) {
#if SIMGRID_VERSION >= 40000
  return engine.get_netzone_root()->add_netzone_star(name);
#else
  (void)engine;
  return simgrid::s4u::create_star_zone(name);
#endif
}

inline simgrid::s4u::Host* add_host(simgrid::s4u::NetZone* zone, const std::string& name, double speed) {
#if SIMGRID_VERSION >= 40000
  return zone->add_host(name, speed);
#else
  return zone->create_host(name, speed);
#endif
}

inline simgrid::s4u::ActorPtr start_actor(const std::string& name, simgrid::s4u::Host* host,
                                          const std::function<void()>& code) {
  return simgrid::s4u::Actor::init(name, host)->start(code);
}

}  // namespace aibelt::engine::compat
