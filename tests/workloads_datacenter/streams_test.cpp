/// The kinds of workload: the contract of all of them, then what is special about each.

#include <algorithm>
#include <map>

#include "src/datacenter/workloads/workload.hpp"
#include "tests/clusters/cluster_run.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using datacenter::Task;
using datacenter::WorkloadSpec;
using test::ClusterText;
using test::JobFile;

namespace {

constexpr base::Duration kHour = std::chrono::hours{1};

/// The jobs of one workload; texts of tenants are copied.
struct Tasks {
  scenario::Scenario scenario;
  std::vector<Task> tasks;
  std::vector<std::string> tenants;

  explicit Tasks(const std::string& entry, const std::string& to = "2026-02-01")
      : scenario(test::scenario_of(ClusterText{.to = to, .workloads = entry})) {
    const auto& [name, named] = *scenario.section("workloads").begin();
    const auto stream = spec().open({scenario, name});
    for (Task task; stream->next(task);) {
      tenants.emplace_back(task.tenant);
      tasks.push_back(task);
    }
  }

  const WorkloadSpec& spec() const {
    return dynamic_cast<const WorkloadSpec&>(*scenario.section("workloads").begin()->second.spec);
  }
  base::Duration after_start(std::size_t i) const { return tasks[i].submission - scenario.from; }
  base::Duration work_on(std::size_t i, const char* accelerator) const {
    return spec().work_on(tasks[i], product::accelerator_of(scenario, accelerator));
  }
};

const std::string kModel =
    R"("model": { "layers": 32, "hidden": 4096, "heads": 32, "ffn_hidden": 11008, "sequence": 4096, "vocabulary": 32000 },
       "machine": { "efficiency": 0.5, "memory_bandwidth": "8 TB/s", "intra_node": "900 GB/s", "inter_node": "50 GB/s" },
       "layout": { "tensor": 8 }, "batch": 512)";

/// One of each kind; `file` stands for a trace.
std::map<std::string, std::string> one_of_each(const JobFile& file) {
  return {
      {"agents", R"("w": { "kind": "agents", "sessions": { "base": "20 1/day" },
        "steps": { "kind": "choice", "options": [{ "value": 1, "weight": 1 }, { "value": 5, "weight": 1 }] },
        "runtime": { "kind": "lognormal", "median": "5 minutes", "sigma": 1 },
        "pause": { "kind": "fixed", "value": "1 minutes" } })"},
      {"batch",
       R"("w": { "kind": "batch", "arrivals": { "base": "40 1/day" }, "accelerators": { "kind": "fixed", "value": 4 },
        "runtime": { "kind": "lognormal", "median": "2 hours", "sigma": 1 } })"},
      {"campaign",
       R"("w": { "kind": "campaign", "start": "2026-01-03", "runs": 3, "every": "7 days", "accelerators": 16,
        "tokens": "1e10 tokens", )" +
           kModel + " }"},
      {"digital_twin", R"("w": { "kind": "digital_twin", "first": "2026-01-02", "every": "24 hours", "jobs": 3,
        "runtime": { "kind": "lognormal", "median": "2 hours", "sigma": 1 } })"},
      {"fine_tuning", R"("w": { "kind": "fine_tuning", "arrivals": { "base": "10 1/day" }, "parameters": "8 Gparams",
        "million_tokens": { "kind": "lognormal", "median": 100, "sigma": 1 }, "accelerators": { "kind": "fixed", "value": 8 } })"},
      {"trace", file.workload("", "w")},
  };
}

}  // namespace

