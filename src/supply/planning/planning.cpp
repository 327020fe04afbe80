#include "aibelt/supply/planning.hpp"

#include <algorithm>
#include <cmath>

#include "../flow/queue_kind.hpp"
#include "../plant/plant_spec.hpp"
#include "../warehouse/warehouse_spec.hpp"
#include "planned.hpp"

namespace aibelt::supply {
namespace {

constexpr std::int64_t kWarmUp = 3;  // as plants with a queue play before the run

double in_units(Load load) { return static_cast<double>(load) / static_cast<double>(kLoadPerUnit); }

double sum(const plan::Daily& all) {
  double sum = 0;
  for (const double one : all) {
    sum += one;
  }
  return sum;
}

/// One plant put into a plan.
template <base::Dimension Rate>
class Planner {
 public:
  Planner(const PlantSpec<Rate>& spec, const scenario::Scenario& scenario, const std::string& name)
      : spec_(spec), scenario_(scenario), effects_(scenario, name), items_(items_of(spec, scenario)) {
    place_.name = name;
    place_.stage = spec.stage();
    place_.capacity_unit = spec.capacity_unit();
    if (spec.downtime) {
      tools_.emplace(*spec.downtime, scenario.from, static_cast<std::uint64_t>(scenario.seed),
                     spec.stage() + "/" + name + "/downtime");
    }
  }

  plan::Place place() {
    for (const auto& [product, plan] : spec_.products) {
      recipes_.push_back(recipe_of(product, plan));
      longest_ = std::max(longest_, recipes_.back().cycle_time / base::kDay);
    }
    set_capacity();
    for (const Recipe& recipe : recipes_) {
      if (!recipe.is_filler) {
        add(recipe);
      }
    }
    return std::move(place_);
  }

 private:
  static entity::Items items_of(const PlantSpec<Rate>& spec, const scenario::Scenario& scenario) {
    std::vector<entity::Item> items = spec.produces(scenario);
    const std::vector<entity::Item> consumed = spec.consumes(scenario);
    items.insert(items.end(), consumed.begin(), consumed.end());
    return entity::Items(std::move(items));
  }

  Recipe recipe_of(const std::string& product, const ProductPlan<Rate>& plan) const {
    Recipe recipe{.product = product,
                  .output = items_.find(spec_.good(), product),
                  .cycle_time = spec_.cycle_time,
                  .share = [&plan](base::SimTime date) { return plan.share.at(date).in_base_units(); },
                  .opening_stock = plan.opening_stock};
    spec_.complete(recipe, scenario_, items_);
    recipe.yield.note_started(plan.opening_experience);
    recipe.opening_units_per_day = plan.opening_rate.in_base_units() * kSecondsPerDay / in_units(recipe.load);
    return recipe;
  }

  std::string text_of(entity::ItemId item) const {
    return planned_item(items_[item].product, std::string(entity::unit_of(items_[item].good)));
  }

  double working_capacity(base::SimTime day) const {
    return spec_.capacity_at(effects_.capacity_date(day)) * kSecondsPerDay * effects_.availability(day);
  }

  double tools_up(base::SimTime day) { return tools_ ? tools_->on(day) : 1; }

  /// What can be started, or pass the tools where these let less through.
  void set_capacity() {
    const bool has_queue = spec_.flow->has_queue();
    plan::Daily starts = plan::daily(scenario_.from, scenario_.to, [&](base::SimTime day) {
      return working_capacity(day) * (has_queue ? 1 : tools_up(day));
    });
    if (has_queue) {
      plan::Daily passes = plan::daily(scenario_.from, scenario_.to, [&](base::SimTime day) {
        return working_capacity(day) * spec_.flow->bottleneck(day) * tools_up(day);
      });
      if (sum(passes) < sum(starts)) {
        starts = std::move(passes);
      }
    }
    double batches = 0;
    for (const Recipe& recipe : recipes_) {
      batches += recipe.batch > 1 ? static_cast<double>(recipe.batch) * in_units(recipe.load) : 0;
    }
    const double carry = std::max(1.0, batches);
    place_.capacity = {std::move(starts), carry};
    const plan::Daily shares =
        plan::daily(scenario_.from, scenario_.to, [&](base::SimTime day) { return spec_.ordered_share(day); });
    if (std::any_of(shares.begin(), shares.end(), [](double share) { return share < 1; })) {
      place_.for_all = {parts_of_capacity(shares), carry + 1};
    }
    PlantPlan types{.capacity_per_day = [](base::SimTime) { return 0.0; }};
    spec_.extend(types);
    for (const auto& [type, per_day] : types.capacity_by_type) {
      place_.types[type] = {
          plan::daily(scenario_.from, scenario_.to, [&per_day = per_day](base::SimTime day) { return per_day(day); }),
          carry};
    }
  }

