#include "site.hpp"

#include <algorithm>
#include <cmath>

#include "aibelt/base/error.hpp"
#include "aibelt/product/products.hpp"
#include "clusters/cluster_spec.hpp"
#include "rack_split.hpp"

namespace aibelt::datacenter {
namespace {

constexpr double kDayInSeconds = 86400;
constexpr double kMega = 1e6;

/// Whole racks of `each` W that fit into `power` W; a millionth of a rack too little still fits.
std::int64_t racks_within(double power, double each) {
  constexpr double kRounding = 1e-6;
  return std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(power / each + kRounding)));
}

/// What crews with `in_hand` racks left can connect after `racks` more; idle crews keep less than one rack in hand.
double replenished(double in_hand, double racks) {
  constexpr double kPartOfARack = 0.999;
  return std::min(in_hand, kPartOfARack) + racks;
}

std::int64_t whole(double racks) {
  constexpr double kRounding = 1e-6;
  return static_cast<std::int64_t>(std::floor(racks + kRounding));
}

}  // namespace

Site::Site(const SiteSpec& spec, const entity::Setting& setting)
    : spec_(spec),
      scenario_(setting.scenario),
      effects_(setting.scenario, setting.name),
      listeners_(setting.listeners),
      purchasing_(setting),
      ledger_("site", setting.name, setting.series),
      growth_(spec, setting),
      wait_power_(ledger_.total("", "waiting_for_power", "racks")),
      wait_crew_(ledger_.total("", "waiting_for_commissioning", "racks")),
      live_power_(ledger_.level("", "it_power_live", "MW")),
      facility_power_(ledger_.level("", "facility_power_live", "MW")),
      usable_power_(ledger_.level("", "it_power_usable", "MW")),
      building_power_(ledger_.level("", "building_power", "MW")),
      grid_power_(ledger_.level("", "grid_power", "MW")) {
  if (spec.is_metered()) {
    account_.emplace(spec, setting.name, setting.series);
  }
  for (const auto& [rack, count] : spec.opening) {
    kind_of(rack, setting);
  }
  for (const BuildStep& step : spec.build) {
    kind_of(step.rack, setting);
  }
  open_disruption_accounts();
}

std::size_t Site::kind_of(const std::string& rack, const entity::Setting& setting) {
  const auto found =
      std::find_if(kinds_.begin(), kinds_.end(), [&](const RackKind& kind) { return kind.name == rack; });
  if (found != kinds_.end()) {
    return static_cast<std::size_t>(found - kinds_.begin());
  }
  const auto& product = product::rack_of(setting.scenario, rack);
  kinds_.push_back({.name = rack,
                    .item = setting.items.find(entity::Good::rack, rack),
                    .accelerator = setting.items.find(entity::Good::package, product.accelerator),
                    .accelerators = product.accelerators,
                    .power = product.power.in_base_units(),
                    .idle = product.idle().in_base_units(),
                    .demand = ledger_.total(rack, "demand", "racks"),
                    .received = ledger_.total(rack, "received", "racks"),
                    .connected = ledger_.total(rack, "connected", "racks"),
                    .retired = ledger_.total(rack, "retired", "racks"),
                    .live_level = ledger_.level(rack, "live", "racks"),
                    .late_level = ledger_.level(rack, "late", "racks")});
  if (spec_.growth->follows_demand()) {
    kinds_.back().ordered = ledger_.total(rack, "orders_placed", "racks");
    kinds_.back().wanted_level = ledger_.level(rack, "wanted", "racks");
  }
  return kinds_.size() - 1;
}

