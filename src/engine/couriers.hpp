#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "aibelt/entity/flows.hpp"
#include "aibelt/entity/stage.hpp"
#include "simgrid_compat.hpp"

namespace aibelt::engine {

/// Carries flows over SimGrid's links: one communication for each, waited for by one of a pool of actors.
///
/// SimGrid decides when a flow is through; the stage then tells the owner, with the date of its own arithmetic, which is the same
/// under every driver. The two dates must agree to a millisecond.
class Couriers : public entity::FlowCarrier {
 public:
  /// Adds a link for each channel of `layout` and a host for each route to the star zone `zone`; all outlive this.
  Couriers(simgrid::s4u::NetZone* zone, const entity::FlowLayout& layout, entity::Stage& stage);

  void set_rate(entity::ChannelId channel, double bytes_per_second) override;
  void begin(entity::FlowId flow, entity::RouteId route, double bytes) override;
  void cancel(entity::FlowId flow) override;

 private:
  struct Parcel {
    entity::FlowId flow;
    entity::RouteId route;
    double bytes;
  };

  void work();
  void carry(const Parcel& parcel);
  simgrid::s4u::CommPtr start(const Parcel& parcel);
  void report(entity::FlowId flow);

  const entity::FlowLayout& layout_;
  entity::Stage& stage_;
  simgrid::s4u::Host* office_;  ///< where the actors live, and where all flows go
  std::vector<simgrid::s4u::Link*> links_;
  std::vector<double> rates_;
  std::vector<simgrid::s4u::Host*> ways_;
  simgrid::s4u::SemaphorePtr waiting_ = simgrid::s4u::Semaphore::create(0);
  std::deque<Parcel> parcels_;
  std::map<entity::FlowId, simgrid::s4u::CommPtr> under_way_;
  std::set<entity::FlowId> cancelled_;
  int n_idle_ = 0;
};

}  // namespace aibelt::engine