  plan::Daily parts_of_capacity(const plan::Daily& shares) const {
    plan::Daily parts;
    for (std::size_t day = 0; day < shares.size(); ++day) {
      parts.push_back(place_.capacity.by_day[day] * shares[day]);
    }
    return parts;
  }

  void add(const Recipe& recipe) {
    const auto outcomes = static_cast<double>(recipe.outcomes_per_unit);
    plan::Recipe made;
    made.item = text_of(recipe.output);
    made.days = plan::days_of(shortest(recipe));
    made.load = in_units(recipe.load);
    made.type = recipe.capacity_type;
    made.unit = spec_.work_unit();
    for (const Input& input : recipe.inputs) {
      made.inputs.emplace_back(text_of(input.item), static_cast<double>(input.per_unit));
    }
    const plan::Daily shares =
        plan::daily(scenario_.from, scenario_.to, [&](base::SimTime day) { return recipe.share(day); });
    if (std::any_of(shares.begin(), shares.end(), [](double share) { return share < 1; })) {
      made.share = {parts_of_capacity(shares), made.load * static_cast<double>(recipe.batch) + place_.capacity.carry};
    }
    Yield best = recipe.yield;
    best.note_started(
        static_cast<std::int64_t>(std::ceil(recipe.opening_units_per_day * static_cast<double>(opening_days()))));
    std::size_t day = 0;
    made.goods = plan::daily(scenario_.from, scenario_.to, [&](base::SimTime date) {
      best.note_started(static_cast<std::int64_t>(std::ceil(place_.capacity.by_day[day++] / made.load)));
      return outcomes * best.in_the_end(best.passing(date) * effects_.yield_factor(recipe.product, date));
    });
    if (!recipe.failing.downgrade_to.empty()) {
      made.others.emplace_back(planned_item(recipe.failing.downgrade_to, std::string(entity::unit_of(spec_.good()))),
                               plan::daily(scenario_.from, scenario_.to, [&](base::SimTime date) {
                                 const double good = recipe.yield.in_the_end(
                                     recipe.yield.passing(date) * effects_.yield_factor(recipe.product, date));
                                 return outcomes * (1 - good) * recipe.failing.downgraded;
                               }));
    }
    add_opening(recipe, made);
    place_.recipes.push_back(std::move(made));
  }

  base::Duration shortest(const Recipe& recipe) const {
    const auto* queue = dynamic_cast<const QueueKind*>(spec_.flow.get());
    return queue != nullptr ? queue->shortest() : recipe.cycle_time;
  }

  /// Days before the run whose starts may still be in process.
  std::int64_t opening_days() const { return spec_.flow->has_queue() ? 2 * kWarmUp * longest_ : longest_; }

  /// What is on hand, and what comes out of the process in the run of what was started before it.
  void add_opening(const Recipe& recipe, const plan::Recipe& made) {
    std::vector<plan::Dated>& goods = place_.opening[made.item];
    if (recipe.opening_stock > 0) {
      goods.push_back({0, static_cast<double>(recipe.opening_stock)});
    }
    double due = 0;
    Yield yield = recipe.yield;
    for (std::int64_t day = opening_days(); day >= 1; --day) {
      due += recipe.opening_units_per_day;
      const auto units = static_cast<std::int64_t>(due);
      due -= static_cast<double>(units);
      const base::SimTime started = scenario_.from - day * base::kDay;
      const double good = yield.in_the_end(yield.passing(started) * effects_.yield_factor(recipe.product, started));
      yield.note_started(units);
      const base::SimTime out = spec_.flow->has_queue() ? scenario_.from : effects_.end_of(started, recipe.cycle_time);
      if (units > 0 && out >= scenario_.from) {
        goods.push_back({day_of(scenario_, out), static_cast<double>(units * recipe.outcomes_per_unit) * good});
      }
    }
    if (goods.empty()) {
      place_.opening.erase(made.item);
    }
  }

