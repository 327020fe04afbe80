#pragma once

#include <map>
#include <string>

#include "aibelt/scenario/codec.hpp"

namespace aibelt::supply {

/// What a fab does on one DRAM node.
struct FabNode {
  scenario::Ramp<base::kPlain> share;
  base::Ratio load = base::Ratio::from_base_units(1);
  std::string filler;  ///< product of this node that takes its starts nobody ordered

  static const scenario::FieldTable<FabNode>& fields();
};

/// How a fab's capacity is divided among its nodes, and what it costs to move it from one to another.
struct FabNodes {
  std::map<std::string, FabNode> by_name;
  base::Ratio conversion_loss = base::Ratio::from_base_units(0);
  base::Duration conversion_time{0};

  bool is_stated() const { return !by_name.empty(); }

  /// Share of the capacity that starts wafers of a node: its share s(t) less the loss on what has come to it within the conversion
  /// time T, s(t) − loss × max(0, s(t) − s(t − T)).
  double share(const std::string& node, base::SimTime date) const;

  /// Reports dates at which the shares make more than the whole.
  void check(scenario::Reader& reader, const std::string& path) const;
};

}  // namespace aibelt::supply
