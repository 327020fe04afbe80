#include "aibelt/network/lanes.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/strong_components.hpp>

#include "aibelt/scenario/codec.hpp"

namespace aibelt::network {
namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

class Checker {
 public:
  Checker(const std::vector<Node>& nodes, const std::vector<Edge>& edges) : nodes_(nodes), graph_(nodes.size()) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      positions_[nodes[i].name] = i;
    }
    for (const Edge& edge : edges) {
      add(edge);
    }
  }

  base::Issues check() {
    find_circles();
    find_missing_sources();
    find_unreached();
    return std::move(issues_);
  }

 private:
  void add(const Edge& edge) {
    const auto from = find(edge.from, edge.path + ".from");
    const auto to = find(edge.to, edge.path + ".to");
    if (!from || !to) {
      return;
    }
    const auto items = items_between(nodes_[*from], nodes_[*to]);
    if (items.empty()) {
      report(edge.path, fmt::format("nothing that {} makes is of use to {}; remove the lane or mend one of the two",
                                    edge.from, edge.to));
      return;
    }
    boost::add_edge(*from, *to, graph_);
    for (const std::string& item : items) {
      delivered_[edge.to].push_back(item);
    }
  }

  std::optional<std::size_t> find(const std::string& name, const std::string& path) {
    const auto found = positions_.find(name);
    if (found != positions_.end()) {
      return found->second;
    }
    std::vector<std::string> names;
    for (const Node& node : nodes_) {
      names.push_back(node.name);
    }
    report(path, fmt::format("there is no place \"{}\"{}", name, scenario::did_you_mean(name, names)));
    return std::nullopt;
  }

  void find_circles() {
    std::vector<std::size_t> component(nodes_.size());
    const auto count = static_cast<std::size_t>(boost::strong_components(
        graph_, boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, graph_))));
    std::vector<std::vector<std::string>> members(count);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      members[component[i]].push_back(nodes_[i].name);
      if (boost::edge(i, i, graph_).second) {
        report("lanes", fmt::format("goods go from {} to itself; take that lane out", nodes_[i].name));
      }
    }
    for (const auto& circle : members) {
      if (circle.size() > 1) {
        report("lanes", fmt::format("goods go round in a circle between {}; take one of the lanes out",
                                    fmt::join(circle, ", ")));
      }
    }
  }

  void find_missing_sources() {
    for (const Node& node : nodes_) {
      const auto& delivered = delivered_[node.name];
      for (const std::string& item : node.consumes) {
        if (std::find(delivered.begin(), delivered.end(), item) == delivered.end()) {
          report(node.path, fmt::format("nobody delivers {}; add a lane from {}", item, makers_of(item)));
        }
      }
    }
  }

  std::string makers_of(const std::string& item) const {
    std::vector<std::string> makers;
    for (const Node& node : nodes_) {
      if (std::find(node.produces.begin(), node.produces.end(), item) != node.produces.end()) {
        makers.push_back(node.name);
      }
    }
    return makers.empty() ? "somebody who makes it (no entry does yet)" : fmt::format("{}", fmt::join(makers, " or "));
  }

  /// A place that needs goods is reached when lanes lead to it from a maker that needs none.
  void find_unreached() {
    std::vector<boost::default_color_type> colours(nodes_.size(), boost::white_color);
    const auto colour_map = boost::make_iterator_property_map(colours.begin(), boost::get(boost::vertex_index, graph_));
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].consumes.empty() && colours[i] == boost::white_color) {
        boost::queue<std::size_t> queue;
        boost::breadth_first_visit(graph_, i, queue, boost::default_bfs_visitor(), colour_map);
      }
    }
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (colours[i] == boost::white_color && !delivered_[nodes_[i].name].empty()) {
        report(nodes_[i].path, "no lanes lead here from a fab or an outside supplier, so nothing would ever arrive");
      }
    }
  }

  void report(std::string path, std::string message) { issues_.push_back({"", std::move(path), std::move(message)}); }

  const std::vector<Node>& nodes_;
  Graph graph_;
  std::map<std::string, std::size_t> positions_;
  std::map<std::string, std::vector<std::string>> delivered_;
  base::Issues issues_;
};

}  // namespace

base::Issues check_network(const std::vector<Node>& nodes, const std::vector<Edge>& edges) {
  return Checker(nodes, edges).check();
}

std::vector<std::string> items_between(const Node& from, const Node& to) {
  std::vector<std::string> items;
  for (const std::string& item : from.produces) {
    if (std::find(to.consumes.begin(), to.consumes.end(), item) != to.consumes.end()) {
      items.push_back(item);
    }
  }
  return items;
}

}  // namespace aibelt::network
