#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "aibelt/network/supply_graph.hpp"

namespace aibelt::network {

/// An item as one place of the graph delivers it.
using Supply = std::pair<std::size_t, std::string>;

/// Everything that goes into one finished item, from where it is used back to the makers of raw goods, in one month.
class Chain {
 public:
  Chain(const SupplyGraph& graph, std::string finished, std::size_t month);

  const SupplyGraph& graph() const { return graph_; }
  const std::string& finished() const { return finished_; }
  std::size_t month() const { return month_; }

  /// Units of each supply that go into one finished unit; where places upstream of it differ in yield, the least.
  const std::map<Supply, double>& per_finished() const { return per_finished_; }

  /// The ways into `place` over which `item` comes from a supply of the chain.
  std::vector<const GoodsWay*> ways_into(std::size_t place, const std::string& item) const;

 private:
  void follow(std::size_t place, const std::string& item, double amount);

  const SupplyGraph& graph_;
  std::string finished_;
  std::size_t month_;
  std::map<Supply, double> per_finished_;
};

/// One thing that holds the month's flow of a finished item to what it is.
struct Hold {
  std::string stage;
  std::string name;  ///< of the place or the lane
  std::string item;
  double amount = 0;  ///< what it lets through, in finished units a month
};

struct Bottleneck {
  double most = 0;  ///< finished units a month
  std::vector<Hold> holds;
};

/// Most good units of an item that a place could put out in the chain's month, infinite without limit.
using Limit = std::function<double(const Place&, const Making&)>;

/// The least cut between the makers of raw goods and those who take the finished item, of which each wants what `wanted` says;
/// where demand itself is the cut, its holds are of stage `demand`. Inputs that are all needed stand in series, so that the flow
/// is the least of what they allow. It is exact where the makers of a second or later input deliver to one place each, and never
/// too low otherwise.
Bottleneck bottleneck(const Chain& chain, const Limit& limit, const std::map<std::string, double>& wanted);

}  // namespace aibelt::network
