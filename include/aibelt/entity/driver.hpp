#pragma once

#include <functional>

#include "aibelt/entity/cast.hpp"
#include "aibelt/record/sink.hpp"

namespace aibelt::entity {

/// What a run asks of its surroundings while it goes on.
struct Watch {
  /// Told the clock about once a simulated month.
  std::function<void(base::SimTime)> on_month = [](base::SimTime) {};
  /// Whether the run is to be given up.
  std::function<bool()> is_stopped = [] { return false; };
};

/// Plays `cast` from `from` to `to` without SimGrid and writes its rows to `sink`; false when `watch` stopped it.
/// For unit tests and as the reference the SimGrid driver is compared with, byte for byte.
bool run_in_memory(Cast& cast, base::SimTime from, base::SimTime to, record::Sink& sink, const Watch& watch = {});

}  // namespace aibelt::entity
