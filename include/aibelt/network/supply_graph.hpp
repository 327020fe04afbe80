#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/base/time.hpp"

namespace aibelt::network {

/// A figure for each month of the run; one value stands for all of them, none for no limit.
class ByMonth {
 public:
  ByMonth() = default;
  explicit ByMonth(std::vector<double> values);

  bool is_unlimited() const { return values_.empty(); }
  /// Infinite where nothing limits; `month` counts from the start of the run.
  double at(std::size_t month) const;
  const std::vector<double>& values() const { return values_; }

 private:
  std::vector<double> values_;
};

/// The two words that name an item, such as `hbm4_12` and `stacks` of `hbm4_12 stacks`.
std::string product_of(std::string_view item);
std::string goods_of(std::string_view item);

/// Goods that go into others; items are named, such as `hbm4_12 stacks`.
struct Need {
  std::string item;
  ByMonth per_good;  ///< units of it for one good unit of what it goes into
};

/// How a place comes by one of the items it delivers.
struct Making {
  std::string item;
  double days = 0;            ///< from start to finished goods
  ByMonth most;               ///< good units a month at the place's full capacity and the item's full share
  ByMonth capacity_per_good;  ///< units of the place's capacity for a good unit
  double capacity_per_start = 1;
  std::vector<Need> needs;
};

/// A place that makes, keeps or uses goods.
struct Place {
  std::string name;
  std::string stage;  ///< of its rows
  std::vector<Making> makes;
  std::vector<std::string> takes;
  std::string path;  ///< of its entry in the scenario; empty in a graph that is read back

  /// Null where it does not deliver `item`.
  const Making* making(std::string_view item) const;
};

/// A lane, by the numbers of its ends.
struct GoodsWay {
  std::string name;
  std::size_t from = 0;
  std::size_t to = 0;
  std::string mode;  ///< empty: not stated
  double days = 0;   ///< least
  double cost = 0;   ///< USD for a unit of goods
  ByMonth capacity;  ///< units of goods a month
  std::vector<std::string> items;
  std::map<std::string, std::size_t, std::less<>> opens;  ///< first month of items that the buyer does not take before

  bool carries(std::string_view item) const;
  bool carries(std::string_view item, std::size_t month) const;
};

/// Everything in a scenario that moves goods, as one graph: what loading checks, and what a run's network.json holds.
struct SupplyGraph {
  base::Month from;
  std::size_t n_months = 0;
  std::vector<Place> places;   ///< in the order of names
  std::vector<GoodsWay> ways;  ///< in the order of names

  /// Nullopt where there is none.
  std::optional<std::size_t> find(std::string_view place) const;

  /// The longest number of lanes that lead to each place: its column in a drawing. Lanes must not go in a circle.
  std::vector<std::size_t> depths() const;
};

/// The graph as JSON text, and back; what cannot be read is an issue.
std::string to_json(const SupplyGraph& graph);
std::optional<SupplyGraph> supply_graph_from(std::string_view json, const std::string& file, base::Issues& issues);

}  // namespace aibelt::network
