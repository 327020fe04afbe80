#include "aibelt/metrics/binding.hpp"

#include "tests/metrics/rows.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::Rows;

namespace {

/// Makers of racks, packages and stacks that run smoothly: the stages a walk can go through.
Rows makers() {
  return Rows()
      .add({"assembly", "integrator", "rack", "good", "racks"}, "2026-01", {5})
      .add({"packaging", "cowos", "gpu", "good", "packages"}, "2026-01", {50})
      .add({"stacking", "stacker", "hbm", "good", "stacks"}, "2026-01", {500});
}

std::string supply(const Rows& rows) { return metrics::to_text(metrics::binding_of_supply(rows.curves()).at(0)); }
std::string services(const Rows& rows) { return metrics::to_text(metrics::binding_of_services(rows.curves()).at(0)); }

const record::Series kLate{"site", "ulsan", "rack", "late", "racks"};

record::Series waits(const char* stage, const char* place, const char* item, const char* reason) {
  return {stage, place, item, std::string("waiting_for_") + reason, "units"};
}

}  // namespace

TEST_CASE("Nothing binds where no racks are late and nothing is unmet") {
  CHECK(supply(makers()) == "none");
  CHECK(services(makers()) == "none");
}

TEST_CASE("Late racks lead to the assembly that is short of capacity") {
  CHECK(supply(makers()
                   .add(kLate, "2026-01", {3})
                   .add(waits("assembly", "integrator", "rack", "capacity"), "2026-01", {2})) == "assembly capacity");
}

TEST_CASE("The walk goes upstream as long as inputs are what most waits for, and keeps its evidence") {
  const Rows rows = makers()
                        .add({"customer", "market", "rack", "unmet", "racks"}, "2026-01", {3})
                        .add(waits("assembly", "integrator", "rack", "gpu_packages"), "2026-01", {2})
                        .add(waits("assembly", "integrator", "rack", "capacity"), "2026-01", {1})
                        .add(waits("packaging", "cowos", "gpu", "hbm_stacks"), "2026-01", {40})
                        .add(waits("stacking", "stacker", "hbm", "share"), "2026-01", {100});
  const metrics::Binding binding = metrics::binding_of_supply(rows.curves()).at(0);
  CHECK(metrics::to_text(binding) == "stacking share");
  std::vector<std::string> path;
  for (const metrics::Evidence& evidence : binding.evidence) {
    path.push_back(evidence.stage + " " + evidence.item + " " + evidence.reason);
  }
  CHECK(path == std::vector<std::string>{"customer rack racks", "assembly rack gpu_packages",
                                         "packaging gpu hbm_stacks", "stacking hbm share"});
  CHECK(binding.evidence.back().amount == 100);
}

TEST_CASE("Racks that are late although nothing waits are in the pipeline") {
  CHECK(supply(makers().add(kLate, "2026-01", {3})) == "assembly pipeline");
}

TEST_CASE("Inputs with a word of two parts are followed to their maker") {
  CHECK(supply(makers()
                   .add({"supplier", "tsmc", "hbm", "good", "base_dies"}, "2026-01", {500})
                   .add(kLate, "2026-01", {3})
                   .add(waits("assembly", "integrator", "rack", "gpu_packages"), "2026-01", {2})
                   .add(waits("packaging", "cowos", "gpu", "hbm_stacks"), "2026-01", {40})
                   .add(waits("stacking", "stacker", "hbm", "hbm_base_dies"), "2026-01", {7})
                   .add(waits("supplier", "tsmc", "hbm", "capacity"), "2026-01", {7})) == "supplier capacity");
}

