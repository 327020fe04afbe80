#include "plant.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"

namespace aibelt::supply {
namespace {

constexpr int kBatchFirst = -1;  // of one instant, what comes out comes before the day's decisions
constexpr double kRounding = 1e-6;     // of a unit: keeps 2.0000000001 from asking for a third
constexpr double kLeastOutcome = 1e-9;  // good ones of one unit of work below which none is worth starting
constexpr double kMostOrdered = 9e15;   // a count that a double holds exactly
constexpr double kLongestPlan = 3650;  // days one order line may take in the plan
// Work whose turn comes later is left unplanned until it comes nearer; longer than any lead time from wafer to rack.
constexpr base::Duration kPlanningWindow = std::chrono::days{730};

}  // namespace

Plant::Plant(PlantPlan plan, const entity::Setting& setting)
    : plan_(std::move(plan)),
      items_(setting.items),
      customers_(setting.customers),
      purchasing_(setting),
      ledger_(plan_.stage, setting.name, setting.series),
      policy_stream_(static_cast<std::uint64_t>(setting.scenario.seed),
                     fmt::format("{}/{}/allocation", plan_.stage, setting.name)),
      capacity_(ledger_.total("", "capacity", plan_.capacity_unit)),
      used_capacity_(ledger_.total("", "used_capacity", plan_.capacity_unit)) {
  for (const Recipe& recipe : plan_.recipes) {
    works_.push_back(make_work(recipe, setting));
  }
}

Plant::Work Plant::make_work(const Recipe& recipe, const entity::Setting& setting) {
  const std::string goods(entity::unit_of(items_[recipe.output].good));
  const auto waiting = [&](const std::string& reason) {
    return ledger_.total(recipe.product, "waiting_for_" + reason, recipe.work_unit);
  };
  Work work{.recipe = recipe,
            .yield_stream = base::Stream(static_cast<std::uint64_t>(setting.scenario.seed),
                                         fmt::format("{}/{}/{}/yield", plan_.stage, setting.name, recipe.product)),
            .stock = recipe.opening_stock,
            .started = ledger_.total(recipe.product, "started", recipe.work_unit),
            .good = ledger_.total(recipe.product, "good", goods),
            .scrap = ledger_.total(recipe.product, "scrap", goods),
            .shipped_out = ledger_.total(recipe.product, "shipped", goods),
            .level = ledger_.level(recipe.product, "stock", goods),
            .process_level = ledger_.level(recipe.product, "in_process", recipe.work_unit),
            .backlog = ledger_.level(recipe.product, "backlog", goods),
            .wait_capacity = waiting("capacity"),
            .wait_share = waiting("share")};
  for (const Input& input : recipe.inputs) {
    work.stocks.push_back(stock_of(input.item));
    const entity::Item& item = items_[input.item];
    work.wait_inputs.push_back(waiting(fmt::format("{}_{}", item.product, entity::unit_of(item.good))));
  }
  return work;
}

std::size_t Plant::stock_of(entity::ItemId item) {
  const auto found = std::find_if(stocks_.begin(), stocks_.end(), [&](const Stock& stock) { return stock.item == item; });
  if (found != stocks_.end()) {
    return static_cast<std::size_t>(found - stocks_.begin());
  }
  const std::string& product = items_[item].product;
  const std::string goods(entity::unit_of(items_[item].good));
  stocks_.push_back({item, 0, ledger_.total(product, "received", goods), ledger_.total(product, "used", goods),
                     ledger_.level(product, "input_stock", goods), ledger_.level(product, "on_order", goods)});
  return stocks_.size() - 1;
}

void Plant::start(entity::Desk& desk) {
  ledger_.roll(desk);
  for (std::size_t i = 0; i < works_.size(); ++i) {
    open_process(works_[i], i, desk.now());
  }
  calendar_.schedule(desk.now(), Event{});
}

/// Fills the process with what the days before the run would have started at the opening rate.
void Plant::open_process(Work& work, std::size_t index, base::SimTime now) {
  double due = 0;
  for (std::int64_t day = work.recipe.cycle_time / base::kDay; day >= 1; --day) {
    due += work.recipe.opening_units_per_day;
    const auto units = static_cast<std::int64_t>(due);
    due -= static_cast<double>(units);
    if (units > 0) {
      begin_batch(index, units, now - day * base::kDay);
    }
  }
}

void Plant::begin_batch(std::size_t index, std::int64_t units, base::SimTime started) {
  Work& work = works_[index];
  const double expected = static_cast<double>(units * work.recipe.outcomes_per_unit) * work.recipe.yield(started);
  work.in_process += units;
  work.expected += expected;
  calendar_.schedule(started + work.recipe.cycle_time, Event{index, units, expected}, kBatchFirst);
}

void Plant::roll(entity::Desk& desk) {
  if (ledger_.is_month_over(desk)) {
    note_levels();
  }
  ledger_.roll(desk);
}

void Plant::step(entity::Desk& desk) {
  roll(desk);
  const auto entry = calendar_.pop();
  if (entry.event.units > 0) {
    come_out(entry.event, desk);
  } else {
    live_a_day(desk);
    calendar_.schedule(desk.now() + base::kDay, Event{});
  }
}

void Plant::live_a_day(entity::Desk& desk) {
  if (has_new_orders_ || (desk.now().time_since_epoch() / base::kDay) % 7 == 0) {
    order_inputs(desk);
    has_new_orders_ = false;
  }
  start_work(desk);
  ship(desk);
}

void Plant::come_out(const Event& event, entity::Desk& desk) {
  Work& work = works_[event.work];
  const std::int64_t outcomes = event.units * work.recipe.outcomes_per_unit;
  const std::int64_t good = work.yield_stream.binomial(outcomes, work.recipe.yield(desk.now() - work.recipe.cycle_time));
  work.in_process -= event.units;
  work.expected = work.in_process == 0 ? 0 : work.expected - event.expected;
  ledger_.add(work.good, static_cast<double>(good));
  ledger_.add(work.scrap, static_cast<double>(outcomes - good));
  if (work.recipe.is_filler) {
    ledger_.add(work.shipped_out, static_cast<double>(good));
  } else {
    work.stock += good;
  }
  if (good > 0 && !std::exchange(work.has_output, true)) {
    desk.write(record::EventRow{desk.now(), ledger_.stage(), ledger_.place(), "first_output", work.recipe.product,
                                static_cast<double>(good), std::string(entity::unit_of(items_[work.recipe.output].good))});
  }
}

void Plant::order_inputs(entity::Desk& desk) {
  for (std::size_t i = 0; i < stocks_.size(); ++i) {
    order_input(i, desk);
  }
}

/// Orders what the open order lines need of one input beyond what is here or on its way, each part for when its work can start.
void Plant::order_input(std::size_t stock_index, entity::Desk& desk) {
  std::vector<Need> needs;
  for (const Work& work : works_) {
    for (std::size_t i = 0; i < work.stocks.size(); ++i) {
      if (work.stocks[i] == stock_index) {
        add_needs(work, work.recipe.inputs[i].per_unit, desk.now(), needs);
      }
    }
  }
  std::stable_sort(needs.begin(), needs.end(), [](const Need& a, const Need& b) { return a.due < b.due; });
  const Stock& stock = stocks_[stock_index];
  double needed = 0;
  std::int64_t covered = stock.on_hand + purchasing_.on_order(stock.item);
  for (const Need& need : needs) {
    needed += need.quantity;
    const auto missing = static_cast<std::int64_t>(std::min(std::ceil(needed - kRounding), kMostOrdered)) - covered;
    if (missing > 0) {
      const std::int64_t lots = (missing + plan_.order_lot - 1) / plan_.order_lot;
      purchasing_.order(stock.item, lots * plan_.order_lot, need.due, desk);
      covered += lots * plan_.order_lot;
    }
  }
}

/// What the open lines of one recipe still need of an input, at the dates at which their work must start. Where the plant cannot
/// keep up, a line's date is when its turn comes (finite loading), so that inputs do not pile up in front of a bottleneck.
void Plant::add_needs(const Work& work, std::int64_t per_unit, base::SimTime now, std::vector<Need>& needs) const {
  const double of_capacity = share_of_load(work, now);
  double covered = static_cast<double>(work.stock) + work.expected;
  base::SimTime turn = now;
  for (const Line& line : work.book.lines()) {
    const double open = static_cast<double>(line.open) - covered;
    covered = std::max(0.0, -open);
    if (open <= 0) {
      continue;
    }
    if (turn > now + kPlanningWindow) {
      return;
    }
    const base::SimTime due = std::max(line.leaves - work.recipe.cycle_time, turn) - plan_.cover;
    const double outcomes = work.recipe.yield(std::max(due, now)) * static_cast<double>(work.recipe.outcomes_per_unit);
    const double per_day = plan_.capacity_per_day(turn) * of_capacity;
    if (outcomes < kLeastOutcome || per_day <= 0) {
      return;  // nothing can be planned past this line yet
    }
    const double units = open / outcomes;
    needs.push_back({due, units * static_cast<double>(per_unit)});
    const double days = units * static_cast<double>(work.recipe.load) / static_cast<double>(kLoadPerUnit) / per_day;
    turn += base::Duration{static_cast<std::int64_t>(std::min(days, kLongestPlan) * static_cast<double>(base::kDay.count()))};
  }
}

/// The part of the capacity that falls to one recipe when all open orders are worked off side by side, within its ceiling.
double Plant::share_of_load(const Work& work, base::SimTime now) const {
  double own = 0;
  double all = 0;
  for (const Work& other : works_) {
    const double outcomes = other.recipe.yield(now) * static_cast<double>(other.recipe.outcomes_per_unit);
    const double open = std::max(0.0, static_cast<double>(other.book.open() - other.stock) - other.expected);
    const double load = outcomes >= kLeastOutcome ? open / outcomes * static_cast<double>(other.recipe.load) : 0;
    all += load;
    own += &other == &work ? load : 0;
  }
  return all > 0 ? std::min(own / all, work.recipe.share(now)) : 0;
}

void Plant::start_work(entity::Desk& desk) {
  const base::SimTime now = desk.now();
  const Load capacity = std::llround(plan_.capacity_per_day(now) * static_cast<double>(kLoadPerUnit));
  std::vector<Wish> wishes;
  for (Work& work : works_) {
    wishes.push_back({.wanted = work.recipe.is_filler ? 0 : units_wanted(work, now)});
  }
  limit_by_share(wishes, capacity, now);
  limit_by_inputs(wishes);
  const Load available = carry_ + capacity;
  const Load open = open_to_orders(capacity, available, now);
  const Load unused = limit_by_capacity(wishes, open);
  ordered_left_ -= open - unused;
  Load left = available - open + unused;
  for (std::size_t i = 0; i < works_.size(); ++i) {
    if (works_[i].recipe.is_filler) {
      wishes[i] = {.granted = left / works_[i].recipe.load};
      left -= wishes[i].granted * works_[i].recipe.load;
    }
    note_waiting(works_[i], wishes[i]);
    take_inputs_and_start(works_[i], i, wishes[i].granted, now);
  }
  const Load used = available - left;
  carry_ = std::min(left, kLoadPerUnit - 1);
  ledger_.add(capacity_, static_cast<double>(capacity) / static_cast<double>(kLoadPerUnit));
  ledger_.add(used_capacity_, static_cast<double>(used) / static_cast<double>(kLoadPerUnit));
}

/// What orders may take of what is available today; a ceiling's small remainders carry over like the capacity's.
Load Plant::open_to_orders(Load capacity, Load available, base::SimTime now) {
  const double share = plan_.ordered_share(now);
  const Load today = std::llround(static_cast<double>(capacity) * share);
  ordered_left_ = std::min(std::max<Load>(0, ordered_left_) + today, today + kLoadPerUnit);
  return share < 1 ? std::min(available, ordered_left_) : available;
}

std::int64_t Plant::units_wanted(Work& work, base::SimTime now) {
  while (!work.requirements.is_empty() && work.requirements.next_time() <= now) {
    work.required += work.requirements.pop().event;
  }
  const double yield = work.recipe.yield(now);
  const double missing = static_cast<double>(work.required - work.shipped - work.stock) - work.expected;
  if (missing <= 0 || yield * static_cast<double>(work.recipe.outcomes_per_unit) < kLeastOutcome) {
    return 0;
  }
  const double units = std::ceil(missing / (yield * static_cast<double>(work.recipe.outcomes_per_unit)) - kRounding);
  return static_cast<std::int64_t>(std::min(units, kMostOrdered));
}

void Plant::limit_by_share(std::vector<Wish>& wishes, Load capacity, base::SimTime now) {
  for (std::size_t i = 0; i < works_.size(); ++i) {
    Work& work = works_[i];
    const double share = work.recipe.share(now);
    const Load today = std::llround(static_cast<double>(capacity) * share);
    work.share_left = std::min(work.share_left + today, today + work.recipe.load);
    const std::int64_t ceiling = share < 1 ? work.share_left / work.recipe.load : wishes[i].wanted;
    wishes[i].within_share = std::min(wishes[i].wanted, std::max<std::int64_t>(0, ceiling));
    wishes[i].within_inputs = wishes[i].within_share;
  }
}

void Plant::limit_by_inputs(std::vector<Wish>& wishes) {
  for (std::size_t s = 0; s < stocks_.size(); ++s) {
    if (stocks_[s].on_hand >= wanted_of(s, wishes)) {
      continue;
    }
    std::vector<policy::Claim> claims;
    std::vector<std::pair<std::size_t, std::size_t>> users;  // work, position of the input in it
    for (std::size_t i = 0; i < works_.size(); ++i) {
      for (std::size_t j = 0; j < works_[i].stocks.size(); ++j) {
        if (works_[i].stocks[j] == s) {
          users.emplace_back(i, j);
          claims.push_back({works_[i].recipe.product, wishes[i].within_inputs * works_[i].recipe.inputs[j].per_unit});
        }
      }
    }
    const auto grants = policy::allocate(*plan_.allocation, {stocks_[s].on_hand, claims}, policy_stream_);
    for (std::size_t u = 0; u < users.size(); ++u) {
      Wish& wish = wishes[users[u].first];
      const std::int64_t units = grants[u] / works_[users[u].first].recipe.inputs[users[u].second].per_unit;
      if (units < wish.within_inputs) {
        wish.within_inputs = units;
        wish.short_input = users[u].second;
      }
    }
  }
}

/// What all recipes together would take of one input.
std::int64_t Plant::wanted_of(std::size_t stock, const std::vector<Wish>& wishes) const {
  std::int64_t wanted = 0;
  for (std::size_t i = 0; i < works_.size(); ++i) {
    for (std::size_t j = 0; j < works_[i].stocks.size(); ++j) {
      wanted += works_[i].stocks[j] == stock ? wishes[i].within_inputs * works_[i].recipe.inputs[j].per_unit : 0;
    }
  }
  return wanted;
}

/// Grants what fits into `available` and returns what is left of it.
Load Plant::limit_by_capacity(std::vector<Wish>& wishes, Load available) {
  std::vector<policy::Claim> claims;
  for (std::size_t i = 0; i < works_.size(); ++i) {
    claims.push_back({works_[i].recipe.product, wishes[i].within_inputs * works_[i].recipe.load});
  }
  const auto grants = policy::allocate(*plan_.allocation, {available, claims}, policy_stream_);
  Load left = available;
  for (std::size_t i = 0; i < works_.size(); ++i) {
    wishes[i].granted = grants[i] / works_[i].recipe.load;
    left -= wishes[i].granted * works_[i].recipe.load;
  }
  return left;
}

void Plant::take_inputs_and_start(Work& work, std::size_t index, std::int64_t units, base::SimTime now) {
  if (units == 0) {
    return;
  }
  for (std::size_t i = 0; i < work.stocks.size(); ++i) {
    Stock& stock = stocks_[work.stocks[i]];
    const std::int64_t quantity = units * work.recipe.inputs[i].per_unit;
    base::ensure(stock.on_hand >= quantity, "a plant starts more than its inputs allow");
    stock.on_hand -= quantity;
    ledger_.add(stock.used, static_cast<double>(quantity));
  }
  work.share_left -= units * work.recipe.load;
  ledger_.add(work.started, static_cast<double>(units));
  begin_batch(index, units, now);
}

/// Books what is wanted and not started to the tightest of the limits, as a mean over the month.
void Plant::note_waiting(Work& work, const Wish& wish) {
  const std::int64_t missing = wish.wanted - wish.granted;
  if (missing <= 0) {
    return;
  }
  const Account account = wish.granted < wish.within_inputs         ? work.wait_capacity
                          : wish.within_inputs < wish.within_share ? work.wait_inputs[wish.short_input]
                                                                    : work.wait_share;
  ledger_.add(account, static_cast<double>(missing) / ledger_.days_in_month());
}

void Plant::ship(entity::Desk& desk) {
  for (Work& work : works_) {
    ship_one(work, desk);
  }
}

void Plant::ship_one(Work& work, entity::Desk& desk) {
  const auto& due = work.book.due(desk.now());
  if (work.stock == 0 || work.book.overdue() == 0) {
    return;
  }
  std::vector<policy::Claim> claims;
  std::vector<entity::EntityId> ids;
  for (const auto& [customer, quantity] : due) {
    const entity::Partner& partner = customers_.at(customer);
    claims.push_back({partner.name, quantity, partner.spec->priority(), partner.spec->share(desk.now())});
    ids.push_back(customer);
  }
  const auto grants = policy::allocate(*plan_.allocation, {work.stock, claims}, policy_stream_);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (grants[i] > 0) {
      work.book.fill(ids[i], grants[i]);
      work.stock -= grants[i];
      work.shipped += grants[i];
      ledger_.add(work.shipped_out, static_cast<double>(grants[i]));
      desk.send(ids[i], desk.now() + customers_.at(ids[i]).lead_time, entity::Shipment{work.recipe.output, grants[i]});
    }
  }
}

