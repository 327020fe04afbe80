/// Every kind of the catalogue takes part in a run.

#include <algorithm>
#include <set>

#include "aibelt/entity/setting.hpp"
#include "aibelt/policy/allocation.hpp"
#include "aibelt/product/die_yield.hpp"
#include "tests/engine/running.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;

namespace {

/// One entry of every kind; a kind that is missing here fails the test.
const std::string kEveryKind = R"({
  "name": "kinds", "from": "2026-01", "to": "2027-01",
  "memory": {
    "hbm": { "layers": 8, "die_data": "16 Gbit", "die_area": "100 mm2", "sort_yield": { "kind": "fixed", "yield": 0.8 }, "base_die": "outside" }
  },
  "parts": { "logic": {} },
  "accelerators": {
    "gpu": { "memory": "hbm", "stacks": 4, "packages_per_wafer": 10, "token_rate": "1000 tokens/s/GPU", "compute_rate": "1000 TFLOP/s",
             "training_efficiency": 0.4, "kit": { "logic": 2 } },
    "board": { "token_rate": "100 tokens/s/GPU" }
  },
  "racks": {
    "gpu_rack": { "accelerator": "gpu", "accelerators": 8, "power": "20 kW" },
    "board_rack": { "accelerator": "board", "accelerators": 8, "power": "10 kW" }
  },
  "fabs": { "a_fab": { "capacity": "5 wafers/day", "cycle_time": "30 days", "products": { "hbm": {} } } },
  "wafer_finishing": { "a_tsv": { "capacity": "5 wafers/day", "cycle_time": "10 days", "products": { "hbm": {} } } },
  "stacking": { "a_stacker": { "capacity": "500 stacks/day", "cycle_time": "10 days", "products": { "hbm": {} } } },
  "packaging": { "a_packer": { "capacity": "10 wafers/day", "cycle_time": "10 days", "products": { "gpu": {} } } },
  "assembly": { "a_integrator": { "capacity": "20 racks/day", "cycle_time": "10 days", "products": { "gpu_rack": {}, "board_rack": {} } } },
  "suppliers": {
    "b_stacks": { "kind": "memory_supplier", "capacity": "100 stacks/day", "cycle_time": "10 days", "products": { "hbm": {} } },
    "b_boards": { "kind": "accelerator_supplier", "capacity": "100 packages/day", "cycle_time": "10 days", "products": { "board": {} } },
    "b_parts": { "kind": "part_supplier", "capacity": "500 parts/day", "cycle_time": "10 days", "products": { "logic": {} } },
    "b_ample": { "kind": "ample_supplier", "goods": "racks", "products": ["board_rack"] },
    "b_base_dies": { "kind": "base_die_supplier", "capacity": "500 dies/day", "cycle_time": "10 days", "products": { "hbm": {} } }
  },
  "warehouses": { "h_hub": { "goods": "racks", "items": { "board_rack": { "ordering": {
    "policy": { "kind": "base_stock", "level": 9 } } } } } },
  "customers": { "c_shop": { "kind": "consumer", "goods": "racks", "demand": { "board_rack": { "kind": "poisson", "rate": "1 1/day" } } },
                 "c_buyer": { "demand": { "gpu_rack": "1 racks/day", "board_rack": "1 racks/day" }, "order_ahead": "30 days" } },
  "sites": { "d_site": { "phases": "2 MW", "build": [{ "from": "2026-01", "rack": "gpu_rack" }], "commissioning": "2 racks/day",
                         "order_ahead": "30 days" } },
  "services": { "chat": { "demand": "100 ktokens/s" }, "model": { "kind": "training", "demand": "5 EFLOP/s" } },
  "clusters": {
    "f_cluster": { "site": "d_site", "share": 0.5, "scheduling": "easy_backfill" },
    "g_cluster": { "site": "d_site", "share": 0.25, "scheduling": "fcfs" }
  },
  "workloads": {
    "batches": { "arrivals": { "base": "5 1/day" }, "accelerators": { "kind": "fixed", "value": 2 },
                 "runtime": { "kind": "fixed", "value": "2 hours" } },
    "helpers": { "kind": "agents", "clusters": ["f_cluster"], "sessions": { "base": "3 1/day" },
                 "steps": { "kind": "fixed", "value": 4 }, "runtime": { "kind": "fixed", "value": "20 seconds" },
                 "pause": { "kind": "fixed", "value": "5 seconds" }, "accelerator_milli": 250 },
    "run": { "kind": "campaign", "clusters": ["f_cluster"], "start": "2026-10", "accelerators": 16, "batch": 64, "tokens": "1e9 tokens",
             "model": { "layers": 16, "hidden": 2048, "heads": 16, "ffn_hidden": 8192, "sequence": 2048, "vocabulary": 32000 },
             "layout": { "tensor": 2, "pipeline": 2 },
             "machine": { "efficiency": 0.5, "memory_bandwidth": "3 TB/s", "intra_node": "400 GB/s", "inter_node": "50 GB/s" } },
    "twin": { "kind": "digital_twin", "clusters": ["f_cluster"], "first": "2026-09", "every": "6 hours", "jobs": 2,
              "runtime": { "kind": "fixed", "value": "1 hours" } },
    "tuning": { "kind": "fine_tuning", "clusters": ["f_cluster"], "arrivals": { "base": "1 1/day" }, "parameters": "8 Gparams",
                "million_tokens": { "kind": "fixed", "value": 100 }, "accelerators": { "kind": "fixed", "value": 8 } },
    "recorded": { "kind": "trace", "clusters": ["f_cluster"], "start": "2026-10", "file": ")" AIBELT_SOURCE_DIR
                               R"(/tests/engine/three_jobs.swf" }
  },
  "contracts": {
    "k_firm": { "kind": "firm", "maker": "a_fab", "customer": "a_tsv", "product": "hbm", "wafers": "1 wafers/day" },
    "k_letter": { "kind": "letter_of_intent", "maker": "a_fab", "customer": "a_tsv", "product": "hbm", "wafers": "1000 wafers/day" },
    "k_spot": { "kind": "spot", "maker": "a_integrator", "customer": "c_buyer", "product": "board_rack", "racks": "100 racks/day" }
  },
  "disruptions": {
    "boom": { "kind": "demand_shock", "customers": ["c_buyer"], "at": "2026-11", "factor": 1.1 },
    "dip": { "kind": "power_dip", "places": ["a_fab"], "rate": "2 1/year", "stop": "5 hours", "lost": 0.1 },
    "dirt": { "kind": "contamination", "places": ["a_fab"], "product": "hbm", "at": "2026-11", "lost": 0.1 },
    "doubt": { "kind": "cancelled_order", "customers": ["c_buyer"], "at": "2026-11", "share": 0.1 },
    "late": { "kind": "tool_delay", "places": ["a_tsv"], "at": "2026-11", "delay": "30 days" },
    "quake": { "kind": "earthquake", "places": ["a_fab", "a_tsv"], "at": "2026-11", "stop": "2 days", "recovery": "5 days" },
    "rule": { "kind": "export_rule", "product": "board", "to": ["a_integrator"], "at": "2026-11", "licensed": 0.5 },
    "slip": { "kind": "yield_excursion", "places": ["a_stacker"], "at": "2026-11", "yield": 0.9, "lasts": "9 days" },
    "storm": { "kind": "cargo_lost", "lanes": ["4"], "at": "2026-11", "lost": 0.1 },
    "strike": { "kind": "lane_closed", "lanes": ["1"], "at": "2026-11", "lasts": "3 days" }
  },
  "money": { "a_stacker": { "products": { "hbm": { "unit_cost": "50 USD/stack" } } } },
  "links": { "e_fibre": { "from": "d_site", "to": "e_place", "waves": 1, "wave_rate": "400 Gbit/s", "round_trip": "4 ms" } },
  "lanes": {
    "to_hub": { "from": "b_ample", "to": "h_hub", "lead_time": "5 days" },
    "to_shop": { "from": "h_hub", "to": "c_shop", "lead_time": "1 day" },
    "1": { "from": "a_fab", "to": "a_tsv", "lead_time": "1 day" },
    "2": { "from": "a_tsv", "to": "a_stacker", "lead_time": "1 day" },
    "3": { "from": "b_base_dies", "to": "a_stacker", "lead_time": "1 day" },
    "4": { "from": "a_stacker", "to": "a_packer", "lead_time": "1 day" },
    "5": { "from": "b_stacks", "to": "a_packer", "lead_time": "1 day" },
    "6": { "from": "a_packer", "to": "a_integrator", "lead_time": "1 day" },
    "7": { "from": "b_boards", "to": "a_integrator", "lead_time": "1 day" },
    "8": { "from": "a_integrator", "to": "c_buyer", "lead_time": "1 day" },
    "9": { "from": "a_integrator", "to": "d_site", "lead_time": "1 day" },
    "a": { "from": "b_parts", "to": "a_packer", "lead_time": "1 day" }
  }
})";