void Site::start(entity::Desk& desk) {
  ledger_.roll(desk);
  for (std::size_t i = 0; i < kinds_.size(); ++i) {
    const auto opening = spec_.opening.find(kinds_[i].name);
    if (opening != spec_.opening.end() && opening->second > 0) {
      kinds_[i].landed = kinds_[i].due = kinds_[i].powered = opening->second;
      for (const entity::Partner& listener : listeners_) {
        kinds_[i].reported += part_of(listener, kinds_[i], opening->second);
      }
      connected_power_ += kinds_[i].power * static_cast<double>(opening->second);
      commit(i, opening->second, desk.now());
      add_live(i, opening->second, desk.now());  // the services know what a site opens with
    }
  }
  last_usable_ = spec_.usable_it_power(desk.now());
  if (account_) {
    account_->start(desk);
  }
  next_order_due_ = desk.now();
  if (spec_.growth->follows_demand()) {
    next_order_due_ += base::kWeek + kWantedDelay + spec_.order_ahead;  // when it has heard of a week
  }
  for (; next_order_due_ < desk.now() + spec_.order_ahead; next_order_due_ += base::kWeek) {
    order_week(next_order_due_, desk);
  }
  schedule_disruptions(desk.now());
  calendar_.schedule(desk.now(), Event{});
}

void Site::roll(entity::Desk& desk) {
  if (ledger_.is_month_over(desk)) {
    note_levels(desk.now() - base::Duration{1});
  }
  ledger_.roll(desk);
}

void Site::note_levels(base::SimTime date) {
  double live_power = 0;
  for (const RackKind& kind : kinds_) {
    live_power += kind.power * static_cast<double>(kind.live);
    ledger_.set(kind.live_level, static_cast<double>(kind.live));
    ledger_.set(kind.late_level, static_cast<double>(std::max<std::int64_t>(0, kind.due - kind.landed)));
    if (spec_.growth->follows_demand()) {
      ledger_.set(kind.wanted_level, kind.wanted);
    }
  }
  ledger_.set(live_power_, live_power / kMega);
  ledger_.set(facility_power_, live_power * spec_.planned_pue(date) / kMega);
  ledger_.set(usable_power_, spec_.usable_it_power(date) / kMega);
  ledger_.set(building_power_, spec_.phases.at(date).in_base_units() / kMega);
  ledger_.set(grid_power_, (spec_.grid ? *spec_.grid : spec_.phases).at(date).in_base_units() / kMega);
}

void Site::step(entity::Desk& desk) {
  roll(desk);
  const Event event = calendar_.pop().event;
  switch (event.what) {
    case What::day:
      live_a_day(desk);
      calendar_.schedule(desk.now() + base::kDay, Event{});
      break;
    case What::live:
      go_live(event.kind, event.racks, desk);
      break;
    case What::retire:
      retire(event.kind, event.racks, desk);
      break;
    case What::due:
      kinds_[event.kind].due += event.racks;
      ledger_.add(kinds_[event.kind].demand, static_cast<double>(event.racks));
      break;
    case What::loss:
      lose(effects_.losses[event.kind], desk);
      break;
    case What::cancellation:
      cancel(effects_.cancellations[event.kind], desk);
      break;
  }
}

void Site::live_a_day(entity::Desk& desk) {
  const double usable = spec_.usable_it_power(desk.now());
  if (usable > last_usable_) {
    note(desk, "power_on", "", usable / kMega, "MW");
  }
  last_usable_ = usable;
  while (desk.now() + spec_.order_ahead >= next_order_due_) {
    order_week(next_order_due_, desk);
    next_order_due_ += base::kWeek;
  }
  connect(desk);
  note_out(desk.now());
  if (account_) {
    account_->note_own(unreported_power(desk.now()) * effects_.availability(desk.now()));
    account_->settle(desk);
  }
}

/// Idle power of racks under power that no listener counts on the day from `day`: those burning in, and those it has yet to hear of.
double Site::unreported_power(base::SimTime day) {
  for (; !to_be_heard_.empty() && to_be_heard_.front().date <= day; to_be_heard_.pop_front()) {
    kinds_[to_be_heard_.front().kind].reported += to_be_heard_.front().racks;
  }
  double power = 0;
  for (const RackKind& kind : kinds_) {
    power += kind.idle * static_cast<double>(std::max<std::int64_t>(0, kind.powered - kind.reported));
  }
  return power;
}

