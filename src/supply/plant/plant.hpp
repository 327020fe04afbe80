#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "../flow/flow.hpp"
#include "../trade/freight.hpp"
#include "../trade/order_book.hpp"
#include "../trade/sales.hpp"
#include "../warehouse/replenishment.hpp"
#include "aibelt/base/calendar.hpp"
#include "aibelt/base/random.hpp"
#include "aibelt/entity/effects.hpp"
#include "aibelt/entity/entity.hpp"
#include "aibelt/entity/ledger.hpp"
#include "aibelt/entity/purchasing.hpp"
#include "aibelt/entity/setting.hpp"
#include "aibelt/policy/allocation.hpp"
#include "change_over.hpp"
#include "recipe.hpp"

namespace aibelt::supply {

inline constexpr double kRounding = 1e-6;      ///< of a unit: keeps 2.0000000001 from asking for a third
inline constexpr double kLeastOutcome = 1e-9;  ///< good ones of one unit of work below which none is worth starting
inline constexpr double kMostOrdered = 9e15;   ///< a count that a double holds exactly

/// `units` rounded down to whole batches.
inline std::int64_t in_batches(std::int64_t units, const Recipe& recipe) { return units / recipe.batch * recipe.batch; }

/// What a plant is: its recipes and the capacity they share.
struct PlantPlan {
  std::string stage;
  std::string capacity_unit;    ///< plural name of the unit capacity is counted in
  Daily capacity_per_day;       ///< units of load
  std::vector<Recipe> recipes;  ///< by product name
  std::shared_ptr<const policy::AllocationPolicy> allocation;
  Daily ordered_share{[](base::SimTime) { return 1.0; }};  ///< ceiling for all but the filler together, of the capacity
  base::Duration cover{0};               ///< how much earlier than needed it has things made and delivered
  std::int64_t order_lot = 1;            ///< it orders inputs in multiples of this
  std::optional<OrderingPlan> ordering;  ///< of inputs; without it they are ordered lot for lot
  std::shared_ptr<const policy::RoutePolicy> route = policy::default_route();
  std::map<std::string, Daily>
      capacity_by_type;  ///< ceilings for the recipes of one type together, units of load a day
  ChangeOverPlan change_over;
  std::shared_ptr<const FlowKind> flow = default_flow();
  std::optional<Daily> tools_up;  ///< share of the tools that is up, by day
  entity::Effects effects;        ///< of disruptions here, which plans do not know of

  /// What it can start on a day, whatever its plans say.
  double working_capacity(base::SimTime day) const {
    return capacity_per_day(effects.capacity_date(day)) * effects.availability(day);
  }
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
    Account orders_implied = 0;            ///< what orders for what it is made into take of it, nothing scrapped
    std::optional<Account> orders_placed;  ///< lot for lot; a policy keeps its own
    std::int64_t got = 0;                  ///< received in all
    std::int64_t asked = 0;                ///< used or wanted in all, where a policy orders
  };

  /// What a recipe's units spent in process in the month in hand; kept where the plant's flow has a queue.
  struct ProcessTime {
    Account cycle_time = 0, mean_in_process = 0;
    std::int64_t units_out = 0;
    double days_out = 0;  ///< in process of those units together
    double moment = 0;    ///< sum over all changes of what is in process: units times days since the month began
  };

  /// A recipe at work.
  struct Work {
    Recipe recipe;
    OrderBook book;
    base::Stream yield_stream;
    std::vector<std::size_t> stocks;  ///< position of each input in `stocks_`
    std::int64_t stock = 0;           ///< finished goods
    std::int64_t in_process = 0;      ///< units of work
    std::size_t downgrade_to = 0;     ///< position of the work that takes failing outcomes, where the recipe says so
    double expected = 0;              ///< good ones expected of what is in process
    std::int64_t required = 0;        ///< ordered, of all orders whose start date has come
    std::int64_t shipped = 0;
    base::Calendar<std::int64_t> requirements;  ///< quantities by the date their making must start
    Load share_left = 0;                        ///< share of capacity not used so far, for shares below a unit a day
    bool has_output = false;
    bool takes_downgraded = false;
    Account orders_received, started, good, scrap, shipped_out, level, process_level, backlog, wait_capacity,
        wait_share;
    std::vector<Account> wait_inputs;
    ProcessTime process_time;
    Account lost = 0, lost_in_process = 0;                                       ///< where something can be lost
    Account passed_retest = 0, reworked = 0, downgraded = 0, downgraded_in = 0;  ///< where the recipe has them
    Sales sales;
  };

  /// A day's entry, a batch that comes out, or a loss.
  struct Event {
    static constexpr std::int64_t kDay = 0;    ///< for `units`
    static constexpr std::int64_t kLoss = -1;  ///< for `units`

    std::size_t work = 0;  ///< or the position of the loss
    std::int64_t units = kDay;
    double passing = 0;  ///< share of the outcomes that pass, as of the start
    base::SimTime started = {};
  };

  /// An amount of work, or of an input, and when that work can start.
  struct Need {
    base::SimTime due;
    double quantity;
  };
  using Needs = std::vector<Need>;  ///< in the order of dates

