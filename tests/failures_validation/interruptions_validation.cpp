#include <cmath>
#include <cstdio>

#include <fmt/core.h>

#include "aibelt/base/statistics.hpp"
#include "aibelt/datacenter/failures.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/csv_rows.hpp"
#include "tests/support/shared_data.hpp"

using namespace aibelt;
using namespace aibelt::test;
using datacenter::FailureEvent;
using datacenter::Failures;
using datacenter::FailureSpec;

namespace {

constexpr base::SimTime kStart{};
constexpr base::Duration kMinute = std::chrono::minutes{1};
constexpr base::Duration kSpan = 54 * base::kDay;

base::Ratio ratio(double value) { return base::Ratio::from_base_units(value); }

/// The components of Table 5 of [llama2024]; what is of the node takes it away, the rest interrupts.
FailureSpec llama3(const std::filesystem::path& table) {
  FailureSpec spec;
  for (const auto& row : rows_of(table)) {
    datacenter::ComponentSpec& component = spec.components[row.at("component")];
    const double per_year = std::stod(row.at("rate_per_gpu_year"));
    component.rate_per_accelerator = datacenter::AcceleratorFaultRate::from_base_units(per_year / (365.25 * 86400));
    const bool is_of_node = row.at("category") == "GPU" || row.at("category") == "Host";
    component.interrupt_share = ratio(is_of_node ? 0 : 1);
    component.repair = {"exponential", 4 * base::kDay, ratio(1)};  // fact gpu.replace
  }
  spec.spare_share = ratio(0.05);  // fact gpu.spare
  return spec;
}

struct Checkpoints {
  base::Duration interval;
  base::Duration restart;
};

/// Instants at which one job on all nodes in service is interrupted.
std::vector<base::SimTime> interruptions(const FailureSpec& spec, std::int32_t n_nodes, std::uint64_t seed) {
  Failures failures(spec, seed, "llama3", kStart);
  failures.add_nodes({.count = n_nodes, .accelerators = 8}, kStart);
  std::vector<base::SimTime> times;
  while (failures.next_time() < kStart + kSpan) {
    const auto event = failures.pop({});
    if (event && event->kind != FailureEvent::Kind::node_up) {
      times.push_back(event->time);
    }
  }
  return times;
}

/// Share of the span that ends up in saved work: a checkpoint each interval at no cost, work since the last one lost, a
/// restart that begins anew when it is interrupted.
double effective_time(const std::vector<base::SimTime>& times, const Checkpoints& checkpoints) {
  base::Duration saved{0};
  base::SimTime up_from = kStart;
  for (const base::SimTime time : times) {
    if (time > up_from) {
      saved += (time - up_from) / checkpoints.interval * checkpoints.interval;
    }
    up_from = time + checkpoints.restart;
  }
  const base::SimTime end = kStart + kSpan;
  saved += end > up_from ? end - up_from : base::Duration::zero();
  return static_cast<double>(saved.count()) / static_cast<double>(kSpan.count());
}

}  // namespace

TEST_CASE("Llama 3's component rates give its 419 interruptions and more than 90 % effective time") {
  const auto table = shared_data("tables/llama3_table5_interruptions.csv");
  if (!table) {
    AIBELT_SKIP("no tables/llama3_table5_interruptions.csv");
  }
  const FailureSpec spec = llama3(*table);
  constexpr std::int32_t kWithSpares = 2156;  // of which 5 % are kept back
  std::vector<Checkpoints> cases;
  for (const int restart : {3, 10, 30}) {
    for (const int interval : {5, 10, 15, 30}) {
      cases.push_back({interval * kMinute, restart * kMinute});
    }
  }
  base::Mean count;
  std::vector<base::Mean> effective(cases.size());
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const auto times = interruptions(spec, kWithSpares, seed);
    count.add(static_cast<double>(times.size()));
    for (std::size_t i = 0; i < cases.size(); ++i) {
      effective[i].add(effective_time(times, cases[i]));
    }
  }
  fmt::print("Llama 3, 54 days, 16,384 GPUs: {:.1f} interruptions (sd {:.1f}), published 419: {:+.2f} %\n",
             count.mean(), count.standard_deviation(), 100 * (count.mean() / 419 - 1));
  CHECK(std::abs(count.mean() - 419) < 3 * count.standard_error() + 0.5);  // rates are printed to four places
  CHECK(count.standard_deviation() == Approx(std::sqrt(419)).epsilon(0.25));
  for (std::size_t i = 0; i < cases.size(); ++i) {
    fmt::print("  restart {:2} min, checkpoint every {:2} min: effective time {:.1f} % (published > 90 %)\n",
               cases[i].restart / kMinute, cases[i].interval / kMinute, 100 * effective[i].mean());
  }
  CHECK(effective[4].mean() > 0.9);  // restart of fact `restart`, checkpoints as frequent as in [kokolis2025]
}

TEST_CASE(
    "A node rate of 6.5 a thousand days gives the projected time to failure of large jobs, not that of small ones") {
  const auto table = shared_data("tables/meta_rsc_reliability.csv");
  if (!table) {
    AIBELT_SKIP("no tables/meta_rsc_reliability.csv");
  }
  FailureSpec spec;
  spec.components["node"].rate_per_node = datacenter::NodeFaultRate::from_base_units(6.5e-3 / 86400);
  spec.components["node"].interrupt_share = ratio(1);
  for (const auto& row : rows_of(*table)) {
    int accelerators = 0;
    if (std::sscanf(row.at("quantity").c_str(), "MTTF %d", &accelerators) != 1) {
      continue;
    }
    const double published = std::stod(row.at("value")) * (row.at("unit") == "day" ? 24 : 1);
    const std::int32_t n_nodes = accelerators / 8;
    Failures failures(spec, 1, "rsc", kStart);
    failures.add_nodes({.count = n_nodes, .accelerators = 8}, kStart);
    base::Mean gap;  // h
    for (base::SimTime last = kStart; gap.count() < 10000;) {
      const auto event = failures.pop({});
      gap.add(static_cast<double>((event->time - last).count()) / 3.6e9);
      last = event->time;
    }
    const double expected = 24 / (n_nodes * 6.5e-3);
    fmt::print("Meta RSC-1, {:6} GPUs: MTTF {:8.2f} h, 1/(N r) {:8.2f} h, {} {:8.2f} h: {:+.0f} %\n", accelerators,
               gap.mean(), expected, row.at("kind"), published, 100 * (gap.mean() / published - 1));
    CHECK(std::abs(gap.mean() - expected) < 3 * gap.standard_error());
    if (row.at("kind") == "projected") {
      CHECK(gap.mean() == Approx(published).epsilon(0.05));
    } else {
      CHECK(gap.mean() > 3 * published);  // a job fails for more reasons than its nodes: keep the two rates apart
    }
  }
}