/// Orders for the week from `due` on what the buildings planned for then leave free, as far as the crews can connect it.
void Site::order_week(base::SimTime due, entity::Desk& desk) {
  const std::string& rack = spec_.rack_at(due);
  if (rack.empty()) {
    return;
  }
  for (; !to_free_.empty() && to_free_.front().date <= due; to_free_.pop_front()) {
    planned_power_ -= to_free_.front().power;
    kinds_[to_free_.front().kind].planned -= to_free_.front().racks;
  }
  const auto kind =
      std::find_if(kinds_.begin(), kinds_.end(), [&](const RackKind& known) { return known.name == rack; });
  const auto number = static_cast<std::size_t>(kind - kinds_.begin());
  planned_crew_ = replenished(planned_crew_, spec_.commissioning.at(due).in_base_units() * 7 * kDayInSeconds);
  const std::int64_t room =
      std::min(whole(planned_crew_), racks_within(spec_.planned_it_power(due) - planned_power_, kind->power));
  const std::int64_t racks = racks_to_order(number, due, room, desk.now());
  if (racks > 0) {
    planned_crew_ -= static_cast<double>(racks);
    commit(number, racks, due + spec_.burn_in);
    ordered_power_ += kind->power * static_cast<double>(racks);
    calendar_.schedule(std::max(due, desk.now()), Event{What::due, number, racks});
    order(*kind, racks, due, desk);
  }
}

void Site::order(RackKind& kind, std::int64_t racks, base::SimTime due, entity::Desk& desk) {
  if (spec_.growth->follows_demand()) {
    ledger_.add(kind.ordered, static_cast<double>(racks));
  }
  purchasing_.order(kind.item, racks, due, desk);
}

std::int64_t Site::racks_to_order(std::size_t kind, base::SimTime due, std::int64_t room, base::SimTime now) {
  std::vector<SiteGrowth::Planned> planned;
  for (const RackKind& known : kinds_) {
    planned.push_back({known.name, known.planned});
  }
  RackKind& ordered = kinds_[kind];
  const auto users = growth_.users(ordered.name, planned);
  ordered.wanted = 0;
  for (const policy::RackUser& user : users) {
    ordered.wanted = std::max(ordered.wanted, user.wanted.back());
  }
  const std::int64_t racks = spec_.growth->racks({.start = scenario_.from,
                                                  .now = now,
                                                  .due = due,
                                                  .room = room,
                                                  .rack_power = ordered.power,
                                                  .ordered_power = ordered_power_,
                                                  .users = users});
  base::ensure(racks >= 0 && racks <= room,
               "a growth policy orders more racks than there is room for, or fewer than none");
  return racks;
}

void Site::commit(std::size_t kind, std::int64_t racks, base::SimTime live_from) {
  const double power = kinds_[kind].power * static_cast<double>(racks);
  planned_power_ += power;
  kinds_[kind].planned += racks;
  if (spec_.service_life) {
    to_free_.push_back({live_from + *spec_.service_life, power, kind, racks});
  }
}

void Site::receive(const entity::Message& message, entity::Desk& desk) {
  roll(desk);
  if (const auto* notice = std::get_if<entity::Notice>(&message.content)) {
    if (const auto* load = dynamic_cast<const DayLoad*>(notice->payload.get()); load != nullptr && account_) {
      account_->note(message.from, *load);
    } else if (const auto* wanted = dynamic_cast<const WorkWanted*>(notice->payload.get())) {
      growth_.note(message.from, *wanted);
    }
    return;
  }
  const auto& shipment = std::get<entity::Shipment>(message.content);
  purchasing_.note_arrival(message.from, shipment, desk.now());
  const auto kind =
      std::find_if(kinds_.begin(), kinds_.end(), [&](const RackKind& known) { return known.item == shipment.item; });
  base::ensure(kind != kinds_.end(), "a rack arrives that the site does not know");
  if (shipment.lost > 0) {
    order(*kind, shipment.lost, desk.now(), desk);
  }
  if (shipment.quantity == 0) {
    return;
  }
  if (kind->landed == 0) {
    note(desk, "first_racks", kind->name, static_cast<double>(shipment.quantity), "racks");
  }
  kind->landed += shipment.quantity;
  ledger_.add(kind->received, static_cast<double>(shipment.quantity));
  waiting_.push_back({static_cast<std::size_t>(kind - kinds_.begin()), shipment.quantity});
  n_waiting_ += shipment.quantity;
}