std::string with(std::string text, const std::string& old, const std::string& other) {
  const std::size_t place = text.find(old);
  REQUIRE(place != std::string::npos);
  return text.replace(place, old.size(), other);
}

}  // namespace

TEST_CASE("Contract: every kind of every section is read, built and run, and every place has something to show") {
  const scenario::Scenario scenario = test::scenario_of(kEveryKind);
  const test::Run run(scenario);
  for (const scenario::Section& section : engine::catalogue()) {
    for (const auto& kind : section.kinds) {
      INFO(section.name << " of kind " << kind.info.name);
      const scenario::Entries& entries = scenario.section(section.name);
      const auto entry = std::find_if(entries.begin(), entries.end(),
                                      [&](const auto& named) { return named.second.kind == kind.info.name; });
      REQUIRE(entry != entries.end());
      if (dynamic_cast<const entity::ActorSpec*>(entry->second.spec.get()) != nullptr) {
        double sum = 0;
        for (const metrics::Curve* curve : run.curves().find({.place = entry->first})) {
          for (const auto& [month, value] : curve->months) {
            sum += value;
          }
        }
        CHECK(sum > 0);
      }
    }
  }
  CHECK(run.total({.stage = "service", .measure = "served", .item = "chat"}) > 0);
  CHECK(run.total({.stage = "service", .measure = "served", .item = "model"}) > 0);
  for (const auto& [name, entry] : scenario.section("workloads")) {
    INFO(name);
    CHECK(run.total({.stage = "cluster", .measure = "finished", .item = name}) > 0);
  }
}

