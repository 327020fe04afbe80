/// Contract of the two drivers: what keeps the clock does not show in the rows. SimGrid runs in a child of its own, because it bears
/// one run a process.

#include "tests/engine/in_child.hpp"
#include "tests/engine/random_network.hpp"
#include "tests/engine/running.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;

TEST_CASE("Both drivers write the same bytes for random scenarios") {
  for (std::uint64_t network = 1; network <= 8; ++network) {
    INFO("network " << network);
    const scenario::Scenario scenario = test::scenario_of(test::scenario_text(network));
    const std::string with_simgrid =
        test::in_child([&] { return test::Run(scenario, engine::Driver::simgrid).text(); });
    const std::string in_memory = test::Run(scenario).text();
    REQUIRE(in_memory.size() > 10'000);
    CHECK(with_simgrid == in_memory);
  }
}

TEST_CASE("Both drivers write the same bytes from a day within a month to another") {
  scenario::Scenario scenario = test::scenario_of(test::scenario_text(3));
  scenario.from = base::parse_date("2026-02-11").value();
  scenario.to = base::parse_date("2027-07-23").value();
  const std::string with_simgrid = test::in_child([&] { return test::Run(scenario, engine::Driver::simgrid).text(); });
  CHECK(with_simgrid == test::Run(scenario).text());
}

TEST_CASE("A second SimGrid run in one process is a bug") {
  const scenario::Scenario scenario = test::scenario_of(test::scenario_text(1, "2026-03"));
  const std::string text = test::in_child([&] {
    test::Run(scenario, engine::Driver::simgrid);
    try {
      test::Run(scenario, engine::Driver::simgrid);
    } catch (const base::LogicError& error) {
      return std::string(error.what());
    }
    return std::string("ran");
  });
  CHECK(text == "a second SimGrid run in one process");
}

TEST_CASE("A stopped run says so under both drivers") {
  const scenario::Scenario scenario = test::scenario_of(test::scenario_text(1));
  for (const engine::Driver driver : {engine::Driver::memory, engine::Driver::simgrid}) {
    const std::string text = test::in_child([&] {
      record::MemorySink sink;
      int months = 0;
      const entity::Watch watch{.on_month = [&](base::SimTime) { ++months; },
                                .is_stopped = [&] { return months == 2; }};
      const bool has_finished = engine::run(scenario, sink, watch, driver);
      return std::string(has_finished ? "finished" : "stopped") + " after " + std::to_string(months);
    });
    CHECK(text == "stopped after 2");
  }
}
