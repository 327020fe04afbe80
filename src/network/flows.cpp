#include "aibelt/network/flows.hpp"

#include <deque>

// GCC 12 takes an empty optional of Boost's edge iterators for an uninitialised one.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/cycle_canceling.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

namespace aibelt::network {
namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Edge = Traits::edge_descriptor;

// Boost looks each of these up by its tag.
using Reverse = boost::property<boost::edge_reverse_t, Edge>;
using Residual = boost::property<boost::edge_residual_capacity_t, std::int64_t, Reverse>;
using Weight = boost::property<boost::edge_weight_t, std::int64_t, Residual>;
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                                    boost::property<boost::edge_capacity_t, std::int64_t, Weight>>;

/// A graph with the arcs and, for each, one back without capacity.
class Residuals {
 public:
  Residuals(std::size_t n_vertices, const std::vector<Arc>& arcs) : graph_(n_vertices) {
    for (const Arc& arc : arcs) {
      edges_.push_back(add(arc.from, arc.to, arc.capacity, arc.cost));
      const Edge back = add(arc.to, arc.from, 0, -arc.cost);
      boost::put(boost::edge_reverse, graph_, edges_.back(), back);
      boost::put(boost::edge_reverse, graph_, back, edges_.back());
    }
  }

  Graph& graph() { return graph_; }

  std::int64_t left(Edge edge) const { return boost::get(boost::edge_residual_capacity, graph_, edge); }
  std::int64_t left(std::size_t arc) const { return left(edges_[arc]); }

  /// The vertices to which more could still flow from `source`.
  std::vector<bool> reached_from(std::size_t source) const {
    std::vector<bool> reached(boost::num_vertices(graph_), false);
    reached[source] = true;
    for (std::deque<std::size_t> next{source}; !next.empty(); next.pop_front()) {
      for (const Edge& edge : boost::make_iterator_range(boost::out_edges(next.front(), graph_))) {
        const std::size_t to = boost::target(edge, graph_);
        if (!reached[to] && left(edge) > 0) {
          reached[to] = true;
          next.push_back(to);
        }
      }
    }
    return reached;
  }

 private:
  Edge add(std::size_t from, std::size_t to, std::int64_t capacity, std::int64_t cost) {
    const Edge edge = boost::add_edge(from, to, graph_).first;
    boost::put(boost::edge_capacity, graph_, edge, capacity);
    boost::put(boost::edge_residual_capacity, graph_, edge, capacity);
    boost::put(boost::edge_weight, graph_, edge, cost);
    return edge;
  }

  Graph graph_;
  std::vector<Edge> edges_;
};

}  // namespace

Cut min_cut(std::size_t n_vertices, const std::vector<Arc>& arcs, std::size_t source, std::size_t sink) {
  Residuals residuals(n_vertices, arcs);
  Cut cut{boost::push_relabel_max_flow(residuals.graph(), source, sink), {}};
  const std::vector<bool> reached = residuals.reached_from(source);
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    if (reached[arcs[i].from] && !reached[arcs[i].to] && arcs[i].capacity > 0) {
      cut.arcs.push_back(i);
    }
  }
  return cut;
}

std::vector<std::int64_t> cheapest_flow(std::size_t n_vertices, const std::vector<Arc>& arcs, std::size_t source,
                                        std::size_t sink) {
  Residuals residuals(n_vertices, arcs);
  boost::push_relabel_max_flow(residuals.graph(), source, sink);
  boost::cycle_canceling(residuals.graph());
  std::vector<std::int64_t> flows;
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    flows.push_back(arcs[i].capacity - residuals.left(i));
  }
  return flows;
}

}  // namespace aibelt::network