TEST_CASE("every kind gives numbered jobs by submission, within the run, the same every time") {
  const JobFile file("10,60,,1,,\n5,60,,2,,\n5,60,,3,,\n999999999,60,,1,,\n");
  const auto entries = one_of_each(file);
  for (const scenario::Section& section : engine::catalogue()) {
    if (section.name != "workloads") {
      continue;
    }
    CHECK(section.kinds.size() == entries.size());
    for (const auto& kind : section.kinds) {
      INFO(kind.info.name);
      const Tasks found(entries.at(kind.info.name));
      REQUIRE(found.tasks.size() >= 3);
      for (std::size_t i = 0; i < found.tasks.size(); ++i) {
        const Task& task = found.tasks[i];
        CHECK(task.submission >= found.scenario.from);
        CHECK(task.submission < found.scenario.to);
        CHECK((i == 0 || found.tasks[i - 1].submission <= task.submission));
        CHECK(task.accelerators >= 1);
        CHECK(task.accelerator_milli >= 1);
        CHECK(task.accelerator_milli <= 1000);
        CHECK((task.accelerators == 1 || task.accelerator_milli == 1000));
        CHECK(task.overestimate >= 1);
        CHECK(found.work_on(i, "gpu") >= base::Duration{0});
        CHECK(found.tenants[i] == "w");
      }
      const Tasks again(entries.at(kind.info.name));
      const Tasks longer(entries.at(kind.info.name), "2026-03-01");
      REQUIRE(again.tasks.size() == found.tasks.size());
      REQUIRE(longer.tasks.size() >= found.tasks.size());
      for (std::size_t i = 0; i < found.tasks.size(); ++i) {
        const auto key = [](const Task& task) {
          return std::tuple(task.number, task.submission, task.work, task.tokens, task.accelerators);
        };
        CHECK(key(again.tasks[i]) == key(found.tasks[i]));
        CHECK(key(longer.tasks[i]) == key(found.tasks[i]));
      }
    }
  }
}

TEST_CASE("batch jobs come at their rate, with the sizes and lengths stated") {
  const Tasks found(R"("w": { "kind": "batch", "arrivals": { "base": "1000 1/day" }, "tenant": "ann", "overestimate": 3,
    "accelerators": { "kind": "choice", "options": [{ "value": 1, "weight": 3 }, { "value": 8, "weight": 1 }] },
    "accelerator_milli": 250, "runtime": { "kind": "fixed", "value": "2 hours" } })");
  const auto n = static_cast<double>(found.tasks.size());
  CHECK(std::abs(n - 31'000) <= 3 * std::sqrt(31'000));
  const auto wide = static_cast<double>(
      std::count_if(found.tasks.begin(), found.tasks.end(), [](const Task& task) { return task.accelerators == 8; }));
  CHECK(std::abs(wide - n / 4) <= 3 * std::sqrt(n * 3 / 16));
  for (const Task& task : found.tasks) {
    CHECK(task.accelerator_milli == (task.accelerators == 1 ? 250 : 1000));
    CHECK(task.work == 2 * kHour);
    CHECK(task.overestimate == 3);
  }
  CHECK(found.tenants.front() == "ann");
  CHECK(found.spec().has_fractions());
}

// Sessions of 3 steps of 10 min with 5 min between them: their dates are 15 min apart, however long they wait.
TEST_CASE("agents take their steps one after another, with pauses") {
  const Tasks found(
      R"("w": { "kind": "agents", "sessions": { "base": "2 1/day" }, "steps": { "kind": "fixed", "value": 3 },
    "runtime": { "kind": "fixed", "value": "10 minutes" }, "pause": { "kind": "fixed", "value": "5 minutes" } })");
  std::multimap<base::SimTime, int> open;  // next dates by steps to go
  for (const Task& task : found.tasks) {
    const auto due = open.find(task.submission);
    const int left = due == open.end() ? 3 : due->second;
    if (due != open.end()) {
      open.erase(due);
    }
    if (left > 1) {
      open.emplace(task.submission + std::chrono::minutes{15}, left - 1);
    }
  }
  CHECK(found.tasks.size() > 100);
  CHECK((open.empty() || open.begin()->first >= found.scenario.to));
}

TEST_CASE("a digital twin has its rounds at fixed times, from the first within the run") {
  const std::string fields = R"("every": "24 hours", "jobs": 2, "accelerators": 4,
    "runtime": { "kind": "fixed", "value": "1 hours" } })";
  const Tasks later(R"("w": { "kind": "digital_twin", "first": "2026-01-03", )" + fields);
  CHECK(later.tasks.size() == 2 * 29);
  CHECK(later.after_start(0) == 48 * kHour);
  CHECK(later.after_start(1) == 48 * kHour);
  CHECK(later.after_start(2) == 72 * kHour);
  const Tasks earlier(R"("w": { "kind": "digital_twin", "first": "2025-12-30", )" + fields);
  CHECK(earlier.tasks.size() == 2 * 31);
  CHECK(earlier.after_start(0) == base::Duration{0});
  CHECK(earlier.tasks[0].accelerators == 4);
}

