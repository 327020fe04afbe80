#include "aibelt/network/routes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>

namespace aibelt::network {
namespace {

constexpr std::int64_t kUnreached = std::numeric_limits<std::int64_t>::max();
constexpr double kSecondsPerDay = 86400;
constexpr double kMicro = 1e6;

/// From one vertex to another over a lane, and through what the second makes of it.
struct Step {
  std::size_t from;
  std::size_t to;
  const GoodsWay* way;
  double days;
  double cost;
};

/// The chain as steps between its supplies, which are the first vertices, and the places that use the finished item.
class Steps {
 public:
  explicit Steps(const Chain& chain) : chain_(chain) {
    for (const auto& [supply, amount] : chain.per_finished()) {
      supplies_.push_back(supply);
    }
    for (std::size_t i = 0; i < supplies_.size(); ++i) {
      const Making& making = making_of(i);
      bool is_raw = true;
      for (const Need& need : making.needs) {
        is_raw = !add(supplies_[i].first, need.item, i, making.days) && is_raw;
      }
      if (is_raw) {
        raw_.push_back(i);
      }
    }
    for (std::size_t place = 0; place < chain.graph().places.size(); ++place) {
      const bool makes = chain.graph().places[place].making(chain.finished()) != nullptr;
      if (!makes && add(place, chain.finished(), supplies_.size() + users_.size(), 0)) {
        users_.push_back(place);
      }
    }
  }

  std::vector<Route> best(Best best) const {
    std::vector<Route> found;
    for (const std::size_t start : raw_) {
      const auto last_steps = search(start, best);
      for (std::size_t i = 0; i < users_.size(); ++i) {
        if (last_steps[supplies_.size() + i] != nullptr) {
          found.push_back(route(start, supplies_.size() + i, last_steps));
        }
      }
    }
    return found;
  }

 private:
  /// Whether anything brings `item` to `place`, which is vertex `to`.
  bool add(std::size_t place, const std::string& item, std::size_t to, double days) {
    const auto ways = chain_.ways_into(place, item);
    for (const GoodsWay* way : ways) {
      const Supply from{way->from, item};
      const auto number = std::lower_bound(supplies_.begin(), supplies_.end(), from) - supplies_.begin();
      steps_.push_back(
          {static_cast<std::size_t>(number), to, way, way->days + days, way->cost * chain_.per_finished().at(from)});
    }
    return !ways.empty();
  }

  const Making& making_of(std::size_t supply) const {
    return *chain_.graph().places[supplies_[supply].first].making(supplies_[supply].second);
  }

  std::int64_t weight(const Step& step, Best best) const {
    return std::llround(best == Best::fastest ? step.days * kSecondsPerDay : step.cost * kMicro);
  }

  /// The last step to each vertex on the best way from `start`; null where there is none, and at `start`.
  std::vector<const Step*> search(std::size_t start, Best best) const {
    using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                                        boost::property<boost::edge_weight_t, std::int64_t>>;
    Graph graph(supplies_.size() + users_.size());
    for (const Step& step : steps_) {
      boost::add_edge(step.from, step.to, weight(step, best), graph);
    }
    std::vector<std::int64_t> distances(boost::num_vertices(graph));
    boost::dijkstra_shortest_paths(graph, start,
                                   boost::distance_map(boost::make_iterator_property_map(
                                                           distances.begin(), boost::get(boost::vertex_index, graph)))
                                       .distance_inf(kUnreached));
    std::vector<const Step*> last(distances.size(), nullptr);
    for (const Step& step : steps_) {
      const bool is_on_best = distances[step.from] != kUnreached &&
                              distances[step.from] + weight(step, best) == distances[step.to] && step.to != start;
      last[step.to] = is_on_best && last[step.to] == nullptr ? &step : last[step.to];
    }
    return last;
  }

  Route route(std::size_t start, std::size_t end, const std::vector<const Step*>& last_steps) const {
    const auto& places = chain_.graph().places;
    Route found{supplies_[start].second, {places[users_[end - supplies_.size()]].name}, {}, making_of(start).days, 0};
    for (const Step* step = last_steps[end]; step != nullptr; step = last_steps[step->from]) {
      found.places.push_back(places[step->way->from].name);
      found.ways.push_back(step->way->name);
      found.days += step->days;
      found.cost += step->cost;
    }
    std::reverse(found.places.begin(), found.places.end());
    std::reverse(found.ways.begin(), found.ways.end());
    return found;
  }

  const Chain& chain_;
  std::vector<Supply> supplies_;
  std::vector<std::size_t> users_;  ///< places
  std::vector<std::size_t> raw_;    ///< supplies that need nothing from the chain
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Route> routes(const Chain& chain, Best best) { return Steps(chain).best(best); }

}  // namespace aibelt::network
