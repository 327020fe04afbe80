#pragma once

#include <functional>
#include <string>
#include <vector>

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

inline simgrid::s4u::Link* add_link(simgrid::s4u::NetZone* zone, const std::string& name, double bytes_per_second) {
#if SIMGRID_VERSION >= 40000
  return zone->add_link(name, bytes_per_second);
#else
  return zone->create_link(name, bytes_per_second);
#endif
}

/// The way from `from` to the middle of its star zone, or from there to `to`; one of the two is null.
inline void add_half_route(simgrid::s4u::NetZone* zone, simgrid::s4u::Host* from, simgrid::s4u::Host* to,
                           const std::vector<simgrid::s4u::LinkInRoute>& links) {
#if SIMGRID_VERSION >= 33500
  zone->add_route(from, to, links, false);
#else
  zone->add_route(from == nullptr ? nullptr : from->get_netpoint(), to == nullptr ? nullptr : to->get_netpoint(),
                  nullptr, nullptr, links, false);
#endif
}

inline simgrid::s4u::ActorPtr start_actor(const std::string& name, simgrid::s4u::Host* host,
                                          const std::function<void()>& code) {
  return simgrid::s4u::Actor::init(name, host)->start(code);
}

}  // namespace aibelt::engine::compat
