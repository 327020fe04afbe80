#include "simgrid_driver.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/error.hpp"
#include "aibelt/entity/stage.hpp"
#include "couriers.hpp"
#include "simgrid_compat.hpp"

namespace aibelt::engine {
namespace {

namespace sg4 = simgrid::s4u;

/// SimGrid loses wake-ups that miss their date by more than its precision; whole seconds and this precision keep every one.
constexpr const char* kPrecision = "--cfg=surf/precision:1e-7";
constexpr const char* kQuiet = "--log=root.thresh:warning";

/// Flows share links max-min fairly, whatever the latency: no TCP window, no traffic of acknowledgements, shares to nine digits.
constexpr std::array kFlowOptions = {"--cfg=network/model:CM02", "--cfg=network/TCP-gamma:0",
                                     "--cfg=network/crosstraffic:0", "--cfg=network/weight-S:0",
                                     "--cfg=maxmin/precision:1e-9"};

#if defined(__SANITIZE_ADDRESS__)
constexpr const char* kContexts = "--cfg=contexts/factory:thread";  // the sanitizer cannot follow the raw contexts
#else
constexpr const char* kContexts = "--cfg=contexts/factory:raw";
#endif

class SimGridDriver : private entity::FlowCarrier {
 public:
  SimGridDriver(entity::Cast& cast, base::SimTime from, base::SimTime to, record::Sink& sink,
                const entity::Watch& watch)
      : stage_(
            cast, from, to, sink, [this](entity::EntityId id) { call(id); }, this),
        layout_(cast.layout),
        watch_(watch),
        seats_(cast.members.size()) {}

  bool run() {
    std::vector<std::string> options = {"aibelt", kPrecision, kQuiet, kContexts};
    if (layout_) {
      options.insert(options.end(), kFlowOptions.begin(), kFlowOptions.end());
    }
    std::vector<char*> arguments;
    arguments.reserve(options.size() + 1);
    for (std::string& option : options) {
      arguments.push_back(option.data());
    }
    auto count = static_cast<int>(arguments.size());
    arguments.push_back(nullptr);
    sg4::Engine engine(&count, arguments.data());
    sg4::NetZone* zone = compat::add_star_zone(engine, "belt");
    for (std::size_t i = 0; i < seats_.size(); ++i) {
      const entity::EntityId id{static_cast<std::int32_t>(i)};
      seats_[i].called = sg4::Semaphore::create(0);
      compat::start_actor(stage_.name(id), compat::add_host(zone, stage_.name(id), 1), [this, id] { act(id); });
    }
    compat::start_actor("calendar", compat::add_host(zone, "month ends", 1), [this] { keep_months(); });
    if (layout_) {
      couriers_.emplace(zone, *layout_, stage_);
    }
    zone->seal();
    for (std::size_t i = 0; i < seats_.size(); ++i) {
      stage_.start({static_cast<std::int32_t>(i)});
    }
    engine.run();
    if (is_stopped_) {
      return false;
    }
    for (std::size_t i = 0; i < seats_.size(); ++i) {
      stage_.finish({static_cast<std::int32_t>(i)});
    }
    stage_.settle(base::kNever);
    return true;
  }

 private:
  struct Seat {
    sg4::SemaphorePtr called;
    base::SimTime wakes = base::kNever;  ///< when it wakes by itself; kNever while it plays
  };

  Seat& seat(entity::EntityId id) { return seats_[static_cast<std::size_t>(id.index)]; }

  /// The whole second in which SimGrid's clock stands; it may be an ulp short of one.
  base::SimTime clock() const {
    constexpr double kUlps = 1e-6;
    return stage_.from() + std::chrono::seconds{static_cast<std::int64_t>(sg4::Engine::get_clock() + kUlps)};
  }

  void set_rate(entity::ChannelId channel, double rate) override { couriers_->set_rate(channel, rate); }
  void begin(entity::FlowId flow, entity::RouteId route, double bytes) override {
    couriers_->begin(flow, route, bytes);
  }
  void cancel(entity::FlowId flow) override { couriers_->cancel(flow); }

  /// One entity's life: wait for the next message or the next date, whichever comes first, and play.
  void act(entity::EntityId id) {
    Seat& own = seat(id);
    while (!is_stopped_) {
      const base::SimTime wake = stage_.wake_time(id);
      if (wake > clock()) {
        own.wakes = wake;
        own.called->acquire_timeout(std::chrono::duration<double>(wake - stage_.from()).count() -
                                    sg4::Engine::get_clock());
        own.wakes = base::kNever;
      } else if (wake == stage_.to()) {
        return;
      } else {
        stage_.play(id, clock());
      }
    }
  }

  /// Wakes an entity that a message now calls earlier than it meant to wake.
  void call(entity::EntityId id) {
    Seat& other = seat(id);
    if (other.wakes != base::kNever && stage_.wake_time(id) < other.wakes) {
      other.wakes = base::kNever;
      other.called->release();
    }
  }

  void keep_months() {
    for (base::Month month = base::next(base::month_of(stage_.from())); base::start_of(month) < stage_.to();
         month = base::next(month)) {
      sg4::this_actor::sleep_until(std::chrono::duration<double>(base::start_of(month) - stage_.from()).count());
      stage_.settle(clock());
      watch_.on_month(clock());
      if (watch_.is_stopped()) {
        is_stopped_ = true;
        return;
      }
    }
  }

  entity::Stage stage_;
  const std::optional<entity::FlowLayout>& layout_;
  std::optional<Couriers> couriers_;
  const entity::Watch& watch_;
  std::vector<Seat> seats_;
  bool is_stopped_ = false;
};

}  // namespace

bool run_with_simgrid(entity::Cast& cast, base::SimTime from, base::SimTime to, record::Sink& sink,
                      const entity::Watch& watch) {
  static bool has_run = false;
  base::ensure(!has_run, "a second SimGrid run in one process");
  has_run = true;
  return SimGridDriver(cast, from, to, sink, watch).run();
}

}  // namespace aibelt::engine
