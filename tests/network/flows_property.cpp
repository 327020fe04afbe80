// Flows, cuts and routes against every possibility there is, on small random networks.

#include "aibelt/network/flows.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

#include "aibelt/base/random.hpp"
#include "aibelt/network/routes.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using network::Arc;

namespace {

constexpr std::uint64_t kNetworks = 300;

struct RandomNetwork {
  std::size_t n_vertices;
  std::vector<Arc> arcs;

  RandomNetwork(std::uint64_t number, std::uint64_t n_arcs, std::uint64_t most) : n_vertices(0) {
    base::Stream stream(number, "network");
    n_vertices = 3 + stream.below(4);
    for (std::uint64_t i = 0; i < n_arcs; ++i) {
      const std::size_t from = stream.below(n_vertices);
      const std::size_t to = (from + 1 + stream.below(n_vertices - 1)) % n_vertices;
      arcs.push_back(
          {from, to, static_cast<std::int64_t>(stream.below(most + 1)), static_cast<std::int64_t>(stream.below(10))});
    }
  }
};

/// Capacity that leaves the side of the source, for the split of the vertices that `side` has a bit for each of.
std::int64_t capacity_across(const RandomNetwork& random, unsigned side) {
  std::int64_t sum = 0;
  for (const Arc& arc : random.arcs) {
    sum += (side >> arc.from & 1U) != 0 && (side >> arc.to & 1U) == 0 ? arc.capacity : 0;
  }
  return sum;
}

/// What leaves vertex 0 less what comes to it; nullopt where some vertex but 0 and 1 gains or loses.
std::optional<std::int64_t> value_of(const RandomNetwork& random, const std::vector<std::int64_t>& flows) {
  std::vector<std::int64_t> net(random.n_vertices, 0);
  for (std::size_t i = 0; i < flows.size(); ++i) {
    net[random.arcs[i].from] += flows[i];
    net[random.arcs[i].to] -= flows[i];
  }
  const bool keeps = std::all_of(net.begin() + 2, net.end(), [](std::int64_t gain) { return gain == 0; });
  return keeps ? std::optional(net[0]) : std::nullopt;
}

std::int64_t cost_of(const RandomNetwork& random, const std::vector<std::int64_t>& flows) {
  std::int64_t cost = 0;
  for (std::size_t i = 0; i < flows.size(); ++i) {
    cost += flows[i] * random.arcs[i].cost;
  }
  return cost;
}

/// The next of all flows within the capacities; false after the last.
bool go_on(const RandomNetwork& random, std::vector<std::int64_t>& flows) {
  for (std::size_t i = 0; i < flows.size(); ++i) {
    if (++flows[i] <= random.arcs[i].capacity) {
      return true;
    }
    flows[i] = 0;
  }
  return false;
}

struct Optimum {
  std::int64_t value = 0;
  std::int64_t cost = 0;
};

Optimum best_of_all(const RandomNetwork& random) {
  Optimum best;
  std::vector<std::int64_t> flows(random.arcs.size(), 0);
  do {
    const auto value = value_of(random, flows);
    const std::int64_t cost = cost_of(random, flows);
    if (value && (*value > best.value || (*value == best.value && cost < best.cost))) {
      best = {*value, cost};
    }
  } while (go_on(random, flows));
  return best;
}

}  // namespace

TEST_CASE("The most that flows is the least of all cuts, and the cut's arcs add up to it") {
  for (std::uint64_t number = 0; number < kNetworks; ++number) {
    const RandomNetwork random(number, 9, 20);
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (unsigned side = 0; side < 1U << random.n_vertices; ++side) {
      if ((side & 1U) != 0 && (side & 2U) == 0) {
        least = std::min(least, capacity_across(random, side));
      }
    }
    const network::Cut cut = network::min_cut(random.n_vertices, random.arcs, 0, 1);
    std::int64_t sum = 0;
    for (const std::size_t arc : cut.arcs) {
      sum += random.arcs[arc].capacity;
    }
    INFO("network " << number);
    REQUIRE(cut.flow == least);
    REQUIRE(sum == least);
  }
}

