/// What every allocation policy keeps, whatever is asked of it.

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "aibelt/policy/allocation.hpp"
#include "tests/product/kind_of.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using policy::AllocationPolicy;
using policy::Claim;
using Grants = std::vector<std::int64_t>;

namespace {

constexpr int kRounds = 2000;
constexpr std::array<std::string_view, 8> kNames = {"a", "b", "c", "d", "e", "f", "g", "h"};

std::vector<Claim> random_claims(base::Stream& random) {
  std::vector<Claim> claims;
  const std::size_t count = random.below(9);
  const std::uint64_t scale = random.bernoulli(0.5) ? 20 : 2'000'000;
  for (std::size_t i = 0; i < count; ++i) {
    const auto wanted = static_cast<std::int64_t>(random.bernoulli(0.2) ? 0 : random.below(scale));
    const auto some = [&] { return static_cast<std::int64_t>(random.bernoulli(0.3) ? 0 : random.below(scale)); };
    claims.push_back({kNames[i], wanted, static_cast<std::int64_t>(1 + random.below(3)),
                      random.bernoulli(0.1) ? 0 : random.uniform(), std::min(wanted, some()), some()});
  }
  return claims;
}

std::int64_t sum_of(const Grants& grants) { return std::accumulate(grants.begin(), grants.end(), std::int64_t{0}); }

std::int64_t wanted_by(const std::vector<Claim>& claims) {
  std::int64_t sum = 0;
  for (const Claim& claim : claims) {
    sum += claim.wanted;
  }
  return sum;
}

/// Calls `check(policy, claims, available, random)` for every policy on random claims.
template <class Check>
void for_random_claims(Check check) {
  REQUIRE_FALSE(AllocationPolicy::kinds().empty());
  for (const auto& kind : AllocationPolicy::kinds()) {
    INFO(kind.info.name);
    const auto policy = test::kind_of<AllocationPolicy>(test::with_fields_at(kind.info, 0.5));
    REQUIRE(policy != nullptr);
    base::Stream random(11, kind.info.name);
    for (int round = 0; round < kRounds; ++round) {
      const auto claims = random_claims(random);
      check(*policy, claims, static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(wanted_by(claims)) + 5)),
            random);
    }
  }
}

Grants allocate(const AllocationPolicy& policy, std::int64_t available, const std::vector<Claim>& claims) {
  base::Stream random(3, "own");
  return policy::allocate(policy, {available, claims}, random);
}

}  // namespace

TEST_CASE(
    "Contract: no claim gets more than it wants or less than nothing, and nothing is left while somebody wants it") {
  for_random_claims(
      [](const AllocationPolicy& policy, const std::vector<Claim>& claims, std::int64_t available, base::Stream&) {
        const Grants grants = allocate(policy, available, claims);
        REQUIRE(grants.size() == claims.size());
        for (std::size_t i = 0; i < claims.size(); ++i) {
          REQUIRE(grants[i] >= 0);
          REQUIRE(grants[i] <= claims[i].wanted);
        }
        REQUIRE(sum_of(grants) == std::min(available, wanted_by(claims)));
      });
}

TEST_CASE("Contract: of nothing everyone gets nothing") {
  for_random_claims([](const AllocationPolicy& policy, const std::vector<Claim>& claims, std::int64_t, base::Stream&) {
    REQUIRE(sum_of(allocate(policy, 0, claims)) == 0);
  });
}

TEST_CASE("Contract: the same claims get the same grants") {
  for_random_claims(
      [](const AllocationPolicy& policy, const std::vector<Claim>& claims, std::int64_t available, base::Stream&) {
        REQUIRE(allocate(policy, available, claims) == allocate(policy, available, claims));
      });
}