void Plant::receive(const entity::Message& message, entity::Desk& desk) {
  roll(desk);
  if (const auto* shipment = std::get_if<entity::Shipment>(&message.content)) {
    Stock& stock = stocks_[stock_of(shipment->item)];
    stock.on_hand += shipment->quantity;
    purchasing_.note_arrival(message.from, *shipment, desk.now());
    ledger_.add(stock.received, static_cast<double>(shipment->quantity));
  } else if (const auto* order = std::get_if<entity::Order>(&message.content)) {
    accept(*order, message.from);
  }
}

void Plant::accept(const entity::Order& order, entity::EntityId customer) {
  const auto work =
      std::find_if(works_.begin(), works_.end(), [&](const Work& candidate) { return candidate.recipe.output == order.item; });
  base::ensure(work != works_.end(), "an order asks for an item the plant does not make");
  const base::SimTime leaves = order.due - customers_.at(customer).lead_time;
  work->book.add(customer, order.quantity, leaves);
  work->requirements.schedule(leaves - work->recipe.cycle_time - plan_.cover, order.quantity);
  has_new_orders_ = true;
}

void Plant::note_levels() {
  for (const Work& work : works_) {
    ledger_.set(work.level, static_cast<double>(work.stock));
    ledger_.set(work.process_level, static_cast<double>(work.in_process));
    ledger_.set(work.backlog, static_cast<double>(work.book.overdue()));
  }
  for (const Stock& stock : stocks_) {
    ledger_.set(stock.level, static_cast<double>(stock.on_hand));
    ledger_.set(stock.on_order, static_cast<double>(purchasing_.on_order(stock.item)));
  }
}

void Plant::finish(entity::Desk& desk) {
  note_levels();
  ledger_.finish(desk);
}

}  // namespace aibelt::supply
