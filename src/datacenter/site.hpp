#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/calendar.hpp"
#include "aibelt/entity/effects.hpp"
#include "aibelt/entity/entity.hpp"
#include "aibelt/entity/ledger.hpp"
#include "aibelt/entity/purchasing.hpp"
#include "aibelt/entity/setting.hpp"
#include "power/site_account.hpp"
#include "site_growth.hpp"
#include "site_spec.hpp"

namespace aibelt::datacenter {

/// A datacenter: it orders racks to fill its buildings as they come, connects what has arrived as far as power and crews allow,
/// and tells the services what works. Racks that find no power wait, first come first served, and are counted. What a disruption
/// takes of the racks that wait or burn in, and of those under way, it orders again; while it stops the site nothing is connected.
class Site : public entity::Entity {
 public:
  Site(const SiteSpec& spec, const entity::Setting& setting);

  void start(entity::Desk& desk) override;
  base::SimTime next_event() const override { return calendar_.is_empty() ? base::kNever : calendar_.next_time(); }
  void step(entity::Desk& desk) override;
  void receive(const entity::Message& message, entity::Desk& desk) override;
  void finish(entity::Desk& desk) override;

 private:
  using Account = entity::Ledger::Account;

  /// One kind of rack on this site.
  struct RackKind {
    std::string name;
    entity::ItemId item;
    entity::ItemId accelerator;
    std::int64_t accelerators = 0;
    double power = 0;          ///< W
    double idle = 0;           ///< W
    std::int64_t due = 0;      ///< ordered for a date that has come
    std::int64_t planned = 0;  ///< opened with or ordered, and not retired by the plan
    std::int64_t landed = 0;
    std::int64_t powered = 0;  ///< connected and not retired
    std::int64_t live = 0;
    std::int64_t reported = 0;  ///< whose power a listener reports
    Account demand, received, connected, retired, live_level, late_level;
    Account ordered, wanted_level;  ///< where the site grows by demand
    double wanted = 0;              ///< racks with which the site would lack none, at the last decision
    Account lost = 0, lost_in_process = 0, cancelled = 0, days_out = 0;  ///< where disruptions have such effects here
  };

  enum class What { day, live, retire, due, loss, cancellation };
  struct Event {
    What what = What::day;
    std::size_t kind = 0;  ///< of rack; or the position of the loss or the cancellation
    std::int64_t racks = 0;
  };

  /// Racks on the floor without power, in the order in which they came.
  struct Waiting {
    std::size_t kind;
    std::int64_t racks;
  };

  /// Power that the plan frees when racks it once ordered come to the end of their life.
  struct Freed {
    base::SimTime date;
    double power;
    std::size_t kind;
    std::int64_t racks;
  };

  /// Racks gone live or retired of which the listeners hear at `date`.
  struct ToBeHeard {
    base::SimTime date;
    std::size_t kind;
    std::int64_t racks;
  };

  std::size_t kind_of(const std::string& rack, const entity::Setting& setting);
  void roll(entity::Desk& desk);
  void note_levels(base::SimTime date);
  void live_a_day(entity::Desk& desk);
  void order_week(base::SimTime due, entity::Desk& desk);
  std::int64_t racks_to_order(std::size_t kind, base::SimTime due, std::int64_t room, base::SimTime now);
  void order(RackKind& kind, std::int64_t racks, base::SimTime due, entity::Desk& desk);
  void commit(std::size_t kind, std::int64_t racks, base::SimTime live_from);
  void connect(entity::Desk& desk);
  void note_waiting(bool is_short_of_power, entity::Desk& desk);
  void add_live(std::size_t kind, std::int64_t racks, base::SimTime now);
  void go_live(std::size_t kind, std::int64_t racks, entity::Desk& desk);
  void retire(std::size_t kind, std::int64_t racks, entity::Desk& desk);
  void announce(std::size_t kind, std::int64_t change, entity::Desk& desk);
  std::int64_t part_of(const entity::Partner& listener, const RackKind& kind, std::int64_t racks) const;
  double unreported_power(base::SimTime day);
  void open_disruption_accounts();
  void schedule_disruptions(base::SimTime from);
  void lose(const entity::Loss& loss, entity::Desk& desk);
  std::vector<std::int64_t> hit_by(const entity::Loss& loss, double share, std::vector<std::int64_t> racks) const;
  std::vector<std::int64_t> lose_in_process(const entity::Loss& loss);
  std::vector<std::int64_t> lose_waiting(const entity::Loss& loss);
  void cancel(const entity::Cancellation& cancellation, entity::Desk& desk);
  std::int64_t drop_due(std::size_t kind, std::int64_t racks);
  std::vector<base::Calendar<Event>::Entry> take_entries();
  void note_out(base::SimTime day);
  void note(entity::Desk& desk, const std::string& what, const std::string& item, double quantity,
            const std::string& unit);

  const SiteSpec& spec_;
  const scenario::Scenario& scenario_;
  entity::Effects effects_;
  std::vector<entity::Partner> listeners_;
  entity::Purchasing purchasing_;
  entity::Ledger ledger_;
  base::Calendar<Event> calendar_;
  std::optional<SiteAccount> account_;  ///< where the scenario asks for one
  std::deque<ToBeHeard> to_be_heard_;   ///< by date
  SiteGrowth growth_;
  std::vector<RackKind> kinds_;
  std::deque<Waiting> waiting_;
  std::int64_t n_waiting_ = 0;
  double ordered_power_ = 0;    ///< IT power of all racks ever ordered, W
  double planned_power_ = 0;    ///< IT power of what is or will be installed by the plan, W
  std::deque<Freed> to_free_;   ///< by date
  double connected_power_ = 0;  ///< IT power of racks under power, W
  double crew_ = 0;             ///< racks the crews may still connect
  double planned_crew_ = 0;     ///< racks they may still connect by the plan
  double last_usable_ = 0;
  bool is_short_of_power_ = false;
  base::SimTime next_order_due_;
  Account wait_power_, wait_crew_, live_power_, facility_power_, usable_power_, building_power_, grid_power_;
};

}  // namespace aibelt::datacenter
