#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "aibelt/base/error.hpp"
#include "tests/policy_placement/mirror.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using namespace aibelt::policy;

namespace {

bool has_host_room(const NodePool& pool, std::int32_t node, const Demand& demand) {
  return pool.free_cpu_milli(node) >= demand.cpu_milli && pool.free_memory_mib(node) >= demand.memory_mib;
}

/// Accelerators of the node that a gang of one model can use: its part of CPU and memory, rounded up, is there.
std::int32_t usable(const NodePool& pool, std::int32_t node, const Demand& demand) {
  std::int64_t free = test::free_in_service(pool, node);
  const auto part = [&](std::int64_t total) { return (total * free + demand.accelerators - 1) / demand.accelerators; };
  while (free > 0 &&
         (part(demand.cpu_milli) > pool.free_cpu_milli(node) || part(demand.memory_mib) > pool.free_memory_mib(node))) {
    --free;
  }
  return static_cast<std::int32_t>(free);
}

std::int32_t largest_allowed(const NodePool& pool, const Demand& demand) {
  std::int32_t largest = -1;
  for (std::int32_t i = 0; i < pool.size(); ++i) {
    if (demand.models.accepts(pool.shape(i).model)) {
      largest = std::max(largest, pool.shape(i).accelerators);
    }
  }
  return largest;
}

/// Pack's gang on one model by its definition: look at every node for every share.
NodeShares packed_gang(const NodePool& pool, const Demand& demand, std::int32_t model) {
  NodeShares shares;
  std::set<std::int32_t> used;
  for (std::int32_t wanted = demand.accelerators; wanted > 0;) {
    std::tuple<bool, std::int32_t, std::int32_t> best{true, 1, -1};
    for (std::int32_t i = 0; i < pool.size(); ++i) {
      const std::int32_t free = pool.shape(i).model == model && used.count(i) == 0 ? usable(pool, i, demand) : 0;
      const bool is_short = free < wanted;
      const std::tuple rank{is_short, is_short ? -free : free, i};
      if (free > 0 && (std::get<2>(best) < 0 || rank < best)) {
        best = rank;
      }
    }
    const std::int32_t node = std::get<2>(best);
    if (node < 0) {
      return {};
    }
    used.insert(node);
    shares.push_back({node, std::min(wanted, usable(pool, node, demand))});
    wanted -= shares.back().accelerators;
  }
  return shares;
}

/// Pack's node for a job within a node by its definition: the least rank over all nodes.
std::int32_t packed_node(const NodePool& pool, const Demand& demand) {
  std::tuple<std::int32_t, std::int32_t, std::int32_t> best{0, 0, -1};
  for (std::int32_t i = 0; i < pool.size(); ++i) {
    const std::int32_t free = test::free_in_service(pool, i);
    if (!pool.is_in_service(i) || !demand.models.accepts(pool.shape(i).model) || !has_host_room(pool, i, demand) ||
        free < demand.accelerators) {
      continue;
    }
    std::tuple rank{0, free, i};
    if (demand.accelerator_milli > 0) {
      std::int32_t room = kMilli + 1;
      for (std::int32_t a = 0; a < pool.shape(i).accelerators; ++a) {
        const std::int32_t left = pool.free_milli(i, a);
        room = left >= demand.accelerator_milli ? std::min(room, left) : room;
      }
      if (room > kMilli) {
        continue;
      }
      rank = {room, free, i};
    }
    best = std::get<2>(best) < 0 || rank < best ? rank : best;
  }
  return std::get<2>(best);
}

NodeShares packed(const NodePool& pool, const Demand& demand) {
  if (demand.accelerators > largest_allowed(pool, demand)) {
    for (std::int32_t model = 0; model < 3; ++model) {
      const NodeShares shares = demand.models.accepts(model) ? packed_gang(pool, demand, model) : NodeShares{};
      if (!shares.empty()) {
        return shares;
      }
    }
    return {};
  }
  const std::int32_t node = packed_node(pool, demand);
  return node < 0 ? NodeShares{} : NodeShares{{node, demand.accelerators}};
}

bool are_equal(const NodeShares& a, const NodeShares& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const NodeShare& x, const NodeShare& y) {
    return x.node == y.node && x.accelerators == y.accelerators;
  });
}

