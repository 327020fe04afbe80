#include "aibelt/network/lanes.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/strong_components.hpp>

#include "aibelt/base/error.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::network {
namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
using Texts = std::vector<std::string>;

bool contains(const Texts& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

Texts items_between(const Place& from, const Place& to) {
  Texts items;
  for (const Making& making : from.makes) {
    if (contains(to.takes, making.item)) {
      items.push_back(making.item);
    }
  }
  return items;
}

std::string path_of(const GoodsWay& way) { return scenario::child_path("lanes", way.name); }

/// Goods flow over the ways that carry something.
class Checker {
 public:
  explicit Checker(const SupplyGraph& graph)
      : places_(graph.places), flow_(graph.places.size()), delivered_(graph.places.size()) {
    for (const GoodsWay& way : graph.ways) {
      add(way);
    }
  }

  base::Issues check() {
    find_circles();
    find_missing_sources();
    find_unreached();
    return std::move(issues_);
  }

 private:
  void add(const GoodsWay& way) {
    if (way.items.empty()) {
      report(path_of(way), fmt::format("nothing that {} makes is of use to {}; remove the lane or mend one of the two",
                                       places_[way.from].name, places_[way.to].name));
      return;
    }
    boost::add_edge(way.from, way.to, flow_);
    delivered_[way.to].insert(delivered_[way.to].end(), way.items.begin(), way.items.end());
  }

  void find_circles() {
    std::vector<std::size_t> component(places_.size());
    const auto count = static_cast<std::size_t>(boost::strong_components(
        flow_, boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, flow_))));
    std::vector<Texts> members(count);
    for (std::size_t i = 0; i < places_.size(); ++i) {
      members[component[i]].push_back(places_[i].name);
      if (boost::edge(i, i, flow_).second) {
        report("lanes", fmt::format("goods go from {} to itself; take that lane out", places_[i].name));
      }
    }
    for (const Texts& circle : members) {
      if (circle.size() > 1) {
        report("lanes", fmt::format("goods go round in a circle between {}; take one of the lanes out",
                                    fmt::join(circle, ", ")));
      }
    }
  }

  void find_missing_sources() {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      for (const std::string& item : places_[i].takes) {
        if (!contains(delivered_[i], item)) {
          report(places_[i].path, fmt::format("nobody delivers {}; add a lane from {}", item, makers_of(item)));
        }
      }
    }
  }

  std::string makers_of(const std::string& item) const {
    Texts makers;
    for (const Place& place : places_) {
      if (place.making(item) != nullptr) {
        makers.push_back(place.name);
      }
    }
    return makers.empty() ? "somebody who makes it (no entry does yet)" : fmt::format("{}", fmt::join(makers, " or "));
  }

  /// A place that needs goods is reached when lanes lead to it from a maker that needs none.
  void find_unreached() {
    std::vector<boost::default_color_type> colours(places_.size(), boost::white_color);
    const auto colour_map = boost::make_iterator_property_map(colours.begin(), boost::get(boost::vertex_index, flow_));
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (places_[i].takes.empty() && colours[i] == boost::white_color) {
        boost::queue<std::size_t> queue;
        boost::breadth_first_visit(flow_, i, queue, boost::default_bfs_visitor(), colour_map);
      }
    }
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (colours[i] == boost::white_color && !delivered_[i].empty()) {
        report(places_[i].path, "no lanes lead here from a fab or an outside supplier, so nothing would ever arrive");
      }
    }
  }

  void report(std::string path, std::string message) { issues_.push_back({"", std::move(path), std::move(message)}); }

  const std::vector<Place>& places_;
  Graph flow_;
  std::vector<Texts> delivered_;  ///< by place
  base::Issues issues_;
};

void check_qualification(const GoodsWay& way, const Lane& lane, base::SimTime end, base::Issues& issues) {
  Texts carried;
  for (const std::string& item : way.items) {
    carried.push_back(product_of(item));
  }
  const auto path = [&](const std::string& key, const std::string& product) {
    return scenario::child_path(scenario::child_path(path_of(way), key), product);
  };
  const auto check_carried = [&](const std::string& key, const std::string& product) {
    if (!contains(carried, product)) {
      issues.push_back({"", path(key, product),
                        fmt::format("this does not go over the lane; what does is {}{}", fmt::join(carried, ", "),
                                    scenario::did_you_mean(product, carried))});
    }
  };
  for (const auto& [product, date] : lane.qualified) {
    check_carried("qualified", product);
    if (date >= end) {
      issues.push_back({"", path("qualified", product),
                        fmt::format("{} is no earlier than the end of the run, so that it would never be taken; take "
                                    "the lane out or give an earlier date",
                                    base::to_date_text(date))});
    }
  }
  for (const auto& [product, span] : lane.qualification) {
    check_carried("qualification", product);
  }
}

}  // namespace

void add_way(SupplyGraph& graph, const std::string& name, const Lane& lane) {
  const auto from = graph.find(lane.from);
  const auto to = graph.find(lane.to);
  base::ensure(from && to, "a lane leads to a place that is not there");
  graph.ways.push_back(
      {.name = name,
       .from = *from,
       .to = *to,
       .mode = lane.mode.value_or(""),
       .days = std::chrono::duration<double>(lane.lead_time) / std::chrono::duration<double>(base::kDay),
       .cost = lane.cost.in_base_units(),
       .items = items_between(graph.places[*from], graph.places[*to])});
}

std::string why_no_place(const SupplyGraph& graph, std::string_view name) {
  if (graph.find(name)) {
    return "";
  }
  Texts names;
  for (const Place& place : graph.places) {
    names.push_back(place.name);
  }
  return fmt::format(
      "there is no place \"{}\"{}; a lane leads from a plant, line or supplier to another, a site or a "
      "customer",
      name, scenario::did_you_mean(std::string(name), names));
}

base::Issues check_network(const SupplyGraph& graph) { return Checker(graph).check(); }

base::Issues check_qualifications(const SupplyGraph& graph, const scenario::Scenario& scenario) {
  base::Issues issues;
  for (const GoodsWay& way : graph.ways) {
    check_qualification(way, scenario.spec<Lane>("lanes", way.name), scenario.to, issues);
  }
  return issues;
}

}  // namespace aibelt::network