TEST_CASE("Contract: the order of the claims decides ties only, by one unit") {
  for_random_claims(
      [](const AllocationPolicy& policy, std::vector<Claim> claims, std::int64_t available, base::Stream& random) {
        const Grants grants = allocate(policy, available, claims);
        std::vector<std::size_t> order(claims.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (std::size_t i = order.size(); i > 1; --i) {
          std::swap(order[i - 1], order[random.below(i)]);
        }
        std::vector<Claim> shuffled;
        for (const std::size_t i : order) {
          shuffled.push_back(claims[i]);
        }
        const Grants others = allocate(policy, available, shuffled);
        for (std::size_t i = 0; i < order.size(); ++i) {
          REQUIRE(std::abs(others[i] - grants[order[i]]) <= 1);
        }
      });
}

TEST_CASE("Contract: claims that are alike get alike, within a unit") {
  for_random_claims(
      [](const AllocationPolicy& policy, std::vector<Claim> claims, std::int64_t available, base::Stream&) {
        for (Claim& claim : claims) {
          claim.wanted = claims[0].wanted;
          claim.priority = claims[0].priority;
          claim.share = claims[0].share;
          claim.contracted = claims[0].contracted;
          claim.past = claims[0].past;
        }
        const Grants grants = allocate(policy, available, claims);
        if (!grants.empty()) {
          const auto [low, high] = std::minmax_element(grants.begin(), grants.end());
          REQUIRE(*high - *low <= 1);
        }
      });
}

TEST_CASE("Under priority nobody gets anything while a higher class lacks something") {
  const auto policy = policy::ranked_allocation();
  base::Stream random(5, "classes");
  for (int round = 0; round < kRounds; ++round) {
    const auto claims = random_claims(random);
    const Grants grants = allocate(
        *policy, static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(wanted_by(claims)) + 1)), claims);
    for (std::size_t i = 0; i < claims.size(); ++i) {
      for (std::size_t j = 0; j < claims.size(); ++j) {
        REQUIRE((claims[i].priority >= claims[j].priority || grants[i] == claims[i].wanted || grants[j] == 0));
      }
    }
  }
}

TEST_CASE("Under priority a higher class never gets less than in a lower one") {
  const auto policy = policy::ranked_allocation();
  base::Stream random(6, "raise");
  for (int round = 0; round < kRounds; ++round) {
    auto claims = random_claims(random);
    if (claims.empty()) {
      continue;
    }
    const std::int64_t available =
        static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(wanted_by(claims)) + 1));
    Claim& raised = claims[random.below(claims.size())];
    const auto place = static_cast<std::size_t>(&raised - claims.data());
    raised.priority = 3;
    const std::int64_t low = allocate(*policy, available, claims)[place];
    raised.priority = 2;
    const std::int64_t middle = allocate(*policy, available, claims)[place];
    raised.priority = 1;
    const std::int64_t high = allocate(*policy, available, claims)[place];
    REQUIRE(low <= middle + 1);  // within a class the largest remainder may go to another
    REQUIRE(middle <= high + 1);
  }
}

TEST_CASE("Contract: where more is available nobody gets less, but for the draw of a unit") {
  for_random_claims([](const AllocationPolicy& policy, const std::vector<Claim>& claims, std::int64_t available,
                       base::Stream& random) {
    const Grants grants = allocate(policy, available, claims);
    const Grants more = allocate(policy, available + static_cast<std::int64_t>(random.below(1000)), claims);
    for (std::size_t i = 0; i < claims.size(); ++i) {
      REQUIRE(more[i] >= grants[i] - 2);  // two divisions one after the other draw twice
    }
  });
}

TEST_CASE("Under priority a higher class as a whole never gets less where more is available") {
  const auto policy = policy::ranked_allocation();
  base::Stream random(7, "more");
  const auto of_class = [](const std::vector<Claim>& claims, const Grants& grants, std::int64_t lowest) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < claims.size(); ++i) {
      sum += claims[i].priority <= lowest ? grants[i] : 0;
    }
    return sum;
  };
  for (int round = 0; round < kRounds; ++round) {
    const auto claims = random_claims(random);
    const auto available = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(wanted_by(claims)) + 1));
    const auto more = available + static_cast<std::int64_t>(random.below(1000));
    for (const std::int64_t lowest : {1, 2, 3}) {
      REQUIRE(of_class(claims, allocate(*policy, more, claims), lowest) >=
              of_class(claims, allocate(*policy, available, claims), lowest));
    }
  }
}

