/// Contract of the two drivers for flows: SimGrid carries them and decides when they end, the dates are the same to the last digit.

#include "aibelt/base/random.hpp"
#include "tests/engine/fibre_run.hpp"
#include "tests/engine/in_child.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::FibreRun;
using test::Wish;

namespace {

/// Links between some of five places, with waves that come and go and cuts by the dozen.
std::string random_links(base::Stream& random) {
  const std::vector<std::string> places = {"busan", "jeju", "seoul", "south", "ulsan"};
  std::string links;
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::size_t j = i + 1; j < places.size(); ++j) {
      if (j > i + 1 && random.bernoulli(0.5)) {
        continue;
      }
      const std::string waves = random.bernoulli(0.5) ? R"([["2026-01-01", 1], ["2026-01-20", 3], ["2026-02-10", 2]])"
                                                      : R"([["2026-01-01", 2], ["2026-01-05", 0], ["2026-01-06", 1]])";
      links += fmt::format(R"({}"{}-{}": {{"from": "{}", "to": "{}", "waves": {}, "wave_rate": "{:.3f} Gbit/s",
                               "length": "{:.2f} km", "cut_rate": "200 1/year", "repair": "{:.2f} h"}})",
                           links.empty() ? "" : ",", places[i], places[j], places[i], places[j], waves,
                           random.uniform(1, 20), random.uniform(10, 400), random.uniform(1, 30));
    }
  }
  return links;
}

/// `n` transfers over the first `seconds`, some in bursts at one instant, of a megabyte to some terabytes.
std::vector<Wish> random_wishes(std::size_t n, double seconds, const std::vector<std::string>& places,
                                base::Stream& random) {
  std::vector<Wish> wishes;
  for (std::size_t i = 0; i < n; ++i) {
    const double at = !wishes.empty() && random.bernoulli(0.3) ? wishes.back().at : random.uniform(2, seconds);
    const std::string from = places[random.below(places.size())];
    const std::string to = places[random.below(places.size())];
    const double size = random.exponential(1) * random.exponential(1) * 1e12;
    wishes.push_back({random.bernoulli(0.3) ? std::floor(at) : at, from, to, std::max(1e6, size)});
  }
  std::sort(wishes.begin(), wishes.end(), [](const Wish& a, const Wish& b) { return a.at < b.at; });
  return wishes;
}

}  // namespace

TEST_CASE("Both drivers write the same bytes for random transfers over links that come and go") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    INFO("seed " << seed);
    base::Stream random(seed, "flows");
    const scenario::Scenario scenario = test::fibre_scenario(random_links(random));
    const auto wishes = random_wishes(600, 40 * 86400.0, network::Fibre(scenario).places(), random);
    const FibreRun in_memory(scenario, wishes);
    const std::string with_simgrid =
        test::in_child([&] { return FibreRun(scenario, wishes, engine::Driver::simgrid).run().text(); });
    CHECK(std::count(in_memory.ends().begin(), in_memory.ends().end(), base::kNever) < 60);
    CHECK(with_simgrid == in_memory.run().text());
  }
}

// Every end below lies on a whole second, where begins and cuts lie too.
TEST_CASE("Both drivers write the same bytes where everything happens at whole seconds") {
  const scenario::Scenario scenario = test::fibre_scenario(
      R"("ab": {"from": "a", "to": "b", "round_trip": "0 ms", "waves": 1, "wave_rate": "8 Gbit/s", "efficiency": 1,
                "cuts": [{"from": "2026-01-02", "duration": "5 s"}]},
         "bc": {"from": "b", "to": "c", "round_trip": "0 ms", "waves": 1, "wave_rate": "16 Gbit/s", "efficiency": 1})");
  std::vector<Wish> wishes;
  for (int i = 0; i < 2000; ++i) {
    wishes.push_back({86300.0 + i / 10, i % 3 == 0 ? "b" : "a", i % 3 == 1 ? "b" : "c", 1e9 * (1 + i % 4)});
  }
  const FibreRun in_memory(scenario, wishes);
  CHECK(std::count(in_memory.ends().begin(), in_memory.ends().end(), base::kNever) == 0);
  CHECK(test::in_child([&] { return FibreRun(scenario, wishes, engine::Driver::simgrid).run().text(); }) ==
        in_memory.run().text());
}