void Site::connect(entity::Desk& desk) {
  const double per_day =
      spec_.commissioning.at(desk.now()).in_base_units() * kDayInSeconds * effects_.availability(desk.now());
  crew_ = replenished(crew_, per_day);
  bool is_short_of_power = false;
  while (!waiting_.empty()) {
    Waiting& first = waiting_.front();
    RackKind& kind = kinds_[first.kind];
    const std::int64_t powered = racks_within(spec_.usable_it_power(desk.now()) - connected_power_, kind.power);
    const std::int64_t racks = std::min({first.racks, powered, whole(crew_)});
    is_short_of_power = racks == powered && racks < first.racks;
    if (racks == 0) {
      break;
    }
    crew_ -= static_cast<double>(racks);
    connected_power_ += kind.power * static_cast<double>(racks);
    kind.powered += racks;
    ledger_.add(kind.connected, static_cast<double>(racks));
    calendar_.schedule(effects_.end_of(desk.now(), spec_.burn_in), Event{What::live, first.kind, racks});
    first.racks -= racks;
    n_waiting_ -= racks;
    if (first.racks == 0) {
      waiting_.pop_front();
    }
  }
  note_waiting(is_short_of_power, desk);
}

void Site::note_waiting(bool is_short_of_power, entity::Desk& desk) {
  if (n_waiting_ > 0) {
    ledger_.add(is_short_of_power ? wait_power_ : wait_crew_,
                static_cast<double>(n_waiting_) / ledger_.days_in_month());
  }
  if (is_short_of_power != is_short_of_power_) {
    note(desk, is_short_of_power ? "racks_wait_for_power" : "racks_find_power", "", static_cast<double>(n_waiting_),
         "racks");
    is_short_of_power_ = is_short_of_power;
  }
}

void Site::add_live(std::size_t kind, std::int64_t racks, base::SimTime now) {
  kinds_[kind].live += racks;
  if (spec_.service_life) {
    calendar_.schedule(now + *spec_.service_life, Event{What::retire, kind, racks});
  }
}

void Site::go_live(std::size_t kind, std::int64_t racks, entity::Desk& desk) {
  add_live(kind, racks, desk.now());
  announce(kind, racks, desk);
}

void Site::retire(std::size_t kind, std::int64_t racks, entity::Desk& desk) {
  kinds_[kind].live -= racks;
  connected_power_ -= kinds_[kind].power * static_cast<double>(racks);
  kinds_[kind].powered -= racks;
  ledger_.add(kinds_[kind].retired, static_cast<double>(racks));
  announce(kind, -racks, desk);
}

/// Tells each listener what its part of the racks at work has come to: clusters by their shares, services what is left.
void Site::announce(std::size_t kind, std::int64_t change, entity::Desk& desk) {
  const RackKind& changed = kinds_[kind];
  const std::int64_t before = changed.live - change;
  std::int64_t told = 0;
  for (const entity::Partner& listener : listeners_) {
    const auto part = [&](std::int64_t racks) { return part_of(listener, changed, racks); };
    const std::int64_t racks = part(changed.live) - part(before);
    told += racks;
    if (racks != 0) {
      desk.send(listener.id, desk.now() + listener.lead_time,
                listener.spec == nullptr ? entity::LiveChange{changed.accelerator, racks * changed.accelerators}
                                         : entity::LiveChange{changed.item, racks});
    }
  }
  if (account_ && told != 0) {
    to_be_heard_.push_back({desk.now() + listeners_.front().lead_time, kind, told});
  }
}

std::int64_t Site::part_of(const entity::Partner& listener, const RackKind& kind, std::int64_t racks) const {
  return listener.spec == nullptr
             ? racks - clusters_part(scenario_, ledger_.place(), kind.name, racks)
             : part_of_racks(racks, dynamic_cast<const ClusterSpec&>(*listener.spec).share_of(kind.name));
}

void Site::note(entity::Desk& desk, const std::string& what, const std::string& item, double quantity,
                const std::string& unit) {
  desk.write(record::EventRow{desk.now(), ledger_.stage(), ledger_.place(), what, item, quantity, unit});
}

void Site::finish(entity::Desk& desk) {
  note_levels(desk.now() - base::Duration{1});
  ledger_.finish(desk);
  if (account_) {
    account_->finish(desk);
  }
}

}  // namespace aibelt::datacenter
