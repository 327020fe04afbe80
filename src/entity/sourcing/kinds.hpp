#pragma once

#include "aibelt/entity/sourcing.hpp"

namespace aibelt::entity {

scenario::Kind<Sourcing> by_capacity();
scenario::Kind<Sourcing> cheapest();
scenario::Kind<Sourcing> in_turn();
scenario::Kind<Sourcing> single();

/// A kind without parameters.
template <class Spec>
struct WithoutFields : Sourcing {
  static const scenario::FieldTable<Spec>& fields() {
    static const scenario::FieldTable<Spec> none;
    return none;
  }
};

/// The quantity in proportion to what each source can deliver; evenly where none can.
std::vector<double> in_proportion(double quantity, const std::vector<SourceView>& sources);

/// Fills one source after the other, in `order`, with what it can deliver in the week and has not been asked for; what none has room
/// for in proportion.
std::vector<double> fill_in(const std::vector<std::size_t>& order, const SourcingView& view);

/// Positions of the sources, the preferred first; those of one preference in their order.
std::vector<std::size_t> by_preference(const std::vector<SourceView>& sources);

}  // namespace aibelt::entity
