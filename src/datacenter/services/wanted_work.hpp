#pragma once

#include <cstddef>
#include <vector>

#include "../site_spec.hpp"
#include "aibelt/entity/entity.hpp"
#include "aibelt/entity/setting.hpp"
#include "aibelt/product/products.hpp"
#include "service.hpp"

namespace aibelt::datacenter {

/// The work that services had for the sites that grow by demand, and the week's word of it to them. What nobody could serve
/// counts for these sites by the power their buildings have left for racks.
class WantedWork {
 public:
  /// Sites are numbered as in `setting.customers`.
  explicit WantedWork(const entity::Setting& setting);

  /// Counts `work` a second that `site` does today.
  void note_served(std::size_t site, const Service& service, double work);

  /// Counts `work` a second that none of `sites` has room for today.
  void note_unmet(const std::vector<std::size_t>& sites, const Service& service, double work, base::SimTime now);

  /// Accelerators of the services on `site` have come or gone.
  void note_live(std::size_t site, entity::ItemId accelerator, std::int64_t change);

  /// Ends a day, and on the seventh tells each site of its week.
  void end_day(entity::Desk& desk);

 private:
  struct Accelerators {
    entity::ItemId item;
    const product::Accelerator* spec;
    double power = 0;  ///< of one, with its part of the rack, W
    double sum = 0;    ///< over the days of the week
    std::int64_t live = 0;
  };
  struct Site {
    entity::EntityId id;
    const SiteSpec* spec = nullptr;
    std::vector<Accelerators> kinds;
  };

  static void add(Site& site, const Service& service, double work);
  double power_left(const Site& site, base::SimTime now) const;

  const scenario::Scenario& scenario_;
  std::vector<Site> sites_;  ///< spec is null where a site goes by its plan
  int day_ = 0;              ///< of the week
};

}  // namespace aibelt::datacenter
