#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "aibelt/datacenter/power/cost_clock.hpp"
#include "aibelt/entity/buyer.hpp"
#include "aibelt/entity/setting.hpp"
#include "aibelt/policy/growth.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::datacenter {

using PowerRamp = scenario::Ramp<base::kPower>;

/// From a date on, the racks a site orders are of this kind.
struct BuildStep {
  base::SimTime from;
  std::string rack;

  static const scenario::FieldTable<BuildStep>& fields();
};

/// Hours in which the grid takes less than the connection carries, day after day.
struct Curtailment {
  base::SimTime from;
  base::SimTime to;
  std::int64_t first_hour = 0;  ///< local time
  std::int64_t end_hour = 24;
  base::Power limit;

  static const scenario::FieldTable<Curtailment>& fields();
};

/// What the scenario says of a datacenter.
struct SiteSpec : entity::BuyerSpec {
  PowerRamp phases;
  std::optional<PowerRamp> grid;
  std::optional<scenario::Ramp<base::kPlain>> pue;
  std::shared_ptr<const Cooling> cooling;
  std::shared_ptr<const Tariff> tariff;
  std::shared_ptr<const Carbon> carbon;
  std::optional<Climate> climate;
  base::Duration utc_offset{0};
  std::vector<Curtailment> curtailments;
  std::vector<BuildStep> build;
  std::map<std::string, std::int64_t> opening;
  std::shared_ptr<const policy::GrowthPolicy> growth = policy::default_growth_policy();
  scenario::Ramp<base::dimension(base::Measure::rack) / base::kTime> commissioning;
  base::Duration burn_in{0};
  base::Duration order_ahead{0};
  std::optional<base::Duration> service_life;

  std::string stage() const override { return "site"; }
  std::vector<entity::Item> produces(const scenario::Scenario&) const override { return {}; }
  std::vector<entity::Item> consumes(const scenario::Scenario& scenario) const override;
  std::unique_ptr<entity::Entity> make(const entity::Setting& setting) const override;
  void check(scenario::Reader& reader, const std::string& path) const override;

  /// Kind of rack ordered for `due`; empty when the site orders none.
  const std::string& rack_at(base::SimTime due) const;

  /// Kinds of rack it ever has.
  std::set<std::string> kinds_of_rack() const;

  /// IT power that the buildings, and that buildings and grid together, can carry at `date`, in W, in the warmest hour.
  double planned_it_power(base::SimTime date) const;
  double usable_it_power(base::SimTime date) const;

  /// Facility power that buildings and grid deliver at `date`, in W.
  double usable_facility_power(base::SimTime date) const;

  /// The same in the hour that begins at `hour`, curtailments included, and the IT power, in W, that it and the cooling carry then.
  double usable_facility_power_in(base::SimTime hour) const;
  double usable_it_power_in(base::SimTime hour) const;

  /// The PUE the site is planned by: as stated, else that of the cooling at full load in the warmest hour.
  double planned_pue(base::SimTime date) const;

  /// Whether the scenario asks for the site's energy account.
  bool is_metered() const { return cooling != nullptr || tariff != nullptr || carbon != nullptr; }
  EnergyTerms energy_terms() const;

  static const scenario::FieldTable<SiteSpec>& fields();
};

scenario::Kind<scenario::Spec> datacenter_site();

}  // namespace aibelt::datacenter
