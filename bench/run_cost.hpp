#pragma once

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "aibelt/engine/engine.hpp"
#include "aibelt/scenario/document.hpp"

namespace aibelt::bench {

/// Counts rows and keeps none.
class CountingSink : public record::Sink {
 public:
  void declare(const std::vector<record::Series>&) override {}
  void write(const record::CurveRow&) override { ++rows; }
  void write(const record::EventRow&) override { ++rows; }
  void write(const record::JobRow&) override { ++rows; }

  double rows = 0;
};

/// CPU and memory of a run beyond start-up and reading.
struct Cost {
  double seconds = 0;
  double rows = 0;
  double mb = 0;
};

inline double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

inline double peak_mb() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// The scenario in `text`; ends the program where anything is wrong with it.
inline scenario::Scenario read(const std::string& text) {
  base::Issues issues;
  auto source = scenario::parse_json(text, "bench.json", issues);
  const scenario::Document document{"bench.json", std::move(source->root), std::move(source->positions), {}};
  auto scenario = scenario::read_scenario(document, engine::catalogue(), issues);
  if (!scenario) {
    std::fputs(base::to_text(issues[0]).c_str(), stderr);
    std::exit(1);
  }
  return std::move(*scenario);
}

using MakeScenario = std::function<scenario::Scenario()>;

/// One run in this process.
inline Cost cost_of(const MakeScenario& make) {
  const scenario::Scenario scenario = make();
  CountingSink sink;
  const double mb_before = peak_mb();
  const double before = cpu_seconds();
  engine::run(scenario, sink, {}, engine::Driver::simgrid);
  return {cpu_seconds() - before, sink.rows, peak_mb() - mb_before};
}

/// The same in a process of its own, as SimGrid wants it.
inline Cost cost_in_child(const MakeScenario& make) {
  std::array<int, 2> ends{};
  Cost cost;
  std::fflush(stdout);
  if (::pipe(ends.data()) != 0) {
    std::exit(1);
  }
  if (::fork() == 0) {
    cost = cost_of(make);
    ::_exit(::write(ends[1], &cost, sizeof cost) == sizeof cost ? 0 : 1);
  }
  ::close(ends[1]);
  if (::read(ends[0], &cost, sizeof cost) != sizeof cost) {
    std::fputs("a run of the bench died\n", stderr);
    std::exit(1);
  }
  ::close(ends[0]);
  ::wait(nullptr);
  return cost;
}

}  // namespace aibelt::bench
