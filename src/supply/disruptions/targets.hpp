#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aibelt/entity/disruption.hpp"
#include "aibelt/entity/setting.hpp"

namespace aibelt::supply {

using entity::add_severity;
using entity::check_range;
using entity::Disruption;
using entity::Effects;
using entity::LaneEffects;
using entity::Range;
using entity::Size;
using entity::Strike;
using entity::with_dates;

/// The entry called `name` that takes part in the run; null when there is none.
const entity::ActorSpec* actor_of(const scenario::Scenario& scenario, std::string_view name);

/// Whether something made at `from` and used at `to` is of `product` (empty: any).
bool carries(const scenario::Scenario& scenario, std::string_view from, std::string_view to,
             const std::string& product);

/// What may be hit: fabs, lines, plants and suppliers; warehouses too; sites too.
enum class Reach { plants, stores, sites };

/// Reports names that nothing within `reach` has, places that do not have `product` (empty: any), and those that it cannot hit.
void check_places(const scenario::Scenario& scenario, const std::vector<std::string>& places, Reach reach,
                  const std::string& product, const std::string& path, base::Issues& issues);

/// Reports customers that do not buy `product` (empty: any).
void check_customers(const scenario::Scenario& scenario, const std::vector<std::string>& customers,
                     const std::string& product, const std::string& path, base::Issues& issues);

/// A disruption of plants, lines, fabs or suppliers, and of what else it reaches.
struct PlantDisruption : Disruption {
  std::vector<std::string> places;
  std::string product;  ///< empty: all

  virtual Reach reach() const { return Reach::plants; }
  std::vector<std::string> hit_places(const scenario::Scenario&) const override { return places; }
  void check_targets(const scenario::Scenario& scenario, const std::string& path, base::Issues& issues) const override {
    check_places(scenario, places, reach(), product, path, issues);
  }
  void hit_place(const Strike& strike, std::string_view place, Effects& effects) const override;

  /// Adds what an event does to each place it hits.
  virtual void hit(const Strike& strike, Effects& effects) const = 0;
};

/// A disruption of what customers, and others, want.
struct CustomerDisruption : Disruption {
  std::vector<std::string> customers;
  std::string product;  ///< empty: all

  std::vector<std::string> hit_places(const scenario::Scenario&) const override;
  void check_targets(const scenario::Scenario& scenario, const std::string& path, base::Issues& issues) const override;
  void hit_place(const Strike& strike, std::string_view place, Effects& effects) const override;

  /// Who else changes their mind, and the field that names them.
  virtual std::vector<std::string> others() const = 0;
  virtual std::string_view others_key() const = 0;
  virtual void hit(const Strike& strike, Effects& effects) const = 0;
};

/// A disruption of what is on lanes.
struct LaneDisruption : Disruption {
  std::vector<std::string> lanes;
  std::string product;  ///< empty: all

  /// The senders.
  std::vector<std::string> hit_places(const scenario::Scenario& scenario) const override;
  void check_targets(const scenario::Scenario& scenario, const std::string& path, base::Issues& issues) const override;
  void hit_lane(const Strike& strike, std::string_view lane, LaneEffects& effects) const override;
  virtual void hit(const Strike& strike, LaneEffects& effects) const = 0;
};

template <class Spec>
scenario::Field<Spec> places_field(const std::string& doc = "the fabs, lines, plants and suppliers it hits") {
  return scenario::field<Spec>(static_cast<std::vector<std::string> Spec::*>(&PlantDisruption::places),
                               {.name = "places", .doc = doc});
}

template <class Spec>
scenario::Field<Spec> lanes_field(const std::string& doc) {
  return scenario::field<Spec>(static_cast<std::vector<std::string> Spec::*>(&LaneDisruption::lanes),
                               {.name = "lanes", .doc = doc, .refers_to = "lanes"});
}

template <class Spec>
scenario::Field<Spec> customers_field() {
  return scenario::field<Spec>(
      static_cast<std::vector<std::string> Spec::*>(&CustomerDisruption::customers),
      {.name = "customers", .doc = "customers who change their mind", .refers_to = "customers", .by_default = "[]"});
}

/// `product` of any base, which may be left out.
template <class Spec, class Base>
scenario::Field<Spec> product_field() {
  return scenario::field<Spec>(static_cast<std::string Spec::*>(&Base::product),
                               {.name = "product", .doc = "the one product it is about", .by_default = "all"});
}

/// `lasts`: optional, to the end of the run.
inline scenario::FieldInfo lasts_info(std::string doc) {
  return {.name = "lasts", .unit = "days", .low = 0, .high = 36500, .doc = std::move(doc)};
}

/// `lost`: none unless stated.
inline scenario::FieldInfo lost_info() {
  return {.name = "lost",
          .unit = "1",
          .low = 0,
          .high = 1,
          .doc = "share of the work in process that is scrapped",
          .by_default = "0"};
}

/// When something that lasts `span`, or to the end of the run, is over.
inline base::SimTime end_after(const Strike& strike, const std::optional<base::Duration>& span) {
  return span ? strike.at + *span : base::kNever;
}

}  // namespace aibelt::supply
