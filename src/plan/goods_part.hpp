#pragma once

#include <map>
#include <string>
#include <utility>

#include "builder.hpp"
#include "layout.hpp"

namespace aibelt::plan {

/// Adds the places that make and keep goods and the lanes between them.
class GoodsPart {
 public:
  GoodsPart(const Network& network, const Layout& layout, Builder& builder);

  void add();

  /// What arrives of `item` at a place that uses it up, by period there.
  const Sums& arrivals(const std::string& place, const std::string& item);

 private:
  using Key = std::pair<std::string, std::string>;  // place, item

  void add_way(const Way& way);
  void add_place(const Place& place);
  void add_recipe(const Place& place, const Recipe& recipe, Sums& load);
  void add_recipe_limits(const Place& place, const std::vector<Sums>& loads);
  void add_demand(const Demand& demand);
  Sums& sums(std::map<Key, Sums>& all, const Key& key);

  const Network& network_;
  const Layout& layout_;
  Builder& builder_;
  std::map<Key, Sums> arrived_;
  std::map<Key, Sums> shipped_;
  std::map<Key, Sums> made_;
  std::map<Key, Sums> used_;
};

}  // namespace aibelt::plan
