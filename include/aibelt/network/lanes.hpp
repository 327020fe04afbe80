#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "aibelt/base/issue.hpp"
#include "aibelt/base/quantity.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/network/supply_graph.hpp"
#include "aibelt/scenario/distribution.hpp"
#include "aibelt/scenario/ramp.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::network {

/// Shipments held at a border.
struct Customs {
  base::Ratio inspected;  ///< of the shipments
  std::shared_ptr<const scenario::SpanDistribution> time;

  static const scenario::FieldTable<Customs>& fields();
};

/// A way for goods from one entry to another.
struct Lane : scenario::Spec {
  std::string from;
  std::string to;
  base::Duration lead_time{0};  ///< least
  std::optional<std::string> mode;
  std::shared_ptr<const scenario::SpanDistribution> delay;  ///< null: none
  std::optional<Customs> customs;
  std::optional<scenario::Ramp<base::kPlain / base::kTime>> capacity;  ///< units of goods
  base::Quantity<base::dimension(base::Measure::usd)> cost;            ///< a unit of goods
  std::int64_t preference = 1;
  base::Duration order_time = base::kDay;
  std::map<std::string, base::SimTime> qualified;
  std::map<std::string, base::Duration> qualification;

  void check(scenario::Reader& reader, const std::string& path) const override;

  static const scenario::FieldTable<Lane>& fields();
};

/// The section `lanes`.
scenario::Catalogue lane_sections();

/// Adds a lane between two places of the graph, with what the one makes and the other takes; what it carries a month is left open.
void add_way(SupplyGraph& graph, const std::string& name, const Lane& lane);

/// Why no lane can lead to or from `name`; empty where the graph has such a place.
std::string why_no_place(const SupplyGraph& graph, std::string_view name);

/// What is wrong with the network: lanes that carry nothing, lanes in a circle, items nobody delivers, and places that no maker of
/// raw goods reaches. Figures are not looked at.
base::Issues check_network(const SupplyGraph& graph);

/// What is wrong with the qualifications of the scenario's lanes, all of them ways of the graph: for what does not go over the
/// lane, or only after the run.
base::Issues check_qualifications(const SupplyGraph& graph, const scenario::Scenario& scenario);

}  // namespace aibelt::network
