/// Power policies: the contract of all of them, then what is special about each.

#include "aibelt/policy/power.hpp"

#include "aibelt/base/random.hpp"
#include "tests/policy/plain_kind.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using policy::PowerPolicy;
using policy::PowerView;

namespace {

std::shared_ptr<const PowerPolicy> policy_of(std::string_view name) { return test::plain<PowerPolicy>(name); }

PowerView random_view(base::Stream& random) {
  return {random.uniform(0, 100), random.uniform(0, 50), random.bernoulli(0.2) ? 0 : random.uniform(0, 100)};
}

}  // namespace

TEST_CASE("A power policy gives a share of dynamic power from 0 to 1, and all of it where the limit is kept") {
  for (const auto& kind : PowerPolicy::kinds()) {
    INFO(kind.info.name);
    const auto policy = test::plain(kind);
    base::Stream random(1, kind.info.name);
    for (int i = 0; i < 1000; ++i) {
      const PowerView view = random_view(random);
      const double share = policy->dynamic_share(view);
      CHECK(share >= 0);
      CHECK(share <= 1);
      if (view.idle + view.dynamic <= view.limit) {
        CHECK(share == 1);
      }
    }
  }
}

TEST_CASE("A power policy gives no less, and admits no fewer jobs, under a higher limit") {
  for (const auto& kind : PowerPolicy::kinds()) {
    INFO(kind.info.name);
    const auto policy = test::plain(kind);
    base::Stream random(2, kind.info.name);
    for (int i = 0; i < 1000; ++i) {
      const PowerView view = random_view(random);
      PowerView higher = view;
      higher.limit += random.uniform(0, 50);
      const double more = random.uniform(0, 30);
      CHECK(policy->dynamic_share(higher) >= policy->dynamic_share(view));
      CHECK((policy->admits(higher, more) || !policy->admits(view, more)));
    }
  }
}

TEST_CASE("A power policy admits a job where its power and all else stay within the limit") {
  for (const auto& kind : PowerPolicy::kinds()) {
    INFO(kind.info.name);
    CHECK(test::plain(kind)->admits({100, 30, 20}, 50));
  }
}

TEST_CASE("slow meets the limit by its share, hold does not let it come so far, none does not mind") {
  const PowerView above{100, 40, 120};
  CHECK(policy_of("slow")->dynamic_share(above) == 0.5);
  CHECK(policy_of("hold")->dynamic_share(above) == 0.5);
  CHECK(policy_of("none")->dynamic_share(above) == 1);
  const PowerView near{100, 40, 50};
  CHECK(policy_of("slow")->admits(near, 11));
  CHECK_FALSE(policy_of("hold")->admits(near, 11));
  CHECK(policy_of("hold")->admits(near, 10));
  CHECK(policy_of("none")->admits(near, 11));
}

TEST_CASE("slow starts nothing where idle power alone takes the limit") {
  CHECK_FALSE(policy_of("slow")->admits({40, 40, 0}, 1));
  CHECK(policy_of("slow")->dynamic_share({40, 50, 10}) == 0);
  CHECK(policy_of("none")->admits({40, 50, 0}, 1));
}
