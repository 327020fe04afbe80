#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/base/quantity.hpp"
#include "aibelt/base/time.hpp"
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

/// A place where goods are made or used, as far as the network is concerned; items are named, such as `hbm4_12 stacks`.
struct Node {
  std::string name;
  std::string path;  ///< of its entry in the scenario
  std::vector<std::string> produces;
  std::vector<std::string> consumes;
};

struct Edge {
  std::string from;
  std::string to;
  std::string path;
};

/// What is wrong with the network: lanes to nowhere, lanes in a circle, lanes that carry nothing, items nobody delivers, and places
/// that no maker of raw goods reaches.
base::Issues check_network(const std::vector<Node>& nodes, const std::vector<Edge>& edges);

/// The items that can move from `from` to `to`: made by the one and used by the other.
std::vector<std::string> items_between(const Node& from, const Node& to);

}  // namespace aibelt::network
