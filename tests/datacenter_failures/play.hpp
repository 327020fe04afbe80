#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "aibelt/datacenter/failures.hpp"

namespace aibelt::test {

using base::Duration;
using base::SimTime;
using datacenter::ComponentSpec;
using datacenter::FailureEvent;
using datacenter::Failures;
using datacenter::FailureSpec;
using datacenter::SpanSpec;
using Kind = FailureEvent::Kind;

inline constexpr SimTime kStart{};
inline constexpr Duration kHour = std::chrono::hours{1};

/// An event with nodes of its own.
struct Told {
  SimTime time;
  Kind kind;
  std::int32_t cause;
  std::vector<std::int32_t> nodes;

  friend bool operator==(const Told&, const Told&) = default;
};

/// All events before `end`, every node in service being busy.
inline std::vector<Told> play(Failures& failures, SimTime end, const Failures::IsBusy& is_busy = {}) {
  std::vector<Told> all;
  while (failures.next_time() < end) {
    if (const auto event = failures.pop(is_busy)) {
      all.push_back({event->time, event->kind, event->cause, {event->nodes.begin(), event->nodes.end()}});
    }
  }
  return all;
}

inline base::Ratio ratio(double value) { return base::Ratio::from_base_units(value); }

inline datacenter::NodeFaultRate per_node_day(double rate) {
  return datacenter::NodeFaultRate::from_base_units(rate / 86400);
}

inline SpanSpec fixed(Duration length) { return {"fixed", length, ratio(0)}; }

/// A part with `rate` faults a node and day, each repaired in `repair`.
inline ComponentSpec part(double rate, SpanSpec repair) {
  ComponentSpec component;
  component.rate_per_node = per_node_day(rate);
  component.repair = std::move(repair);
  return component;
}

inline std::int64_t count(const std::vector<Told>& events, Kind kind) {
  return std::count_if(events.begin(), events.end(), [&](const Told& event) { return event.kind == kind; });
}

}  // namespace aibelt::test
