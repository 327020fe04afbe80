#include "aibelt/policy/allocation.hpp"

#include <algorithm>
#include <map>
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

TEST_CASE("Max-min fair fills the small wants and levels the others") {
  CHECK(decide("max_min_fair", 12, {{"a", 2}, {"b", 5}, {"c", 9}}) == Grants{2, 5, 5});
  CHECK(decide("max_min_fair", 10, {{"a", 2}, {"b", 4}, {"c", 4}, {"d", 0}}) == Grants{2, 4, 4, 0});
}

// 10 among three that want more is 3 each and one more for one of them, each in a third of the draws: standard error 0.0075.
TEST_CASE("Under max-min fair what does not divide goes by lot, everyone with the same chance") {
  const auto policy = test::kind_of<AllocationPolicy>(R"("max_min_fair")");
  const std::vector<Claim> claims = {{"a", 7}, {"b", 1}, {"c", 9}, {"d", 5}};
  base::Stream random(4, "lots");
  constexpr int kDraws = 4000;
  std::map<std::size_t, double> more;
  for (int draw = 0; draw < kDraws; ++draw) {
    const Grants grants = policy->decide({11, claims}, random);
    REQUIRE(grants[1] == 1);
    for (const std::size_t i : std::vector<std::size_t>{0, 2, 3}) {
      REQUIRE((grants[i] == 3 || grants[i] == 4));
      more[i] += static_cast<double>(grants[i] - 3) / kDraws;
    }
  }
  for (const auto& [claim, part] : more) {
    CHECK(part == Approx(1 / 3.0).margin(0.023));
  }
}

TEST_CASE("Contract first serves what is promised, then everyone the same fraction of the rest") {
  const Claim bound{.name = "a", .wanted = 60, .contracted = 40};
  const Claim free{.name = "b", .wanted = 80};
  CHECK(decide("contract_first", 50, {bound, free}) == Grants{42, 8});  // 10 over 20 and 80 still wanted
  CHECK(decide("contract_first", 30, {bound, free}) == Grants{30, 0});
  const Claim other{.name = "b", .wanted = 80, .contracted = 20};
  CHECK(decide("contract_first", 30, {bound, other}) == Grants{20, 10});
}

TEST_CASE("A promise of more than is wanted binds to what is wanted") {
  const Claim small{.name = "a", .wanted = 5, .contracted = 500};
  CHECK(decide("contract_first", 25, {small, {.name = "b", .wanted = 80}}) == Grants{5, 20});
}

TEST_CASE("Turn and earn goes by what each got before, and newcomers get what the others leave") {
  const Claim old{.name = "a", .wanted = 100, .past = 300};
  const Claim young{.name = "b", .wanted = 100, .past = 100};
  const Claim newcomer{.name = "c", .wanted = 100};
  CHECK(decide("turn_and_earn", 100, {old, young, newcomer}) == Grants{75, 25, 0});
  CHECK(decide("turn_and_earn", 220, {old, young, newcomer}) == Grants{100, 100, 20});
  CHECK(decide("turn_and_earn", 40, {newcomer, {.name = "d", .wanted = 300}}) == Grants{10, 30});
}

TEST_CASE("The window of turn and earn is a year where the scenario names none, and nobody else asks for the past") {
  CHECK(test::kind_of<AllocationPolicy>(R"("turn_and_earn")")->window() == base::Duration{std::chrono::days{365}});
  CHECK(test::kind_of<AllocationPolicy>(R"({"kind": "turn_and_earn", "window": "90 days"})")->window() ==
        base::Duration{std::chrono::days{90}});
  CHECK(test::kind_of<AllocationPolicy>(R"({"kind": "turn_and_earn", "window": "0 days"})") == nullptr);
  CHECK(test::kind_of<AllocationPolicy>(R"("max_min_fair")")->window() == base::Duration{0});
}