// Water rises one unit at a time: each round gives one to everyone who wants more, as long as there is one for each.
TEST_CASE("Max-min fair is water-filling to the unit") {
  const auto policy = test::kind_of<AllocationPolicy>(R"("max_min_fair")");
  base::Stream random(8, "water");
  for (int round = 0; round < kRounds; ++round) {
    auto claims = random_claims(random);
    for (Claim& claim : claims) {
      claim.wanted %= 200;
    }
    const auto available = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(wanted_by(claims)) + 1));
    Grants filled(claims.size(), 0);
    std::int64_t left = available;
    std::vector<std::size_t> open;
    do {
      open.clear();
      for (std::size_t i = 0; i < claims.size(); ++i) {
        if (filled[i] < claims[i].wanted) {
          open.push_back(i);
        }
      }
      if (static_cast<std::int64_t>(open.size()) > left) {
        break;
      }
      for (const std::size_t i : open) {
        ++filled[i];
        --left;
      }
    } while (!open.empty());
    const Grants grants = allocate(*policy, available, claims);
    std::int64_t drawn = 0;
    for (std::size_t i = 0; i < claims.size(); ++i) {
      const bool is_open = std::find(open.begin(), open.end(), i) != open.end();
      REQUIRE(grants[i] - filled[i] >= 0);
      REQUIRE(grants[i] - filled[i] <= (is_open ? 1 : 0));
      drawn += grants[i] - filled[i];
    }
    REQUIRE(drawn == left);
  }
}

TEST_CASE("Contract first gives nobody less than its firm part unless all firm parts together exceed what there is") {
  const auto policy = test::kind_of<AllocationPolicy>(R"("contract_first")");
  base::Stream random(9, "firm");
  for (int round = 0; round < kRounds; ++round) {
    const auto claims = random_claims(random);
    const auto available = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(wanted_by(claims)) + 1));
    std::int64_t firm = 0;
    for (const Claim& claim : claims) {
      firm += claim.contracted;
    }
    const Grants grants = allocate(*policy, available, claims);
    for (std::size_t i = 0; i < claims.size(); ++i) {
      REQUIRE((firm > available || grants[i] >= claims[i].contracted));
      REQUIRE((firm < available || grants[i] <= claims[i].contracted));
      const double part = static_cast<double>(claims[i].contracted) * static_cast<double>(available);
      REQUIRE(
          (firm <= available || std::abs(static_cast<double>(grants[i]) - part / static_cast<double>(firm)) < 1.001));
    }
  }
}

TEST_CASE("Turn and earn is proportional to history among those who still want more") {
  const auto policy = test::kind_of<AllocationPolicy>(R"("turn_and_earn")");
  base::Stream random(10, "history");
  for (int round = 0; round < kRounds; ++round) {
    const auto claims = random_claims(random);
    const auto available = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(wanted_by(claims)) + 1));
    const Grants grants = allocate(*policy, available, claims);
    double most = 0;  // given for a unit of history
    for (std::size_t i = 0; i < claims.size(); ++i) {
      most = claims[i].past > 0 && grants[i] < claims[i].wanted
                 ? std::max(most, static_cast<double>(grants[i] - 1) / static_cast<double>(claims[i].past))
                 : most;
    }
    for (std::size_t i = 0; i < claims.size(); ++i) {
      const double earned = most * static_cast<double>(claims[i].past);
      REQUIRE((grants[i] == claims[i].wanted || static_cast<double>(grants[i]) + 1.001 >= earned));
      const bool others_want = std::any_of(claims.begin(), claims.end(), [&](const Claim& other) {
        return other.past > 0 && grants[static_cast<std::size_t>(&other - claims.data())] + 1 < other.wanted;
      });
      REQUIRE((claims[i].past > 0 || !others_want || grants[i] <= 1));
    }
  }
}