TEST_CASE("Unmet work leads to power, to the grid, to the crews, to late racks or to a plan that holds no more") {
  const record::Series unmet{"service", "services", "chat", "unmet", "tokens"};
  const record::Series power{"site", "ulsan", "", "waiting_for_power", "racks"};
  const record::Series crews{"site", "ulsan", "", "waiting_for_commissioning", "racks"};
  const record::Series buildings{"site", "ulsan", "", "building_power", "MW"};
  const record::Series grid{"site", "ulsan", "", "grid_power", "MW"};
  const record::Series demand{"service", "services", "chat", "demand", "tokens"};
  const auto short_of = [&] {
    return makers().add(unmet, "2026-01", {1e9}).add(demand, "2026-01", {4e9}).add(buildings, "2026-01", {20});
  };
  CHECK(services(short_of().add(power, "2026-01", {4}).add(grid, "2026-01", {20})) == "site power");
  CHECK(services(short_of().add(power, "2026-01", {4}).add(grid, "2026-01", {10})) == "site grid");
  CHECK(services(short_of().add(power, "2026-01", {4}).add(grid, "2026-01", {20}).add(crews, "2026-01", {5})) ==
        "site commissioning");
  CHECK(services(short_of().add(grid, "2026-01", {20}).add(kLate, "2026-01", {9})) == "assembly pipeline");
  CHECK(services(short_of().add(grid, "2026-01", {20})) == "site plan");
}

TEST_CASE("A year is bound by what binds most of its months, the earlier on a tie") {
  const auto binding = [](const char* month, const char* stage) {
    return metrics::Binding{test::month(month), stage, "capacity", {}};
  };
  const std::vector<metrics::Binding> bindings = {binding("2026-10", "fab"), binding("2026-11", "packaging"),
                                                  binding("2026-12", "packaging"), binding("2027-01", "fab"),
                                                  binding("2027-02", "packaging")};
  CHECK(metrics::binding_of_year(bindings, 2026) == "packaging capacity (2 of 3)");
  CHECK(metrics::binding_of_year(bindings, 2027) == "fab capacity (1 of 2)");
  CHECK(metrics::binding_of_year({binding("2028-01", "fab")}, 2028) == "fab capacity");
  CHECK(metrics::binding_of_year(bindings, 2030).empty());
}

TEST_CASE("A service is held up by the sites it may run on, not by others") {
  const Rows rows = makers()
                        .add({"service", "services", "twins", "unmet", "tokens"}, "2026-01", {5})
                        .add({"service", "services", "twins", "demand", "tokens"}, "2026-01", {9})
                        .add({"service", "services", "twins", "capacity_at_cloud", "tokens"}, "2026-01", {1})
                        .add({"site", "cloud", "", "building_power", "MW"}, "2026-01", {3})
                        .add({"site", "ulsan", "", "waiting_for_power", "racks"}, "2026-01", {7})
                        .add(kLate, "2026-01", {9});
  const metrics::Binding binding = metrics::binding_of_services(rows.curves()).at(0);
  CHECK(metrics::to_text(binding) == "site plan");
  CHECK(metrics::to_text(binding.evidence.back()) == "site: the 3 MW planned are in use");
}

TEST_CASE("The service of whose demand the largest part is unmet is followed, whatever its unit") {
  const Rows rows = makers()
                        .add({"service", "services", "chat", "unmet", "tokens"}, "2026-01", {1e12})
                        .add({"service", "services", "chat", "demand", "tokens"}, "2026-01", {1e13})
                        .add({"service", "services", "model", "unmet", "EFLOP"}, "2026-01", {30})
                        .add({"service", "services", "model", "demand", "EFLOP"}, "2026-01", {40});
  CHECK(metrics::binding_of_services(rows.curves()).at(0).evidence.at(0).item == "model");
}

TEST_CASE("Evidence reads as a sentence") {
  CHECK(metrics::to_text(metrics::Evidence{"service", "chat", "unmet", 12, "tokens"}) ==
        "service chat: 12 tokens unmet");
  CHECK(metrics::to_text(metrics::Evidence{"packaging", "b300", "capacity", 7.25, "packages"}) ==
        "packaging b300: 7.3 packages wait for capacity");
}
