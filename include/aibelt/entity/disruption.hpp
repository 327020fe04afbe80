#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/base/quantity.hpp"
#include "aibelt/entity/effects.hpp"
#include "aibelt/scenario/codec.hpp"
#include "aibelt/scenario/figures.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::entity {

/// Lowest and highest of an amount that each event draws for itself.
template <base::Dimension D>
using Range = std::optional<scenario::Figures<D, 2>>;

struct Disruption;

/// One event of a disruption. Random streams: `disruption/<name>` for the dates, `disruption/<name>/<number>/<what>` for what each
/// event draws.
struct Strike {
  const scenario::Scenario* scenario = nullptr;
  const Disruption* cause = nullptr;
  std::string_view name;
  std::string_view kind;
  std::int64_t number = 0;  ///< within its disruption, from 1
  base::SimTime at;

  /// `usual`, or a draw from the triangle between the two ends of `range` with its top there.
  template <base::Dimension D>
  double draw(std::string_view what, base::Quantity<D> usual, const Range<D>& range) const {
    return range
               ? draw_triangular(what, (*range)[0].in_base_units(), usual.in_base_units(), (*range)[1].in_base_units())
               : usual.in_base_units();
  }

  /// The same in whole microseconds.
  base::Duration draw_span(std::string_view what, base::Span usual, const Range<base::kTime>& range) const;

 private:
  double draw_triangular(std::string_view what, double low, double top, double high) const;
};

/// What an event's row says of its size.
struct Size {
  double amount = 0;
  std::string unit;
};

/// Something that goes wrong, at a date or at random dates.
struct Disruption : scenario::Spec {
  std::optional<base::SimTime> at;
  std::optional<base::Quantity<base::kPlain / base::kTime>> rate;

  /// The places an event is written down for.
  virtual std::vector<std::string> hit_places(const scenario::Scenario& scenario) const = 0;

  virtual Size size(const Strike& strike) const = 0;

  /// Adds what an event does to one place, or to the lane or the service of that name.
  virtual void hit_place(const Strike& /*strike*/, std::string_view /*place*/, Effects& /*effects*/) const {}
  virtual void hit_lane(const Strike& /*strike*/, std::string_view /*lane*/, LaneEffects& /*effects*/) const {}
  virtual void hit_service(const Strike& /*strike*/, std::string_view /*service*/, Effects& /*effects*/) const {}

  /// Adds what it contradicts the rest of the scenario in; `path` is the entry's.
  virtual void check_targets(const scenario::Scenario& scenario, const std::string& path,
                             base::Issues& issues) const = 0;

  void check(scenario::Reader& reader, const std::string& path) const override;
};

/// Every event of the scenario, by the names of the disruptions and then by date.
std::vector<Strike> strikes_of(const scenario::Scenario& scenario);

/// `table` with the fields that say when; the kinds put their own in front.
template <class Spec>
scenario::FieldTable<Spec> with_dates(scenario::FieldTable<Spec> table) {
  table.push_back(scenario::field<Spec>(static_cast<std::optional<base::SimTime> Spec::*>(&Disruption::at),
                                        {.name = "at", .doc = "when it happens; without it, at random"}));
  table.push_back(scenario::field<Spec>(
      static_cast<std::optional<base::Quantity<base::kPlain / base::kTime>> Spec::*>(&Disruption::rate),
      {.name = "rate",
       .unit = "1/year",
       .low = 0,
       .high = 365,
       .doc = "how often it happens, at dates independent of each other; instead of \"at\""}));
  return table;
}

/// Adds the field `info.name` and the one with its range.
template <class Spec, base::Dimension D>
void add_severity(scenario::FieldTable<Spec>& table, base::Quantity<D> Spec::*usual, Range<D> Spec::*range,
                  scenario::FieldInfo info) {
  scenario::FieldInfo of_range = info;
  of_range.name += "_range";
  of_range.doc = "least and most of it; each event draws its own, most often near \"" + info.name + "\"";
  of_range.by_default = "none";
  table.push_back(scenario::field(usual, std::move(info)));
  table.push_back(scenario::field(range, std::move(of_range)));
}

/// Reports a range that does not hold the usual amount `name`.
template <base::Dimension D>
void check_range(base::Quantity<D> usual, const Range<D>& range, const std::string& name, scenario::Reader& reader,
                 const std::string& path) {
  if (range && ((*range)[0] > usual || (*range)[1] < usual)) {
    reader.report(scenario::child_path(path, name + "_range"),
                  "\"" + name + "\" lies outside; put it between the two ends");
  }
}

}  // namespace aibelt::entity