/// Random jobs come and go, nodes fail and return; `before_take` sees each demand first.
template <class BeforeTake>
void play(std::uint64_t seed, const PlacementPolicy& policy, bool is_plain, const BeforeTake& before_take) {
  base::Stream random(seed, "placement");
  NodePool pool = test::random_pool(random, 40);
  test::Mirror mirror(pool);
  std::vector<Placement> running;
  for (int step = 0; step < 150; ++step) {
    if (random.bernoulli(0.1)) {
      const auto node = static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(pool.size())));
      const bool in_service = random.bernoulli(0.7);
      pool.set_in_service(node, in_service);
      mirror.set_in_service(node, in_service);
    }
    if (!running.empty() && random.bernoulli(0.4)) {
      std::swap(running[random.below(running.size())], running.back());
      pool.give_back(running.back());
      mirror.give_back(running.back());
      CHECK_THROWS_AS(pool.give_back(running.back()), base::LogicError);
      running.pop_back();
    } else {
      const Demand demand = is_plain ? test::plain_demand(random, 30) : test::random_demand(random);
      before_take(pool, demand);
      Placement placement;
      if (pool.take(demand, policy, placement)) {
        mirror.take(demand, placement);
        running.push_back(placement);
        CHECK(pool.can_ever_hold(demand));
      }
    }
    mirror.compare();
  }
  for (const Placement& placement : running) {
    pool.give_back(placement);
    mirror.give_back(placement);
  }
  mirror.compare();
  CHECK(pool.used_milli() == 0);
  CHECK(pool.jobs() == 0);
}

constexpr auto nothing = [](const NodePool&, const Demand&) {};

NodeShares chosen(const PlacementPolicy& policy, const NodePool& pool, const Demand& demand) {
  NodeShares shares;
  const bool is_placed = policy.choose(pool, demand, shares);
  CHECK(is_placed != shares.empty());
  return shares;
}

}  // namespace

TEST_CASE("No policy allocates anything twice, in part or out of service, and all comes back") {
  for (const auto& policy : test::all_policies()) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      play(seed, *policy, false, nothing);
    }
  }
}

TEST_CASE("The pack policy chooses what its definition over all nodes says") {
  const auto pack = test::policy_called("pack");
  std::int64_t n_gangs = 0;
  const auto compare = [&](const NodePool& pool, const Demand& demand) {
    const NodeShares expected = packed(pool, demand);
    REQUIRE(are_equal(chosen(*pack, pool, demand), expected));
    n_gangs += expected.size() > 1 ? 1 : 0;
  };
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    play(seed, *pack, seed % 2 == 0, compare);
  }
  CHECK(n_gangs > 500);
}

TEST_CASE("A gang under topology never spans two racks where one fits, nor two groups where one fits") {
  const auto topology = test::policy_called("topology");
  std::map<std::size_t, int> gangs_by_racks;
  const auto compare = [&](const NodePool& pool, const Demand& demand) {
    const NodeShares shares = chosen(*topology, pool, demand);
    if (shares.size() < 2) {
      return;
    }
    const std::int32_t model = pool.shape(shares[0].node).model;
    std::map<std::int32_t, std::int32_t> by_rack;
    std::map<std::int32_t, std::int32_t> by_group;
    for (std::int32_t i = 0; i < pool.size(); ++i) {
      const std::int32_t free = pool.shape(i).model == model ? usable(pool, i, demand) : 0;
      by_rack[pool.location(i).rack] += free;
      by_group[pool.location(i).group] += free;
    }
    std::set<std::int32_t> racks;
    std::set<std::int32_t> groups;
    for (const NodeShare& share : shares) {
      racks.insert(pool.location(share.node).rack);
      groups.insert(pool.location(share.node).group);
    }
    const auto fits = [&](const auto& place) { return place.second >= demand.accelerators; };
    if (std::any_of(by_rack.begin(), by_rack.end(), fits)) {
      REQUIRE(racks.size() == 1);
      for (const auto& [rack, free] : by_rack) {
        REQUIRE((free < demand.accelerators || free >= by_rack[*racks.begin()]));
      }
    } else if (std::any_of(by_group.begin(), by_group.end(), fits)) {
      REQUIRE(groups.size() == 1);
    }
    ++gangs_by_racks[racks.size()];
  };
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    play(seed, *topology, seed % 2 == 0, compare);
  }
  CHECK(gangs_by_racks[1] > 100);
  CHECK(gangs_by_racks[2] > 100);
}

TEST_CASE("A job has a place under every policy or under none") {
  const auto policies = test::all_policies();
  const auto compare = [&](const NodePool& pool, const Demand& demand) {
    const bool has_place = !packed(pool, demand).empty();
    for (const auto& policy : policies) {
      REQUIRE(chosen(*policy, pool, demand).empty() != has_place);
    }
  };
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    play(seed, *policies[seed % policies.size()], false, compare);
  }
}

TEST_CASE("The spread policy gives a job the emptiest node") {
  const auto spread = test::policy_called("spread");
  const auto compare = [&](const NodePool& pool, const Demand& demand) {
    const NodeShares shares = chosen(*spread, pool, demand);
    if (shares.size() != 1 || !demand.is_plain()) {
      return;
    }
    for (std::int32_t i = 0; i < pool.size(); ++i) {
      const std::int32_t free = test::free_in_service(pool, i);
      const std::int32_t most = test::free_in_service(pool, shares[0].node);
      REQUIRE((free < most || (free == most && i >= shares[0].node) || demand.models.bits != 0));
    }
  };
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    play(seed, *spread, true, compare);
  }
}