TEST_CASE("Contract: every die-yield model drives a run") {
  for (const auto& kind : product::DieYield::kinds()) {
    std::string fields = R"({ "kind": ")" + kind.info.name + "\"";
    for (const auto& field : kind.info.fields) {
      const double value = field.low.value_or(0) + 0.004 * (field.high.value_or(1) - field.low.value_or(0));
      fields += fmt::format(R"(, "{}": "{} {}")", field.name, value, field.unit);
    }
    INFO(fields);
    const test::Run run = test::run_of(with(kEveryKind, R"({ "kind": "fixed", "yield": 0.8 })", fields + " }"));
    CHECK(run.total({.stage = "wafer_finishing", .measure = "good"}) > 0);
    CHECK(run.total({.stage = "wafer_finishing", .measure = "scrap"}) > 0);
  }
}

TEST_CASE("Contract: every allocation policy drives a run with a shortage") {
  for (const auto& kind : policy::AllocationPolicy::kinds()) {
    INFO(kind.info.name);
    const test::Run run =
        test::run_of(with(with(kEveryKind, R"("20 racks/day")", R"("1 racks/day")"), R"("a_integrator": {)",
                          R"("a_integrator": { "allocation": ")" + kind.info.name + "\","));
    CHECK(run.total({.stage = "customer", .measure = "received"}) > 0);
    CHECK(run.total({.stage = "site", .measure = "received"}) > 0);
    CHECK(run.total({.stage = "assembly", .measure = "waiting_for_capacity"}) > 0);
  }
}
