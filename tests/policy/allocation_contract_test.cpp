/// What every allocation policy keeps, whatever is asked of it.

#include <algorithm>
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

std::vector<Claim> random_claims(base::Stream& random) {
  std::vector<Claim> claims;
  const std::size_t count = random.below(9);
  const std::uint64_t scale = random.bernoulli(0.5) ? 20 : 2'000'000;
  for (std::size_t i = 0; i < count; ++i) {
    const auto wanted = static_cast<std::int64_t>(random.bernoulli(0.2) ? 0 : random.below(scale));
    claims.push_back({std::string(1, static_cast<char>('a' + i)), wanted,
                      static_cast<std::int64_t>(1 + random.below(3)), random.bernoulli(0.1) ? 0 : random.uniform()});
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
