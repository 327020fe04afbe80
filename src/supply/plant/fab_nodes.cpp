#include "fab_nodes.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace aibelt::supply {

const scenario::FieldTable<FabNode>& FabNode::fields() {
  static const scenario::FieldTable<FabNode> table = {
      scenario::field(&FabNode::share,
                      {.name = "share", .unit = "1", .low = 0, .high = 1, .doc = "of the fab's capacity, by date"}),
      scenario::field(&FabNode::load, {.name = "load",
                                       .unit = "1",
                                       .low = 0.1,
                                       .high = 10,
                                       .doc = "of one wafer on the capacity, as by its mask steps, over the wafer the "
                                              "capacity is counted in",
                                       .by_default = "1"}),
      scenario::field(&FabNode::filler, {.name = "filler",
                                         .doc = "product that takes the node's starts nobody ordered, sold at once",
                                         .refers_to = "memory",
                                         .by_default = "none"}),
  };
  return table;
}

double FabNodes::share(const std::string& node, base::SimTime date) const {
  const scenario::Ramp<base::kPlain>& ramp = by_name.at(node).share;
  const double now = ramp.at(date).in_base_units();
  const double gained = std::max(0.0, now - ramp.at(date - conversion_time).in_base_units());
  return now - conversion_loss.in_base_units() * gained;
}

void FabNodes::check(scenario::Reader& reader, const std::string& path) const {
  constexpr double kWhole = 1 + 1e-9;
  for (const auto& [name, node] : by_name) {
    for (const auto& point : node.share.points()) {
      double sum = 0;
      for (const auto& [other, of_other] : by_name) {
        sum += of_other.share.at(point.date).in_base_units();
      }
      if (sum > kWhole) {
        reader.report(scenario::child_path(path, "nodes"),
                      fmt::format("the shares make {:.3g} of the capacity on {}, which is more than the whole", sum,
                                  base::to_date_text(point.date)));
        return;
      }
    }
  }
}

}  // namespace aibelt::supply