  const PlantSpec<Rate>& spec_;
  const scenario::Scenario& scenario_;
  entity::Effects effects_;
  entity::Items items_;
  std::optional<ToolsUp> tools_;
  std::vector<Recipe> recipes_;
  std::int64_t longest_ = 0;
  plan::Place place_;
};

template <base::Measure M>
bool plan_plant(const entity::ActorSpec& spec, const scenario::Scenario& scenario, const std::string& name,
                std::optional<plan::Place>& place) {
  constexpr base::Dimension kRate = base::dimension(M) / base::kTime;
  if (const auto* plant = dynamic_cast<const PlantSpec<kRate>*>(&spec)) {
    place = Planner<kRate>(*plant, scenario, name).place();
  }
  return place.has_value();
}

/// A recipe that limits nothing: goods of which one gives one, from a day on.
plan::Recipe free_recipe(const scenario::Scenario& scenario, const std::string& item, double from_day) {
  plan::Recipe recipe;
  recipe.item = item;
  recipe.goods = plan::daily(scenario.from, scenario.to,
                             [&](base::SimTime day) { return day_of(scenario, day) >= from_day ? 1.0 : 0.0; });
  return recipe;
}

plan::Place plan_warehouse(const WarehouseSpec& spec, const scenario::Scenario& scenario, const std::string& name) {
  plan::Place place{.name = name, .stage = spec.stage(), .capacity_unit = spec.goods};
  for (const auto& [product, held] : spec.items) {
    const std::string item = planned_item(product, spec.goods);
    plan::Recipe recipe = free_recipe(scenario, item, 0);
    recipe.inputs = {{item, 1}};
    recipe.unit = spec.goods;
    place.recipes.push_back(std::move(recipe));
    if (held.opening_stock > 0) {
      place.opening[item] = {{0, static_cast<double>(held.opening_stock)}};
    }
  }
  return place;
}

}  // namespace

std::optional<plan::Place> plan_place(const entity::ActorSpec& spec, const scenario::Scenario& scenario,
                                      const std::string& name) {
  std::optional<plan::Place> place;
  if (plan_plant<base::Measure::wafer>(spec, scenario, name, place) ||
      plan_plant<base::Measure::stack>(spec, scenario, name, place) ||
      plan_plant<base::Measure::package>(spec, scenario, name, place) ||
      plan_plant<base::Measure::rack>(spec, scenario, name, place) ||
      plan_plant<base::Measure::die>(spec, scenario, name, place) ||
      plan_plant<base::Measure::part>(spec, scenario, name, place)) {
    return place;
  }
  if (const auto* warehouse = dynamic_cast<const WarehouseSpec*>(&spec)) {
    return plan_warehouse(*warehouse, scenario, name);
  }
  if (const auto* maker = dynamic_cast<const AmpleMaker*>(&spec)) {
    place = plan::Place{.name = name, .stage = spec.stage()};
    for (const entity::Item& item : spec.produces(scenario)) {
      const std::string goods(entity::unit_of(item.good));
      place->recipes.push_back(
          free_recipe(scenario, planned_item(item.product, goods), std::floor(plan::days_of(maker->least_delay()))));
      place->recipes.back().unit = goods;
    }
  }
  return place;
}

std::vector<plan::Demand> plan_demands(const entity::ActorSpec& spec, const scenario::Scenario& scenario,
                                       const std::string& name) {
  const auto* customer = dynamic_cast<const PlannedCustomer*>(&spec);
  return customer != nullptr ? customer->demands(scenario, name) : std::vector<plan::Demand>();
}

std::vector<bool> open_days(const scenario::Scenario& scenario, const std::string& lane, const std::string& product) {
  const entity::LaneEffects effects(scenario, lane);
  std::vector<bool> open;
  for (base::SimTime day = scenario.from; day < scenario.to; day += base::kDay) {
    const bool is_open =
        effects.is_open(product, day) || effects.is_open(product, day + base::kDay - base::Duration{1});
    open.push_back(is_open);
  }
  return std::all_of(open.begin(), open.end(), [](bool is) { return is; }) ? std::vector<bool>() : open;
}

}  // namespace aibelt::supply
