#include <algorithm>
#include <cmath>
#include <utility>

#include "site.hpp"

// What disruptions do to a site: racks out of work, racks lost before they work, orders taken back.
namespace aibelt::datacenter {
namespace {

constexpr int kFirst = -1;          // of one instant, before anything goes live
constexpr double kRounding = 1e-6;  // of a rack

std::int64_t share_of(std::int64_t racks, double share) {
  return static_cast<std::int64_t>(std::floor(static_cast<double>(racks) * share + kRounding));
}

template <class Cause>
bool concerns(const Cause& cause, const std::string& rack) {
  return cause.product.empty() || cause.product == rack;
}

}  // namespace

void Site::open_disruption_accounts() {
  for (RackKind& kind : kinds_) {
    if (!effects_.losses.empty()) {
      kind.lost = ledger_.total(kind.name, "lost", "racks");
      kind.lost_in_process = ledger_.total(kind.name, "lost_in_process", "racks");
    }
    if (!effects_.capacities.empty()) {
      kind.days_out = ledger_.total(kind.name, "out", "rack-days");
    }
    if (!effects_.cancellations.empty()) {
      kind.cancelled = ledger_.total(kind.name, "cancelled", "racks");
    }
  }
}

void Site::schedule_disruptions(base::SimTime from) {
  for (std::size_t i = 0; i < effects_.losses.size(); ++i) {
    if (effects_.losses[i].at >= from) {
      calendar_.schedule(effects_.losses[i].at, Event{What::loss, i}, kFirst);
    }
  }
  for (std::size_t i = 0; i < effects_.cancellations.size(); ++i) {
    if (effects_.cancellations[i].at >= from) {
      calendar_.schedule(effects_.cancellations[i].at, Event{What::cancellation, i}, kFirst);
    }
  }
}

/// Racks at work of which the site's users have nothing today.
void Site::note_out(base::SimTime day) {
  const double out = 1 - effects_.availability(day);
  if (out > 0) {
    for (const RackKind& kind : kinds_) {
      ledger_.add(kind.days_out, static_cast<double>(kind.live) * out);
    }
  }
}

/// Takes the shares out of the racks that burn in and of those that wait, and orders as many again.
void Site::lose(const entity::Loss& loss, entity::Desk& desk) {
  const auto in_process = lose_in_process(loss);
  const auto waiting = lose_waiting(loss);
  for (std::size_t i = 0; i < kinds_.size(); ++i) {
    RackKind& kind = kinds_[i];
    const std::int64_t racks = in_process[i] + waiting[i];
    if (racks > 0) {
      ledger_.add(kind.lost, static_cast<double>(racks));
      ledger_.add(kind.lost_in_process, static_cast<double>(in_process[i]));
      ledger_.add(kind.demand, static_cast<double>(racks));
      kind.due += racks;
      note(desk, "lost", kind.name, static_cast<double>(racks), "racks");
      order(kind, racks, desk.now(), desk);
    }
  }
}

/// What a loss takes of so many racks of each kind.
std::vector<std::int64_t> Site::hit_by(const entity::Loss& loss, double share, std::vector<std::int64_t> racks) const {
  for (std::size_t i = 0; i < kinds_.size(); ++i) {
    racks[i] = concerns(loss, kinds_[i].name) ? share_of(racks[i], share) : 0;
  }
  return racks;
}

/// Of the racks of each kind that burn in, those that go live first are lost first.
std::vector<std::int64_t> Site::lose_in_process(const entity::Loss& loss) {
  auto entries = take_entries();
  std::vector<std::int64_t> burning_in(kinds_.size(), 0);
  for (const auto& entry : entries) {
    if (entry.event.what == What::live) {
      burning_in[entry.event.kind] += entry.event.racks;
    }
  }
  std::vector<std::int64_t> lost = hit_by(loss, loss.in_process, std::move(burning_in));
  std::vector<std::int64_t> left = lost;
  for (auto& [time, priority, sequence, event] : entries) {
    if (event.what == What::live) {
      RackKind& kind = kinds_[event.kind];
      const std::int64_t part = std::min(event.racks, left[event.kind]);
      left[event.kind] -= part;
      event.racks -= part;
      kind.powered -= part;
      connected_power_ -= kind.power * static_cast<double>(part);
    }
    if (event.what != What::live || event.racks > 0) {
      calendar_.schedule(time, event, priority);
    }
  }
  return lost;
}

/// Of the racks of each kind that wait, those that came first are lost first.
std::vector<std::int64_t> Site::lose_waiting(const entity::Loss& loss) {
  std::vector<std::int64_t> waiting(kinds_.size(), 0);
  for (const Waiting& group : waiting_) {
    waiting[group.kind] += group.racks;
  }
  std::vector<std::int64_t> lost = hit_by(loss, loss.stock, std::move(waiting));
  std::vector<std::int64_t> left = lost;
  for (Waiting& group : waiting_) {
    const std::int64_t part = std::min(group.racks, left[group.kind]);
    left[group.kind] -= part;
    group.racks -= part;
    n_waiting_ -= part;
  }
  std::erase_if(waiting_, [](const Waiting& group) { return group.racks == 0; });
  return lost;
}

/// Takes a share of its open orders back, the latest first; it does without these racks, and their room stays empty.
void Site::cancel(const entity::Cancellation& cancellation, entity::Desk& desk) {
  for (std::size_t i = 0; i < kinds_.size(); ++i) {
    RackKind& kind = kinds_[i];
    const std::int64_t asked = share_of(purchasing_.on_order(kind.item), cancellation.share);
    if (asked == 0 || !concerns(cancellation, kind.name)) {
      continue;
    }
    const std::int64_t back = purchasing_.cancel(kind.item, asked, desk);
    ledger_.add(kind.cancelled, static_cast<double>(back));
    kind.due -= back - drop_due(i, back);
    if (spec_.growth->follows_demand()) {
      ledger_.add(kind.ordered, -static_cast<double>(back));
    }
  }
}

/// Takes up to `racks` out of the demand to come, the latest first; returns how many.
std::int64_t Site::drop_due(std::size_t kind, std::int64_t racks) {
  auto entries = take_entries();
  std::int64_t left = racks;
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    if (entry->event.what == What::due && entry->event.kind == kind) {
      const std::int64_t part = std::min(left, entry->event.racks);
      entry->event.racks -= part;
      left -= part;
    }
  }
  for (const auto& [time, priority, sequence, event] : entries) {
    if (event.what != What::due || event.racks > 0) {
      calendar_.schedule(time, event, priority);
    }
  }
  return racks - left;
}

/// Empties the calendar; the entries come in order.
std::vector<base::Calendar<Site::Event>::Entry> Site::take_entries() {
  std::vector<base::Calendar<Event>::Entry> entries;
  while (!calendar_.is_empty()) {
    entries.push_back(calendar_.pop());
  }
  return entries;
}

}  // namespace aibelt::datacenter