// 6 × 8·10⁹ × 10⁸ FLOP on 8 × 2·10¹⁵ × 0.5 FLOP/s are 600 s, and half on accelerators twice as fast.
TEST_CASE("a fine-tuning run takes six FLOP a parameter and token") {
  const Tasks found(R"("w": { "kind": "fine_tuning", "arrivals": { "base": "10 1/day" }, "parameters": "8 Gparams",
    "million_tokens": { "kind": "fixed", "value": 100 }, "accelerators": { "kind": "fixed", "value": 8 } })");
  const auto close = [](base::Duration found_span, std::chrono::milliseconds expected) {
    return found_span - expected <= base::Duration{1} && expected - found_span <= base::Duration{1};
  };
  CHECK(close(found.work_on(0, "gpu"), std::chrono::seconds{600}));
  CHECK(close(found.work_on(0, "new"), std::chrono::seconds{300}));
}

TEST_CASE("a campaign's runs come at their distance, and take whole steps") {
  const auto runs = [](const char* tokens) {
    return Tasks(fmt::format(R"("w": {{ "kind": "campaign", "start": "2026-01-03", "runs": 9, "every": "7 days",
      "accelerators": 16, "tokens": "{} tokens", )",
                             tokens) +
                 kModel + " }");
  };
  const Tasks one_step = runs("1");
  CHECK(one_step.tasks.size() == 5);  // 3, 10, 17, 24 and 31 January
  CHECK(one_step.after_start(1) - one_step.after_start(0) == 7 * 24 * kHour);
  CHECK(one_step.tasks[0].accelerators == 16);
  const double step = static_cast<double>(one_step.work_on(0, "gpu").count());
  const Tasks full_step = runs("2097152");  // 512 sequences of 4096
  CHECK(full_step.work_on(0, "gpu") == one_step.work_on(0, "gpu"));
  CHECK(static_cast<double>(runs("2097153").work_on(0, "gpu").count()) == Approx(2 * step).epsilon(1e-6));
  CHECK(static_cast<double>(runs("2097152000").work_on(0, "gpu").count()) == Approx(1000 * step).epsilon(1e-6));
  // 6.7·10⁹ parameters: at least 6 FLOP each a token at the rate that matrix products reach, 16 × 1 PFLOP/s.
  CHECK(step / 1e6 > 6 * 6.6e9 * 2097152 / 16e15);
  CHECK(step / 1e6 < 2 * 6 * 6.6e9 * 2097152 / 16e15);
}

TEST_CASE("a trace's jobs have its tenants, sizes and estimates, at its distance from the start and at its speed") {
  const JobFile file("7200,3600,7200,8,,ann\n3600,60,60,1,250,bob\n9999,0,,1,,\n99999999,60,,1,,\n");
  const Tasks found(file.workload(R"(, "speedup": 2)", "w"));
  REQUIRE(found.tasks.size() == 3);
  CHECK(found.tenants == std::vector<std::string>{"bob", "ann", "w"});
  CHECK(found.after_start(0) == kHour);
  CHECK(found.after_start(1) == 2 * kHour);
  CHECK(found.tasks[0].accelerator_milli == 250);
  CHECK(found.tasks[1].accelerators == 8);
  CHECK(found.tasks[1].work == kHour / 2);
  CHECK(found.tasks[1].overestimate == 2);
  CHECK(found.tasks[2].work == base::Duration{0});
  const Tasks owned(file.workload(R"(, "tenant": "lab")", "w"));
  CHECK(owned.tenants == std::vector<std::string>{"lab", "lab", "lab"});
}

TEST_CASE("jobs of a trace from before the run are left out") {
  const JobFile file("0,60,,1,,\n86400,60,,2,,\n172800,60,,3,,\n");
  scenario::Scenario scenario = test::scenario_of(ClusterText{.workloads = file.workload("", "w")});
  scenario.from += base::kDay;
  const auto& [name, named] = *scenario.section("workloads").begin();
  const auto stream = dynamic_cast<const WorkloadSpec&>(*named.spec).open({scenario, name});
  Task task;
  REQUIRE(stream->next(task));
  CHECK(task.accelerators == 2);
  CHECK(task.submission == scenario.from);
}