TEST_CASE("The cheapest flow carries as much as any, and no flow of that size costs less") {
  for (std::uint64_t number = 0; number < kNetworks; ++number) {
    const RandomNetwork random(number, 7, 2);
    const Optimum best = best_of_all(random);
    const auto flows = network::cheapest_flow(random.n_vertices, random.arcs, 0, 1);
    INFO("network " << number);
    for (std::size_t i = 0; i < flows.size(); ++i) {
      REQUIRE(flows[i] >= 0);
      REQUIRE(flows[i] <= random.arcs[i].capacity);
    }
    REQUIRE(value_of(random, flows) == best.value);
    REQUIRE(cost_of(random, flows) == best.cost);
  }
}

namespace {

/// Three makers, three places in each of two layers and two users, with most of the lanes that could be.
network::SupplyGraph random_chain(std::uint64_t number) {
  constexpr std::size_t kWide = 3;
  base::Stream stream(number, "chain");
  const auto whole = [&](std::uint64_t n) { return static_cast<double>(stream.below(n)); };
  network::SupplyGraph graph{.from = {}, .n_months = 1};
  const std::vector<std::string> items = {"a wafers", "b stacks", "c packages"};
  for (std::size_t layer = 0; layer <= items.size(); ++layer) {
    for (std::size_t i = 0; i < (layer < items.size() ? kWide : 2); ++i) {
      network::Place place{"place" + std::to_string(graph.places.size()), "layer", {}, {}};
      if (layer > 0) {
        place.takes = {items[layer - 1]};
      }
      if (layer < items.size()) {
        network::Making making{.item = items[layer], .days = whole(50)};
        if (layer > 0) {
          making.needs = {{items[layer - 1], network::ByMonth({2})}};
        }
        place.makes = {making};
      }
      for (std::size_t from = (layer - 1) * kWide; layer > 0 && from < layer * kWide; ++from) {
        if (stream.below(4) > 0) {
          graph.ways.push_back({"way" + std::to_string(graph.ways.size()),
                                from,
                                graph.places.size(),
                                "",
                                whole(30),
                                whole(100),
                                {},
                                {items[layer - 1]}});
        }
      }
      graph.places.push_back(place);
    }
  }
  return graph;
}

using Ends = std::pair<std::string, std::string>;

/// The least of `weigh(way, times)` over all ways from each maker on to each user; `times` is what a unit finished takes of the goods.
template <class Weigh>
void walk_all(const network::SupplyGraph& graph, std::size_t place, const std::string& from, double sum,
              const Weigh& weigh, std::map<Ends, double>& least) {
  if (graph.places[place].makes.empty()) {
    const auto [known, is_new] = least.try_emplace({from, graph.places[place].name}, sum);
    known->second = std::min(known->second, sum);
  }
  for (const network::GoodsWay& way : graph.ways) {
    if (way.from == place) {
      walk_all(graph, way.to, from, sum + weigh(way), weigh, least);
    }
  }
}

}  // namespace

TEST_CASE("Each route is the best of all that lead from its maker to its user") {
  std::size_t n_routes = 0;
  for (std::uint64_t number = 0; number < 100; ++number) {
    const network::SupplyGraph graph = random_chain(number);
    const network::Chain chain(graph, "c packages", 0);
    const auto days = [&](const network::GoodsWay& way) {
      const auto& makes = graph.places[way.to].makes;
      return way.days + (makes.empty() ? 0 : makes.front().days);
    };
    const auto cost = [&](const network::GoodsWay& way) {
      return way.cost * (way.carries("a wafers") ? 4.0 : way.carries("b stacks") ? 2.0 : 1.0);
    };
    std::map<Ends, double> fastest;
    std::map<Ends, double> cheapest;
    for (std::size_t start = 0; start < 3; ++start) {
      walk_all(graph, start, graph.places[start].name, graph.places[start].makes.front().days, days, fastest);
      walk_all(graph, start, graph.places[start].name, 0, cost, cheapest);
    }
    INFO("chain " << number);
    for (const network::Route& route : network::routes(chain, network::Best::fastest)) {
      const Ends ends{route.places.front(), route.places.back()};
      REQUIRE((route.item != "a wafers" || route.days == fastest.at(ends)));
      n_routes += route.item == "a wafers" ? 1U : 0U;
    }
    for (const network::Route& route : network::routes(chain, network::Best::cheapest)) {
      const Ends ends{route.places.front(), route.places.back()};
      REQUIRE((route.item != "a wafers" || route.cost == cheapest.at(ends)));
    }
  }
  CHECK(n_routes > 300);
}
