#include "goods_part.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace aibelt::plan {
namespace {

/// `wafers` of `hbm4_12 wafers`.
std::string goods_of(const std::string& item) { return item.substr(item.rfind(' ') + 1); }

bool is_open(const Way& way, const std::string& item, std::size_t first, std::size_t end) {
  const auto open = way.open.find(item);
  return first < end &&
         (open == way.open.end() ||
          std::any_of(open->second.begin() + static_cast<std::ptrdiff_t>(first),
                      open->second.begin() + static_cast<std::ptrdiff_t>(end), [](bool is) { return is; }));
}

/// The most of the days [first, end).
double most_of(const Daily& by_day, std::size_t first, std::size_t end) {
  return first < end ? *std::max_element(by_day.begin() + static_cast<std::ptrdiff_t>(first),
                                         by_day.begin() + static_cast<std::ptrdiff_t>(end))
                     : 0;
}

}  // namespace

GoodsPart::GoodsPart(const Network& network, const Layout& layout, Builder& builder)
    : network_(network), layout_(layout), builder_(builder) {}

Sums& GoodsPart::sums(std::map<Key, Sums>& all, const Key& key) {
  return all.try_emplace(key, builder_.grid().n_periods()).first->second;
}

const Sums& GoodsPart::arrivals(const std::string& place, const std::string& item) {
  return sums(arrived_, {place, item});
}

void GoodsPart::add() {
  for (const Way& way : network_.ways) {
    add_way(way);
  }
  for (const Place& place : network_.places) {
    add_place(place);
  }
  for (const Demand& demand : network_.demands) {
    if (demand.worth > 0) {
      add_demand(demand);
    }
  }
}

void GoodsPart::add_way(const Way& way) {
  const Grid& grid = builder_.grid();
  Sums load = builder_.no_sums();
  for (const std::string& item : way.items) {
    if (!layout_.is_useful(way, item)) {
      continue;
    }
    const double ahead = layout_.out_ahead(way.from);
    const double lag = way.days + layout_.in_ahead(way.to) - ahead;
    for (std::size_t period = 0; period < grid.n_periods(); ++period) {
      const auto [first, end] = grid.days(period, ahead);
      const std::size_t arrival = first < end ? grid.later(period, ahead, lag) : grid.n_periods();
      if (arrival >= grid.n_periods() || !is_open(way, item, first, end)) {
        continue;
      }
      const int column = builder_.add_flow({"shipped", way.name, item, goods_of(item), period, ahead});
      sums(shipped_, {way.from, item})[period].emplace_back(column, 1);
      sums(arrived_, {way.to, item})[arrival].emplace_back(column, 1);
      load[period].emplace_back(column, 1);
    }
  }
  if (layout_.has_out(way.from)) {
    const bool is_one_unit = way.items.size() == 1;
    builder_.add_limit({"lane", way.name, "", is_one_unit ? goods_of(way.items[0]) : "units", true}, way.capacity,
                       layout_.out_ahead(way.from), load);
  }
}

void GoodsPart::add_place(const Place& place) {
  std::vector<Sums> loads;
  std::set<std::string> inputs;
  std::set<std::string> outputs;
  for (const Recipe& recipe : place.recipes) {
    loads.push_back(builder_.no_sums());
    if (layout_.is_useful(place, recipe)) {
      add_recipe(place, recipe, loads.back());
      outputs.insert(recipe.item);
      for (const auto& [item, goods] : recipe.others) {
        outputs.insert(item);
      }
      for (const auto& [item, amount] : recipe.inputs) {
        inputs.insert(item);
      }
    }
  }
  const std::vector<double> none(builder_.grid().n_periods(), 0);
  for (const std::string& item : inputs) {
    builder_.add_stock(fmt::format("{} for work at {}", item, place.name), sums(arrived_, {place.name, item}),
                       sums(used_, {place.name, item}), none);
  }
  for (const auto& [item, goods] : place.opening) {
    outputs.insert(item);
  }
  for (const std::string& item : outputs) {
    if (!layout_.is_useful(place.name, item)) {
      continue;
    }
    std::vector<double> opening = none;
    if (const auto found = place.opening.find(item); found != place.opening.end()) {
      for (const auto& [day, amount] : found->second) {
        if (const auto period = builder_.grid().period_of(day + layout_.out_ahead(place.name));
            period < opening.size()) {
          opening[period] += amount;
        }
      }
    }
    builder_.add_stock(fmt::format("{} at {}", item, place.name), sums(made_, {place.name, item}),
                       sums(shipped_, {place.name, item}), opening);
  }
  add_recipe_limits(place, loads);
}

