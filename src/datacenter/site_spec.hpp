#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/entity/buyer.hpp"
#include "aibelt/entity/setting.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::datacenter {

using PowerRamp = scenario::Ramp<base::kPower>;

/// From a date on, the racks a site orders are of this kind.
struct BuildStep {
  base::SimTime from;
  std::string rack;

  static const scenario::FieldTable<BuildStep>& fields();
};

/// What the scenario says of a datacenter.
struct SiteSpec : entity::BuyerSpec {
  PowerRamp phases;
  std::optional<PowerRamp> grid;
  scenario::Ramp<base::kPlain> pue{base::Ratio::from_base_units(1)};
  std::vector<BuildStep> build;
  std::map<std::string, std::int64_t> opening;
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

  /// IT power that the buildings, and that buildings and grid together, can carry at `date`, in W.
  double planned_it_power(base::SimTime date) const;
  double usable_it_power(base::SimTime date) const;

  static const scenario::FieldTable<SiteSpec>& fields();
};

scenario::Kind<scenario::Spec> datacenter_site();

}  // namespace aibelt::datacenter