  /// What a recipe would start today under each limit in turn.
  struct Wish {
    std::int64_t wanted = 0;
    std::int64_t within_share = 0;
    std::int64_t within_inputs = 0;
    std::int64_t within_type = 0;
    std::int64_t granted = 0;
    std::size_t short_input = 0;  ///< position of the tightest input
  };

  Work make_work(const Recipe& recipe, const entity::Setting& setting);
  FlowSetting flow_setting(const entity::Setting& setting) const;
  std::size_t stock_of(entity::ItemId item);
  void open_process(base::SimTime now);
  std::int64_t opening_wait(base::SimTime now, std::int64_t most) const;
  void begin_batch(std::size_t index, std::int64_t units, base::SimTime started);
  void pass_a_day(base::SimTime day, base::SimTime from);
  double tools_up(base::SimTime day) const;
  void note_tools_down(Load load);
  void open_flow_accounts();
  void open_loss_accounts();
  void schedule_losses(base::SimTime from);
  void change_in_process(const Batch& batch, base::SimTime now);
  void note_out(Work& work, std::int64_t units, base::Duration in_process);
  void note_process_times(base::SimTime now);
  void lose(const entity::Loss& loss, entity::Desk& desk);
  std::vector<std::int64_t> lose_in_process(const entity::Loss& loss, base::SimTime now);
  void lose_goods(Work& work, std::int64_t units, double share_of_stock, entity::Desk& desk);

  void roll(entity::Desk& desk);
  void live_a_day(entity::Desk& desk);
  void come_out(const Event& event, entity::Desk& desk);
  void put_away(Work& work, std::int64_t good, entity::Desk& desk);
  std::int64_t rework(const Event& event, std::int64_t failing, base::SimTime now);
  std::int64_t downgrade(Work& work, std::int64_t failing);
  void note_retest(Work& work, double passing, std::int64_t good);
  void open_failing_accounts();
  void set_limits();
  void limit_type(const std::string& type, Load today, std::vector<Wish>& wishes);
  void put_in_process(const Event& event, base::SimTime now, base::Duration length);
  double expected_of(const Event& event) const;
  Load stop_for_change_over(Load capacity, base::SimTime now);
  void order_inputs(entity::Desk& desk);
  void order_input(std::size_t stock, const Needs& needs, entity::Desk& desk);
  std::vector<Needs> work_called_for(base::SimTime now) const;
  Needs needs_of(std::size_t stock, const std::vector<Needs>& by_work) const;
  void open_ordering(const entity::Setting& setting);
  void review_inputs(entity::Desk& desk);
  void review_input(std::size_t stock, const Needs& needs, entity::Desk& desk);
  std::int64_t wanted_today(std::size_t stock, base::SimTime now);
  Needs units_called_for(const Work& work, base::SimTime now) const;
  double share_of_load(const Work& work, base::SimTime now) const;
  void start_work(entity::Desk& desk);
  Load capacity_for_starts(base::SimTime now);
  Load give_fillers(std::vector<Wish>& wishes, Load left) const;
  Load room_of_type(const Work& work, const std::vector<Wish>& wishes) const;
  std::int64_t units_wanted(Work& work, base::SimTime now);
  void limit_by_share(std::vector<Wish>& wishes, Load capacity, base::SimTime now);
  void limit_by_inputs(std::vector<Wish>& wishes);
  std::int64_t wanted_of(std::size_t stock, const std::vector<Wish>& wishes) const;
  void limit_by_type(std::vector<Wish>& wishes, base::SimTime now);
  Load limit_by_capacity(std::vector<Wish>& wishes, Load available);
  Load open_to_orders(Load capacity, Load available, base::SimTime now);
  void take_inputs_and_start(Work& work, std::size_t index, std::int64_t units, base::SimTime now);
  void note_waiting(Work& work, const Wish& wish);
  void ship(entity::Desk& desk);
  void ship_one(Work& work, entity::Desk& desk);
  void note_order(const Work& work, std::int64_t quantity);
  void accept(const entity::Order& order, entity::EntityId customer, entity::Desk& desk);
  policy::Claim claim_of(Work& work, std::int64_t units, std::int64_t per_unit);
  void note_levels();

  PlantPlan plan_;
  const entity::Items& items_;
  std::map<entity::EntityId, entity::Partner> customers_;
  entity::Purchasing purchasing_;
  entity::Ledger ledger_;
  Freight freight_;
  base::Stream policy_stream_;
  base::Calendar<Event> calendar_;
  std::vector<Stock> stocks_;
  std::vector<Replenishment> replenishments_;  ///< by input, where a policy orders
  base::SimTime next_review_;
  std::vector<Work> works_;
  Account capacity_, used_capacity_;
  Account change_over_account_ = 0;  ///< where the plan has a change-over
  ChangeOver change_over_;
  std::map<std::string, Load> type_left_;  ///< capacity by type not used so far
  std::unique_ptr<Flow> flow_;             ///< what is in process without a date yet
  std::vector<Release> releases_;          ///< dated today, on their way to the calendar
  base::SimTime month_began_;
  Account tools_down_ = 0, bottleneck_ = 0, queue_ = 0;
  Load longest_carry_ = kLoadPerUnit - 1;
  Load carry_ = 0;
  Load ordered_left_ = 0;  ///< of the ceiling for orders, not used so far
  base::SimTime today_;
  bool has_new_orders_ = true;
};

}  // namespace aibelt::supply