void GoodsPart::add_recipe(const Place& place, const Recipe& recipe, Sums& load) {
  const Grid& grid = builder_.grid();
  const double ahead = layout_.in_ahead(place.name);
  const double lag = recipe.days + layout_.out_ahead(place.name) - ahead;
  for (std::size_t period = 0; period < grid.n_periods(); ++period) {
    const auto [first, end] = grid.days(period, ahead);
    const double goods = most_of(recipe.goods, first, end);
    const std::size_t done = first < end ? grid.later(period, ahead, lag) : grid.n_periods();
    if (done >= grid.n_periods() || goods <= 0) {
      continue;
    }
    const int column = builder_.add_flow({"started", place.name, recipe.item, recipe.unit, period, ahead});
    load[period].emplace_back(column, recipe.load);
    sums(made_, {place.name, recipe.item})[done].emplace_back(column, goods);
    for (const auto& [item, by_day] : recipe.others) {
      sums(made_, {place.name, item})[done].emplace_back(column, most_of(by_day, first, end));
    }
    for (const auto& [item, amount] : recipe.inputs) {
      sums(used_, {place.name, item})[period].emplace_back(column, amount);
    }
  }
}

void GoodsPart::add_recipe_limits(const Place& place, const std::vector<Sums>& loads) {
  const double ahead = layout_.in_ahead(place.name);
  Sums all = builder_.no_sums();
  std::map<std::string, Sums> by_type;
  for (std::size_t i = 0; i < loads.size(); ++i) {
    const Recipe& recipe = place.recipes[i];
    Sums& of_type = by_type.try_emplace(recipe.type, builder_.grid().n_periods()).first->second;
    for (std::size_t period = 0; period < all.size(); ++period) {
      all[period].insert(all[period].end(), loads[i][period].begin(), loads[i][period].end());
      of_type[period].insert(of_type[period].end(), loads[i][period].begin(), loads[i][period].end());
    }
    builder_.add_limit({"share", place.name, recipe.item, place.capacity_unit, true}, recipe.share, ahead, loads[i]);
  }
  builder_.add_limit({"capacity", place.name, "", place.capacity_unit, true}, place.capacity, ahead, all);
  builder_.add_limit({"ordered_share", place.name, "", place.capacity_unit, true}, place.for_all, ahead, all);
  for (const auto& [type, limit] : place.types) {
    builder_.add_limit({"type", place.name, type, place.capacity_unit, true}, limit, ahead,
                       by_type.try_emplace(type, builder_.grid().n_periods()).first->second);
  }
}

void GoodsPart::add_demand(const Demand& demand) {
  const Grid& grid = builder_.grid();
  std::vector<double> wanted(grid.n_periods(), 0);
  Daily by_day(grid.n_days(), 0);
  for (const auto& [day, amount] : demand.wanted) {
    if (const std::size_t period = grid.period_of(day); period < wanted.size()) {
      wanted[period] += amount;
      by_day[static_cast<std::size_t>(day)] += amount;
    }
  }
  const Sums& arrived = arrivals(demand.place, demand.item);
  const std::string name = fmt::format("{} wanted by {}", demand.item, demand.place);
  std::vector<int> rows(grid.n_periods(), -1);
  int owed_before = -1;
  for (std::size_t period = 0; period < grid.n_periods(); ++period) {
    Programme& programme = builder_.programme().programme;
    const int received = builder_.add_flow({"received", demand.place, demand.item, goods_of(demand.item), period},
                                           kNoLimit, demand.worth);
    const int come = programme.add_row({builder_.dated(demand.item + " that reach " + demand.place, period), 0, 0});
    programme.add_term(come, received, -1);
    for (const auto& [column, factor] : arrived[period]) {
      programme.add_term(come, column, factor);
    }
    rows[period] = programme.add_row({builder_.dated(name, period), wanted[period], wanted[period]});
    const int owed = builder_.add_column(name + " and owed", period);
    programme.add_term(rows[period], received, 1);
    programme.add_term(rows[period], owed, 1);
    if (owed_before >= 0) {
      programme.add_term(rows[period], owed_before, -1);
    }
    owed_before = owed;
  }
  builder_.note_limit({"demand", demand.place, demand.item, goods_of(demand.item), true}, by_day, 0, rows);
}

}  // namespace aibelt::plan
