#include "aibelt/network/fibre.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>

#include "fibre_timeline.hpp"

namespace aibelt::network {
namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                                    boost::property<boost::edge_weight_t, std::int64_t>>;
constexpr std::int64_t kUnreached = std::numeric_limits<std::int64_t>::max();

/// A link that is open, between two places.
struct Open {
  std::int32_t link;
  std::size_t from;
  std::size_t to;
  std::int64_t weight;  ///< time first, then one for the link itself, so that fewer links win a tie
};

std::vector<std::int64_t> distances_from(std::size_t start, std::size_t n_places, const std::vector<Open>& open) {
  Graph graph(n_places);
  for (const Open& edge : open) {
    boost::add_edge(edge.from, edge.to, edge.weight, graph);
  }
  std::vector<std::int64_t> distances(n_places);
  boost::dijkstra_shortest_paths(
      graph, start,
      boost::distance_map(boost::make_iterator_property_map(distances.begin(), boost::get(boost::vertex_index, graph)))
          .distance_inf(kUnreached));
  return distances;
}

/// The channels of the shortest way that ends at `to`, by the distances of all places from its start; of equal ways the one whose
/// last links come first, which no library decides.
std::vector<std::int32_t> channels_to(std::size_t to, const std::vector<std::int64_t>& distances,
                                      const std::vector<Open>& open) {
  std::vector<std::int32_t> channels;
  while (distances[to] > 0) {
    for (const Open& edge : open) {
      const bool is_forward = edge.to == to;
      const std::size_t before = is_forward ? edge.from : edge.to;
      if ((is_forward || edge.from == to) && distances[before] == distances[to] - edge.weight) {
        channels.push_back(2 * edge.link + (is_forward ? 0 : 1));
        to = before;
        break;
      }
    }
  }
  std::reverse(channels.begin(), channels.end());
  return channels;
}

}  // namespace

Fibre::Fibre(const scenario::Scenario& scenario) {
  std::set<std::string> places;
  for (const auto& [name, entry] : scenario.section("links")) {
    link_names_.push_back(name);
    links_.push_back(dynamic_cast<const Link*>(entry.spec.get()));
    places.insert({links_.back()->from, links_.back()->to});
  }
  places_.assign(places.begin(), places.end());
  std::map<base::SimTime, std::map<std::size_t, LinkState>> changes;
  for (std::size_t i = 0; i < links_.size(); ++i) {
    for (const auto& [date, state] : timeline_of(link_names_[i], *links_[i], scenario)) {
      changes[date][i] = state;
    }
  }
  Epoch epoch{.from = scenario.from, .links = std::vector<LinkState>(links_.size()), .ways = {}};
  for (const auto& [date, states] : changes) {
    epoch.from = date;
    for (const auto& [i, state] : states) {
      epoch.links[i] = state;
    }
    find_ways(epoch);
    epochs_.push_back(epoch);
  }
}

std::size_t Fibre::place(std::string_view name) const {
  return static_cast<std::size_t>(std::lower_bound(places_.begin(), places_.end(), name) - places_.begin());
}

void Fibre::find_ways(Epoch& epoch) {
  constexpr std::int64_t kMostLinks = 1 << 20;
  std::vector<Open> open;
  std::vector<std::int32_t> indices;
  for (std::size_t i = 0; i < links_.size(); ++i) {
    if (epoch.links[i].rate > 0) {
      const std::int64_t weight = links_[i]->latency_there_and_back().count() * kMostLinks + 1;
      open.push_back({static_cast<std::int32_t>(i), place(links_[i]->from), place(links_[i]->to), weight});
      indices.push_back(open.back().link);
    }
  }
  const auto [known, is_new] = ways_of_open_.try_emplace(indices, places_.size() * places_.size(), -1);
  for (std::size_t from = 0; is_new && from < places_.size(); ++from) {
    const auto distances = distances_from(from, places_.size(), open);
    for (std::size_t to = 0; to < places_.size(); ++to) {
      if (to != from && distances[to] != kUnreached) {
        known->second[from * places_.size() + to] = number_of(channels_to(to, distances, open));
      }
    }
  }
  epoch.ways = known->second;
}

/// Number of the way over `channels`, which is new or known.
std::int32_t Fibre::number_of(const std::vector<std::int32_t>& channels) {
  const auto [known, is_new] = numbers_.try_emplace(channels, static_cast<std::int32_t>(ways_.size()));
  if (is_new) {
    Way way{channels, base::Duration{0}};
    for (const std::int32_t channel : channels) {
      way.round_trip += links_[static_cast<std::size_t>(channel / 2)]->latency_there_and_back();
    }
    ways_.push_back(std::move(way));
  }
  return known->second;
}

}  // namespace aibelt::network
