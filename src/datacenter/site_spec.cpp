#include "site_spec.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "aibelt/datacenter/sections.hpp"
#include "notices.hpp"
#include "power/kinds.hpp"
#include "site.hpp"

namespace aibelt::datacenter {

const scenario::FieldTable<BuildStep>& BuildStep::fields() {
  static const scenario::FieldTable<BuildStep> table = {
      scenario::field(&BuildStep::from, {.name = "from", .doc = "first delivery date of this kind of rack"}),
      scenario::field(&BuildStep::rack, {.name = "rack", .doc = "kind of rack", .refers_to = "racks"}),
  };
  return table;
}

const scenario::FieldTable<Curtailment>& Curtailment::fields() {
  static const scenario::FieldTable<Curtailment> table = {
      scenario::field(&Curtailment::from, {.name = "from", .doc = "first day"}),
      scenario::field(&Curtailment::to, {.name = "to", .doc = "first day after it"}),
      scenario::field(&Curtailment::first_hour, {.name = "first_hour",
                                                 .unit = "1",
                                                 .low = 0,
                                                 .high = 23,
                                                 .doc = "hour of the day, local time, at which it begins",
                                                 .by_default = "0"}),
      scenario::field(
          &Curtailment::end_hour,
          {.name = "end_hour", .unit = "1", .low = 1, .high = 24, .doc = "hour at which it ends", .by_default = "24"}),
      scenario::field(&Curtailment::limit,
                      {.name = "limit", .unit = "MW", .low = 0, .doc = "facility power left to the site"}),
  };
  return table;
}

std::vector<entity::Item> SiteSpec::consumes(const scenario::Scenario&) const {
  std::set<std::string> racks;
  for (const BuildStep& step : build) {
    racks.insert(step.rack);
  }
  std::vector<entity::Item> items;
  for (const std::string& rack : racks) {
    items.push_back({entity::Good::rack, rack});
  }
  return items;
}

const std::string& SiteSpec::rack_at(base::SimTime due) const {
  static const std::string none;
  const auto after = std::upper_bound(build.begin(), build.end(), due,
                                      [](base::SimTime when, const BuildStep& step) { return when < step.from; });
  return after == build.begin() ? none : (after - 1)->rack;
}

std::set<std::string> SiteSpec::kinds_of_rack() const {
  std::set<std::string> racks;
  for (const auto& [rack, count] : opening) {
    racks.insert(rack);
  }
  for (const BuildStep& step : build) {
    racks.insert(step.rack);
  }
  return racks;
}

double SiteSpec::planned_it_power(base::SimTime date) const {
  return phases.at(date).in_base_units() / planned_pue(date);
}

double SiteSpec::usable_it_power(base::SimTime date) const {
  const double warmest = climate ? climate->outdoor(climate->warmest()) : 0;
  return usable_facility_power(date) / planned_pue(date) * (cooling ? cooling->capacity(warmest) : 1);
}

double SiteSpec::usable_facility_power(base::SimTime date) const {
  const double connected = grid ? grid->at(date).in_base_units() : phases.at(date).in_base_units();
  return std::min(connected, phases.at(date).in_base_units());
}

double SiteSpec::usable_facility_power_in(base::SimTime hour) const {
  double usable = usable_facility_power(hour);
  const int local = LocalHour::of(hour + utc_offset).hour;
  for (const Curtailment& curtailment : curtailments) {
    if (hour >= curtailment.from && hour < curtailment.to && local >= curtailment.first_hour &&
        local < curtailment.end_hour) {
      usable = std::min(usable, curtailment.limit.in_base_units());
    }
  }
  return usable;
}

double SiteSpec::usable_it_power_in(base::SimTime hour) const {
  const EnergyTerms terms = energy_terms();
  const double cooled = planned_it_power(hour) * (terms.cooling ? terms.cooling->capacity(terms.outdoor(hour)) : 1);
  return std::min(cooled, usable_facility_power_in(hour) / rates_in(terms, hour, 1).pue);
}

double SiteSpec::planned_pue(base::SimTime date) const {
  if (pue) {
    return pue->at(date).in_base_units();
  }
  return cooling ? cooling->pue({date, climate ? climate->outdoor(climate->warmest()) : 0, 1}) : 1;
}

EnergyTerms SiteSpec::energy_terms() const {
  return {cooling || !pue ? cooling : cooling_of(*pue), tariff, carbon, climate, utc_offset};
}

void SiteSpec::check(scenario::Reader& reader, const std::string& path) const {
  for (std::size_t i = 1; i < build.size(); ++i) {
    if (build[i].from <= build[i - 1].from) {
      reader.report(scenario::child_path(scenario::child_path(path, "build"), i),
                    "its \"from\" is not after the one before it; put the steps in order of date");
    }
  }
  if (growth) {
    growth->check(reader, scenario::child_path(path, "growth"));
  }
  if (growth && growth->follows_demand() && build.empty()) {
    reader.report(scenario::child_path(path, "growth"), "orders racks by demand; say which in \"build\"");
  }
  if (cooling && cooling->needs_climate() && !climate) {
    reader.report(path, "its \"cooling\" goes by outdoor temperature; add \"climate\"");
  }
}

std::unique_ptr<entity::Entity> SiteSpec::make(const entity::Setting& setting) const {
  return std::make_unique<Site>(*this, setting);
}

const scenario::FieldTable<SiteSpec>& SiteSpec::fields() {
  static const auto table = entity::with_buyer_fields<SiteSpec>({
      scenario::field(&SiteSpec::phases, {.name = "phases",
                                          .unit = "MW",
                                          .low = 0,
                                          .high = 100000,
                                          .doc = "facility power of the buildings that stand, by date",
                                          .is_step = true}),
      scenario::field(
          &SiteSpec::grid,
          {.name = "grid",
           .unit = "MW",
           .low = 0,
           .high = 100000,
           .doc =
               "power the grid connection or own plant delivers, by date; as much as the buildings take when missing",
           .is_step = true}),
      scenario::field(&SiteSpec::curtailments,
                      {.name = "curtailments",
                       .doc = "hours in which the grid takes less than it can, for clusters to keep to",
                       .by_default = "[]"}),
      scenario::field(&SiteSpec::pue, {.name = "pue",
                                       .unit = "1",
                                       .low = 1,
                                       .high = 5,
                                       .doc = "power usage effectiveness, facility over IT power, that the site is "
                                              "planned by",
                                       .by_default = "1; with \"cooling\", that of the warmest hour"}),
      scenario::field(&SiteSpec::cooling, {.name = "cooling",
                                           .doc = "what the energy account adds to IT power, hour by hour",
                                           .by_default = "\"pue\""}),
      scenario::field(&SiteSpec::tariff, {.name = "tariff", .doc = "what its electricity costs", .by_default = "none"}),
      scenario::field(&SiteSpec::carbon, {.name = "carbon", .doc = "what its electricity emits", .by_default = "none"}),
      scenario::field(&SiteSpec::climate, {.name = "climate", .doc = "outdoor temperature", .by_default = "none"}),
      scenario::field(&SiteSpec::utc_offset, {.name = "utc_offset",
                                              .unit = "h",
                                              .low = -12,
                                              .high = 14,
                                              .doc = "local time of tariff, carbon and climate less the run's time",
                                              .by_default = "0 h"}),
      scenario::field(&SiteSpec::build,
                      {.name = "build", .doc = "kind of rack by delivery date, in order of date", .by_default = "[]"}),
      scenario::field(&SiteSpec::opening, {.name = "opening",
                                           .unit = "1",
                                           .low = 0,
                                           .doc = "racks at work when the run starts",
                                           .keys_refer_to = "racks",
                                           .by_default = "{}"}),
      scenario::field(&SiteSpec::growth, {.name = "growth",
                                          .doc = "how many racks it orders of those its buildings have power for",
                                          .by_default = "\"plan\""}),
      scenario::field(&SiteSpec::commissioning,
                      {.name = "commissioning", .unit = "racks/day", .low = 0, .doc = "racks it can connect, by date"}),
      scenario::field(&SiteSpec::burn_in, {.name = "burn_in",
                                           .unit = "days",
                                           .low = 0,
                                           .high = 365,
                                           .doc = "from power on to first work",
                                           .by_default = "0 days"}),
      scenario::field(&SiteSpec::order_ahead, {.name = "order_ahead",
                                               .unit = "days",
                                               .low = 0,
                                               .high = 2000,
                                               .doc = "how long before it needs racks it orders them"}),
      scenario::field(&SiteSpec::service_life,
                      {.name = "service_life",
                       .unit = "days",
                       .low = 30,
                       .high = 20000,
                       .doc = "from first work to retirement; the power then frees for new racks",
                       .by_default = "for ever"}),
  });
  return table;
}

std::optional<base::Duration> load_delay(const entity::ActorSpec& site) {
  const auto* spec = dynamic_cast<const SiteSpec*>(&site);
  return spec != nullptr && spec->is_metered() ? std::optional(kLoadDelay) : std::nullopt;
}

std::optional<base::Duration> wanted_delay(const entity::ActorSpec& site) {
  const auto* spec = dynamic_cast<const SiteSpec*>(&site);
  return spec != nullptr && spec->growth->follows_demand() ? std::optional(kWantedDelay) : std::nullopt;
}

scenario::Kind<scenario::Spec> datacenter_site() {
  return scenario::kind<scenario::Spec, SiteSpec>(
      "datacenter", "buildings and grid by date, racks ordered to fill them, connected at a rate, burnt in");
}

}  // namespace aibelt::datacenter