TEST_CASE("A run may be stopped, and may end, with transfers under way") {
  const scenario::Scenario scenario = test::fibre_scenario(
      R"("ab": {"from": "a", "to": "b", "round_trip": "0 ms", "waves": 1, "wave_rate": "8 Gbit/s"})");
  const std::vector<Wish> wishes = {{10, "a", "b", 1e9}, {20, "a", "b", 1e17}};
  const std::string text = test::in_child([&] {
    const FibreRun run(scenario, wishes, engine::Driver::simgrid);
    return fmt::format("{} {}", run.ends()[0] == base::kNever, run.ends()[1] == base::kNever);
  });
  CHECK(text == "false true");
  const std::string stopped = test::in_child([&] {
    std::vector<base::SimTime> ends;
    entity::Cast cast = engine::build(scenario);
    cast.members.push_back(
        {"zz caller",
         std::make_unique<test::Caller>(entity::Connection{cast.layout.value().owner, {"a", "b"}}, wishes, ends),
         entity::kFibreDelay});
    record::MemorySink sink;
    const entity::Watch watch{.on_month = [](base::SimTime) {}, .is_stopped = [] { return true; }};
    return std::string(engine::run_with_simgrid(cast, scenario.from, scenario.to, sink, watch) ? "finished"
                                                                                               : "stopped");
  });
  CHECK(stopped == "stopped");
}

TEST_CASE("What links have carried is what was delivered, over as many links as each took") {
  const scenario::Scenario scenario = test::fibre_scenario(
      R"("ab": {"from": "a", "to": "b", "length": "100 km", "waves": 1, "wave_rate": "8 Gbit/s"},
         "bc": {"from": "b", "to": "c", "length": "100 km", "waves": 2, "wave_rate": "8 Gbit/s"})");
  base::Stream random(1, "carried");
  const auto wishes = random_wishes(500, 86400.0, {"a", "b", "c"}, random);
  const FibreRun run(scenario, wishes);
  double carried = 0;
  for (const Wish& wish : wishes) {
    carried += wish.from == wish.to ? 0 : (std::abs(wish.from[0] - wish.to[0])) * std::ceil(wish.bytes) / 1e12;
  }
  CHECK(std::count(run.ends().begin(), run.ends().end(), base::kNever) == 0);
  CHECK(run.run().total({.measure = "carried", .place = "ab"}) +
            run.run().total({.measure = "carried", .place = "bc"}) ==
        Approx(carried).margin(1e-5));
}

TEST_CASE("Only the owner of flows has them in hand, and only at whole seconds") {
  const scenario::Scenario scenario = test::fibre_scenario(
      R"("ab": {"from": "a", "to": "b", "round_trip": "0 ms", "waves": 1, "wave_rate": "8 Gbit/s"})");
  struct Meddler : entity::Entity {
    base::SimTime next;
    void start(entity::Desk& desk) override { next = desk.now() + base::Duration{500'000}; }
    base::SimTime next_event() const override { return next; }
    void step(entity::Desk& desk) override { desk.flows().carried({0}); }
    void receive(const entity::Message&, entity::Desk&) override {}
    void finish(entity::Desk&) override {}
  };
  entity::Cast cast = engine::build(scenario);
  record::MemorySink sink;
  SECTION("somebody else") {
    cast.members.push_back({"meddler", std::make_unique<Meddler>(), base::kSecond});
    CHECK_THROWS_AS(entity::run_in_memory(cast, scenario.from, scenario.to, sink), base::LogicError);
  }
  SECTION("the owner within a second") {
    cast.members[0].entity = std::make_unique<Meddler>();
    CHECK_THROWS_AS(entity::run_in_memory(cast, scenario.from, scenario.to, sink), base::LogicError);
  }
}
