#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "aibelt/base/calendar.hpp"
#include "aibelt/base/random.hpp"
#include "aibelt/entity/entity.hpp"
#include "aibelt/entity/ledger.hpp"
#include "aibelt/entity/purchasing.hpp"
#include "aibelt/entity/setting.hpp"
#include "aibelt/policy/allocation.hpp"
#include "order_book.hpp"
#include "recipe.hpp"

namespace aibelt::supply {

inline constexpr double kRounding = 1e-6;      ///< of a unit: keeps 2.0000000001 from asking for a third
inline constexpr double kLeastOutcome = 1e-9;  ///< good ones of one unit of work below which none is worth starting
inline constexpr double kMostOrdered = 9e15;   ///< a count that a double holds exactly

/// What a plant is: its recipes and the capacity they share.
struct PlantPlan {
  std::string stage;
  std::string capacity_unit;    ///< plural name of the unit capacity is counted in
  Daily capacity_per_day;       ///< units of load
  std::vector<Recipe> recipes;  ///< by product name
  std::shared_ptr<const policy::AllocationPolicy> allocation;
  Daily ordered_share{[](base::SimTime) { return 1.0; }};  ///< ceiling for all but the filler together, of the capacity
  base::Duration cover{0};     ///< how much earlier than needed it has things made and delivered
  std::int64_t order_lot = 1;  ///< it orders inputs in multiples of this
};

/// A plant makes items to order, day by day: it orders what its order book needs, starts what its inputs and its capacity allow,
/// and ships what is due, sharing out what is short by its policy.
///
/// Goods are whole and conserved: for each recipe, started units × outcomes = good + scrap + those in process, and opening stock
/// + good = shipped + stock. Random stream: `<stage>/<place>/<product>/yield`.
class Plant : public entity::Entity {
 public:
  Plant(PlantPlan plan, const entity::Setting& setting);

  void start(entity::Desk& desk) override;
  base::SimTime next_event() const override { return calendar_.is_empty() ? base::kNever : calendar_.next_time(); }
  void step(entity::Desk& desk) override;
  void receive(const entity::Message& message, entity::Desk& desk) override;
  void finish(entity::Desk& desk) override;

 private:
  using Account = entity::Ledger::Account;

  /// What is known of an input across the recipes that use it.
  struct Stock {
    entity::ItemId item;
    std::int64_t on_hand = 0;
    Account received, used, level, on_order;
  };

  /// A recipe at work.
  struct Work {
    Recipe recipe;
    OrderBook book;
    base::Stream yield_stream;
    std::vector<std::size_t> stocks;  ///< position of each input in `stocks_`
    std::int64_t stock = 0;           ///< finished goods
    std::int64_t in_process = 0;      ///< units of work
    double expected = 0;              ///< good ones expected of what is in process
    std::int64_t required = 0;        ///< ordered, of all orders whose start date has come
    std::int64_t shipped = 0;
    base::Calendar<std::int64_t> requirements;  ///< quantities by the date their making must start
    Load share_left = 0;                        ///< share of capacity not used so far, for shares below a unit a day
    bool has_output = false;
    Account started, good, scrap, shipped_out, level, process_level, backlog, wait_capacity, wait_share;
    std::vector<Account> wait_inputs;
  };

  /// A day's entry, or a batch that comes out.
  struct Event {
    std::size_t work = 0;
    std::int64_t units = 0;  ///< 0: a new day
    double expected = 0;
  };

  /// An amount of an input and when its work can start.
  struct Need {
    base::SimTime due;
    double quantity;
  };

  /// What a recipe would start today under each limit in turn.
  struct Wish {
    std::int64_t wanted = 0;
    std::int64_t within_share = 0;
    std::int64_t within_inputs = 0;
    std::int64_t granted = 0;
    std::size_t short_input = 0;  ///< position of the tightest input
  };

  Work make_work(const Recipe& recipe, const entity::Setting& setting);
  std::size_t stock_of(entity::ItemId item);
  void open_process(Work& work, std::size_t index, base::SimTime now);
  void begin_batch(std::size_t index, std::int64_t units, base::SimTime started);

  void roll(entity::Desk& desk);
  void live_a_day(entity::Desk& desk);
  void come_out(const Event& event, entity::Desk& desk);
  void order_inputs(entity::Desk& desk);
  void order_input(std::size_t stock, entity::Desk& desk);
  void add_needs(const Work& work, std::int64_t per_unit, base::SimTime now, std::vector<Need>& needs) const;
  double share_of_load(const Work& work, base::SimTime now) const;
  void start_work(entity::Desk& desk);
  std::int64_t units_wanted(Work& work, base::SimTime now);
  void limit_by_share(std::vector<Wish>& wishes, Load capacity, base::SimTime now);
  void limit_by_inputs(std::vector<Wish>& wishes);
  std::int64_t wanted_of(std::size_t stock, const std::vector<Wish>& wishes) const;
  Load limit_by_capacity(std::vector<Wish>& wishes, Load available);
  Load open_to_orders(Load capacity, Load available, base::SimTime now);
  void take_inputs_and_start(Work& work, std::size_t index, std::int64_t units, base::SimTime now);
  void note_waiting(Work& work, const Wish& wish);
  void ship(entity::Desk& desk);
  void ship_one(Work& work, entity::Desk& desk);
  void accept(const entity::Order& order, entity::EntityId customer);
  void note_levels();

  PlantPlan plan_;
  const entity::Items& items_;
  std::map<entity::EntityId, entity::Partner> customers_;
  entity::Purchasing purchasing_;
  entity::Ledger ledger_;
  base::Stream policy_stream_;
  base::Calendar<Event> calendar_;
  std::vector<Stock> stocks_;
  std::vector<Work> works_;
  Account capacity_, used_capacity_;
  Load carry_ = 0;
  Load ordered_left_ = 0;  ///< of the ceiling for orders, not used so far
  bool has_new_orders_ = true;
};

}  // namespace aibelt::supply
