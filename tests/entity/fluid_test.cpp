#include "aibelt/entity/fluid.hpp"

#include "aibelt/base/error.hpp"
#include "aibelt/base/random.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using entity::ChannelId;
using entity::FlowId;
using entity::FlowLayout;
using entity::Fluid;
using Ends = std::map<FlowId, double>;

namespace {

/// Channels 0 and 1; routes over the first, over the second, over both.
const FlowLayout kTwo = {{0}, {10, 10}, {{{0}}, {{1}}, {{0}, {1}}}};

Ends all_ends(Fluid& fluid) {
  fluid.run_before(Fluid::kNoEnd);
  return fluid.take_ends();
}

}  // namespace

TEST_CASE("A flow alone ends when its bytes are through") {
  Fluid fluid(kTwo);
  fluid.set_rate(0, {0}, 10);
  fluid.begin(5, 1, {0}, 100);
  CHECK(fluid.next_end() == 15);
  CHECK(fluid.carried(8, {0}) == 30);
  CHECK(all_ends(fluid) == Ends{{1, 15}});
  CHECK(fluid.carried(20, {0}) == 100);
  CHECK(fluid.next_end() == Fluid::kNoEnd);
}

// Both-ways gets half of the narrow channel, 2; the wide one's other flow gets the rest, 8.
TEST_CASE("A flow that is held up elsewhere leaves its share to the others") {
  Fluid fluid(kTwo);
  fluid.set_rate(0, {0}, 10);
  fluid.set_rate(0, {1}, 4);
  fluid.begin(0, 1, {0}, 80);
  fluid.begin(0, 2, {1}, 20);
  fluid.begin(0, 3, {2}, 20);
  CHECK(all_ends(fluid) == Ends{{1, 10}, {2, 10}, {3, 10}});
}

TEST_CASE("A cancelled flow has whole bytes left, one that is through has none") {
  Fluid fluid(kTwo);
  fluid.set_rate(0, {0}, 4);
  fluid.begin(0, 1, {0}, 9);
  fluid.begin(0, 2, {0}, 30);
  CHECK(fluid.cancel(3, 2) == 24);
  CHECK(fluid.cancel(4, 1) == 0);
  CHECK(fluid.take_ends() == Ends{{1, 3.75}});
  CHECK(fluid.carried(4, {0}) == 15);
}

TEST_CASE("What a driver asks in between does not show in the ends") {
  const auto play = [](bool is_curious) {
    base::Stream random(7, "fluid");
    Fluid fluid(kTwo);
    fluid.set_rate(0, {0}, 10);
    fluid.set_rate(0, {1}, 10.0 / 3);
    Ends ends;
    for (FlowId flow = 1; flow <= 300; ++flow) {
      const auto route = static_cast<std::int32_t>(random.below(3));
      fluid.begin(static_cast<double>(flow), flow, {route}, 1 + static_cast<double>(random.below(9)));
      if (flow % 7 == 0) {
        fluid.set_rate(static_cast<double>(flow), {1}, random.uniform(1, 10));
      }
      if (is_curious) {
        fluid.run_before(static_cast<double>(flow) + 0.7);
        fluid.next_end();
        fluid.carried(static_cast<double>(flow) + 0.9, {1});
        ends.merge(fluid.take_ends());
      }
    }
    ends.merge(all_ends(fluid));
    return ends;
  };
  const Ends ends = play(false);
  CHECK(ends.size() == 300);
  CHECK(ends == play(true));
}

TEST_CASE("Flows of no bytes or parts of one, twice one id, on a dark channel, or back in time are bugs") {
  Fluid fluid(kTwo);
  fluid.set_rate(0, {0}, 10);
  CHECK_THROWS_AS(fluid.begin(0, 1, {0}, 0), base::LogicError);
  CHECK_THROWS_AS(fluid.begin(0, 1, {0}, 1.5), base::LogicError);
  CHECK_THROWS_AS(fluid.begin(0, 1, {0}, 1e19), base::LogicError);
  fluid.begin(10, 1, {0}, 1000);
  CHECK_THROWS_AS(fluid.begin(10, 1, {0}, 1000), base::LogicError);
  CHECK_THROWS_AS(fluid.begin(9, 2, {0}, 1000), base::LogicError);
  fluid.begin(10, 3, {1}, 1000);
  CHECK_THROWS_AS(fluid.next_end(), base::LogicError);
}
