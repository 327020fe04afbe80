#include "process.hpp"

#include <algorithm>
#include <utility>

#include "aibelt/base/error.hpp"
#include "sampling.hpp"

namespace aibelt::datacenter {

Failures::Process::Process(const FailureSpec& spec, std::uint64_t seed, const std::string& name, base::SimTime start)
    : spec_(spec),
      nodes_(spec, base::Stream(seed, name + "/failures/lemons")),
      shop_(spec.crew),
      replacements_(seed, name + "/failures/replacements"),
      now_(start) {
  const std::string prefix = name + "/failures/";
  for (const auto& [part, component] : spec.components) {
    components_.emplace_back(component, spec, seed, prefix + part);
    names_.push_back(part);
  }
  for (const auto& [kind, fault] : spec.shared_faults) {
    shared_.emplace_back(fault, spec.racks_per_switch, seed, prefix + kind);
    names_.push_back(kind);
  }
  if (spec.maintenance) {
    calendar_.schedule(start + spec.maintenance->interval, {.step = Step::round});
  }
}

void Failures::Process::add_nodes(const NodeBatch& batch, base::SimTime now) {
  base::ensure(now >= now_, "Failures: nodes join in the past");
  now_ = now;
  nodes_.add(batch);
  if (spec_.early_life && batch.since + spec_.early_life->span > now) {
    calendar_.schedule(batch.since + spec_.early_life->span, {.step = Step::seasoned});
  }
  begin_swaps();
  draw_all(now);
}

void Failures::Process::retire(std::int32_t first, std::int32_t count, base::SimTime now) {
  base::ensure(now >= now_, "Failures: nodes leave in the past");
  now_ = now;
  for (std::int32_t node = first; node < first + count; ++node) {
    nodes_.retire(node);
  }
  begin_swaps();
  draw_all(now);
}

/// Faults come at exponential gaps, so drawing all of them anew at any instant changes no distribution.
void Failures::Process::draw_all(base::SimTime now) {
  nodes_.forget_seasoned(now);
  for (ComponentFaults& source : components_) {
    source.draw_next(nodes_, now);
  }
  for (SharedFaults& source : shared_) {
    source.draw_next(nodes_, now);
  }
  choose_next_source();
}

void Failures::Process::choose_next_source() {
  next_strike_ = base::kNever;
  const auto offer = [this](base::SimTime time, std::size_t source) {
    if (time < next_strike_) {
      next_strike_ = time;
      next_source_ = source;
    }
  };
  for (std::size_t i = 0; i < components_.size(); ++i) {
    offer(components_[i].next(), i);
  }
  for (std::size_t i = 0; i < shared_.size(); ++i) {
    offer(shared_[i].next(), components_.size() + i);
  }
}

base::SimTime Failures::Process::next_time() const {
  return calendar_.is_empty() ? next_strike_ : std::min(next_strike_, calendar_.next_time());
}

std::optional<FailureEvent> Failures::Process::pop(const IsBusy& is_busy) {
  changed_.clear();
  now_ = next_time();
  base::ensure(now_ != base::kNever, "Failures: nothing is to happen");
  Event event;
  if (now_ < next_strike_ || (!calendar_.is_empty() && calendar_.next_time() == now_)) {
    event = play(calendar_.pop().event);
  } else {
    event = strike(is_busy);
  }
  begin_repairs();
  begin_swaps();
  if (!event) {
    return std::nullopt;
  }
  return FailureEvent{now_, *event, cause_, changed_};
}

Failures::Process::Event Failures::Process::strike(const IsBusy& is_busy) {
  const std::size_t source = next_source_;
  cause_ = static_cast<std::int32_t>(source);
  Event event;
  if (source < components_.size()) {
    event = strike_component(source, is_busy);
    components_[source].draw_next(nodes_, now_);
  } else {
    event = strike_shared(source - components_.size());
    shared_[source - components_.size()].draw_next(nodes_, now_);
  }
  choose_next_source();
  return event;
}

Failures::Process::Event Failures::Process::strike_component(std::size_t source, const IsBusy& is_busy) {
  const auto node = components_[source].hit(nodes_, is_busy);
  if (!node) {
    return std::nullopt;
  }
  const bool is_replacement = nodes_.is_found_out(*node);
  if (!is_replacement && components_[source].only_interrupts()) {
    changed_.push_back(*node);
    return FailureEvent::Kind::interrupt;
  }
  shop_.submit({*node, cause_, is_replacement});
  hold(*node);
  return told(FailureEvent::Kind::node_down);
}

Failures::Process::Event Failures::Process::strike_shared(std::size_t source) {
  SharedFaults& faults = shared_[source];
  const auto group = faults.hit();
  if (!group) {
    return std::nullopt;
  }
  std::vector<std::int32_t> nodes = faults.nodes_of(*group, nodes_);
  for (const std::int32_t node : nodes) {
    hold(node);
  }
  calendar_.schedule(now_ + faults.draw_repair(),
                     {.step = Step::shared_ended, .cause = cause_, .first = keep(std::move(nodes)), .last = *group});
  return told(FailureEvent::Kind::node_down);
}

void Failures::Process::hold(std::int32_t node) {
  if (nodes_.hold(node)) {
    changed_.push_back(node);
  }
}

void Failures::Process::release(std::int32_t node) {
  if (nodes_.release(node)) {
    changed_.push_back(node);
  }
}

std::int32_t Failures::Process::keep(std::vector<std::int32_t> nodes) {
  if (free_slots_.empty()) {
    held_.emplace_back();
    free_slots_.push_back(static_cast<std::int32_t>(held_.size()) - 1);
  }
  const std::int32_t slot = free_slots_.back();
  free_slots_.pop_back();
  held_[static_cast<std::size_t>(slot)] = std::move(nodes);
  return slot;
}

std::string_view Failures::Process::cause_name(std::int32_t cause) const {
  if (cause == kMaintenance) {
    return "maintenance";
  }
  if (cause == kSpare) {
    return "spare";
  }
  base::ensure(cause >= 0 && static_cast<std::size_t>(cause) < names_.size(), "Failures: no such cause");
  return names_[static_cast<std::size_t>(cause)];
}

}  // namespace aibelt::datacenter
