#include "aibelt/policy/allocation.hpp"

#include <algorithm>
#include <numeric>

#include "tests/product/kind_of.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using policy::AllocationPolicy;
using policy::Claim;
using Grants = std::vector<std::int64_t>;

namespace {

Grants decide(const std::string& kind, std::int64_t available, const std::vector<Claim>& claims) {
  base::Stream random(1, "allocation");
  const auto policy = test::kind_of<AllocationPolicy>("\"" + kind + "\"");
  REQUIRE(policy != nullptr);
  return policy::allocate(*policy, {available, claims}, random);
}

}  // namespace

TEST_CASE("Without a shortage everyone gets what it wants, under every policy") {
  const std::vector<Claim> claims = {{"a", 3, 2, 0}, {"b", 0, 1, 5}, {"c", 7, 1, 1}};
  for (const auto& kind : AllocationPolicy::kinds()) {
    CHECK(decide(kind.info.name, 10, claims) == Grants{3, 0, 7});
    CHECK(decide(kind.info.name, 1000, claims) == Grants{3, 0, 7});
  }
}

TEST_CASE("Proportional gives everyone the same fraction") {
  CHECK(decide("proportional", 50, {{"a", 20}, {"b", 80}}) == Grants{10, 40});
  CHECK(decide("proportional", 10, {{"a", 0}, {"b", 80}}) == Grants{0, 10});
}

// 10 of 5, 11 and 4 are 2.5, 5.5 and 2: the half units go to a or b, each in half the draws. The standard error of 4,000 draws is 0.008.
TEST_CASE("Fractions of a unit are drawn, so that every claim has its exact share in the mean") {
  const auto policy = test::kind_of<AllocationPolicy>(R"("proportional")");
  const std::vector<Claim> claims = {{"a", 5}, {"b", 11}, {"c", 4}};
  base::Stream random(2, "fractions");
  constexpr int kDraws = 4000;
  double of_a = 0;
  double of_b = 0;
  for (int draw = 0; draw < kDraws; ++draw) {
    const Grants grants = policy->decide({10, claims}, random);
    REQUIRE(grants[0] + grants[1] == 8);
    REQUIRE(grants[2] == 2);
    REQUIRE((grants[0] == 2 || grants[0] == 3));
    of_a += static_cast<double>(grants[0]) / kDraws;
    of_b += static_cast<double>(grants[1]) / kDraws;
  }
  CHECK(of_a == Approx(2.5).margin(0.025));
  CHECK(of_b == Approx(5.5).margin(0.025));
}

// 1 of 20 and 80: the small claim gets the unit in a fifth of the draws, standard error 0.0063.
TEST_CASE("A small claim comes to its share over time, although each day has less than a unit for it") {
  const auto policy = test::kind_of<AllocationPolicy>(R"("proportional")");
  const std::vector<Claim> claims = {{"a", 20}, {"b", 80}};
  base::Stream random(3, "small");
  std::int64_t of_a = 0;
  for (int draw = 0; draw < 4000; ++draw) {
    of_a += policy->decide({1, claims}, random)[0];
  }
  CHECK(static_cast<double>(of_a) / 4000 == Approx(0.2).margin(0.019));
}

TEST_CASE("Priority serves the lowest number in full first, and the class that is short in proportion") {
  CHECK(decide("priority", 10, {{"a", 8, 2}, {"b", 6, 1}, {"c", 24, 2}}) == Grants{1, 6, 3});
  CHECK(decide("priority", 5, {{"a", 8, 2}, {"b", 6, 1}}) == Grants{0, 5});
}

TEST_CASE("Dated shares go by agreed share, and what one does not want goes to the others by theirs") {
  CHECK(decide("dated_shares", 100, {{"a", 100, 1, 0.7}, {"b", 100, 1, 0.3}}) == Grants{70, 30});
  CHECK(decide("dated_shares", 100, {{"a", 10, 1, 0.5}, {"b", 100, 1, 0.3}, {"c", 100, 1, 0.2}}) == Grants{10, 54, 36});
}

TEST_CASE("Those without a share get what the others leave") {
  CHECK(decide("dated_shares", 50, {{"a", 30, 1, 1}, {"b", 40, 1, 0}}) == Grants{30, 20});
  CHECK(decide("dated_shares", 50, {{"a", 60, 1, 0}, {"b", 60, 1, 0}}) == Grants{25, 25});
}

TEST_CASE("The policy of scenarios that name none is proportional, and the ranking one goes by priority") {
  base::Stream random(1, "allocation");
  const std::vector<Claim> claims = {{"a", 10, 2}, {"b", 10, 1}};
  CHECK(policy::default_allocation()->decide({10, claims}, random) == Grants{5, 5});
  CHECK(policy::ranked_allocation()->decide({10, claims}, random) == Grants{0, 10});
}
