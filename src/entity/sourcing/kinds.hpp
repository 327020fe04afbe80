#pragma once

#include "aibelt/entity/sourcing.hpp"

namespace aibelt::entity {

scenario::Kind<Sourcing> by_capacity();
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

/// Positions of the sources, the preferred first; those of one preference in their order.
std::vector<std::size_t> by_preference(const std::vector<SourceView>& sources);

}  // namespace aibelt::entity
