#pragma once

#include <cstdint>

#include "aibelt/entity/setting.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::entity {

/// An actor that buys: its standing with the suppliers it shares with others.
struct BuyerSpec : ActorSpec {
  std::int64_t rank = 1;
  scenario::Ramp<base::kPlain> agreed_share{base::Ratio::from_base_units(1)};
  std::shared_ptr<const Sourcing> chosen_sourcing = default_sourcing();

  std::int64_t priority() const override { return rank; }
  double share(base::SimTime date) const override { return agreed_share.at(date).in_base_units(); }
  std::shared_ptr<const Sourcing> sourcing() const override { return chosen_sourcing; }
};

/// The field of whoever chooses among sources.
template <class Spec>
scenario::Field<Spec> sourcing_field(std::shared_ptr<const Sourcing> Spec::*member) {
  return scenario::field<Spec>(
      member,
      {.name = "sourcing", .doc = "who gets its orders where several can deliver", .by_default = "\"by_capacity\""});
}

/// `table` with the fields that every buyer has.
template <class Spec>
scenario::FieldTable<Spec> with_buyer_fields(scenario::FieldTable<Spec> table) {
  table.push_back(scenario::field<Spec>(static_cast<std::int64_t Spec::*>(&BuyerSpec::rank),
                                        {.name = "priority",
                                         .unit = "1",
                                         .low = 1,
                                         .high = 1000,
                                         .doc = "standing with suppliers that rank, 1 first",
                                         .by_default = "1"}));
  table.push_back(scenario::field<Spec>(static_cast<scenario::Ramp<base::kPlain> Spec::*>(&BuyerSpec::agreed_share),
                                        {.name = "share",
                                         .unit = "1",
                                         .low = 0,
                                         .high = 1000,
                                         .doc = "agreed share of suppliers that go by shares, by date",
                                         .by_default = "1"}));
  table.push_back(
      sourcing_field<Spec>(static_cast<std::shared_ptr<const Sourcing> Spec::*>(&BuyerSpec::chosen_sourcing)));
  return table;
}

}  // namespace aibelt::entity
