/// Transfers over the fibre, n at any time, against a bare processor-sharing link: the fluid alone, then the whole belt under either
/// driver. Prints microseconds of CPU a transfer; exits 1 where a bound at 100 concurrent transfers is exceeded.

#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <functional>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "aibelt/base/random.hpp"
#include "aibelt/entity/fluid.hpp"
#include "tests/engine/fibre_run.hpp"
#include "tests/engine/in_child.hpp"

namespace {

using namespace aibelt;

constexpr std::int64_t kTransfers = 20'000;
constexpr double kRate = 45e9;  // B/s, 90 % of 400 Gbit/s
constexpr double kMeanBytes = 100 * kRate;
constexpr double kMemoryBoundUs = 20;
constexpr double kSimGridBoundUs = 60;

/// Ulsan, the south-west and Seoul, each with the others.
const std::string kLinks = R"(
    "seoul-south": {"from": "seoul", "to": "south", "length": "300 km", "waves": 1, "wave_rate": "400 Gbit/s"},
    "seoul-ulsan": {"from": "seoul", "to": "ulsan", "length": "300 km", "waves": 1, "wave_rate": "400 Gbit/s"},
    "ulsan-south": {"from": "ulsan", "to": "south", "length": "283 km", "waves": 1, "wave_rate": "400 Gbit/s"})";

double cpu_us() { return static_cast<double>(std::clock()) * 1e6 / CLOCKS_PER_SEC; }

double draw_bytes(base::Stream& random) { return std::ceil(random.exponential(kMeanBytes)); }

/// One link, its transfers in a heap by the bytes each has been served when it ends.
double bare_us(int n) {
  base::Stream random(1, "bytes");
  std::priority_queue<double, std::vector<double>, std::greater<>> ends;
  double served = 0;
  double now = 0;
  const double start = cpu_us();
  for (int i = 0; i < n; ++i) {
    ends.push(draw_bytes(random));
  }
  for (std::int64_t i = 0; i < kTransfers; ++i) {
    now += (ends.top() - served) * n / kRate;
    served = ends.top();
    ends.pop();
    ends.push(served + draw_bytes(random));
  }
  const double us = (cpu_us() - start) / static_cast<double>(kTransfers);
  base::ensure(now > 0, "no time has passed");
  return us;
}

/// The fluid on six channels, with a new flow for each that ends.
double fluid_us(int n) {
  const entity::FlowLayout layout{
      {}, std::vector<double>(6, kRate), {{{0}}, {{1}}, {{2}}, {{3}}, {{4}}, {{5}}, {{0}, {3}}}};
  base::Stream random(1, "bytes");
  entity::Fluid fluid(layout);
  const double start = cpu_us();
  for (std::int32_t channel = 0; channel < 6; ++channel) {
    fluid.set_rate(0, {channel}, kRate);
  }
  std::int64_t flow = 0;
  const auto begin = [&](double now) {
    fluid.begin(now, ++flow, {static_cast<std::int32_t>(random.below(layout.routes.size()))}, draw_bytes(random));
  };
  for (int i = 0; i < n; ++i) {
    begin(0);
  }
  while (flow < kTransfers) {
    begin(fluid.next_end());
    fluid.take_ends();
  }
  return (cpu_us() - start) / static_cast<double>(kTransfers);
}

/// Asks for a transfer for each that ends.
class Feeder : public entity::Entity {
 public:
  Feeder(entity::Connection fibre, int n) : fibre_(std::move(fibre)), n_(n) {}

  void start(entity::Desk& desk) override { start_ = desk.now() + base::kSecond; }
  base::SimTime next_event() const override { return asked_ < n_ ? start_ : base::kNever; }
  void step(entity::Desk& desk) override { ask(desk); }
  void receive(const entity::Message&, entity::Desk& desk) override {
    if (asked_ < kTransfers) {
      ask(desk);
    }
  }
  void finish(entity::Desk&) override { base::ensure(asked_ == kTransfers, "the run is too short for its transfers"); }

 private:
  void ask(entity::Desk& desk) {
    const auto n_places = fibre_.places.size();
    const auto from = static_cast<std::int32_t>(random_.below(n_places));
    const auto to = (from + 1 + static_cast<std::int32_t>(random_.below(n_places - 1))) % 3;
    fibre_.ask(desk, {from, to, draw_bytes(random_), ++asked_});
  }

  entity::Connection fibre_;
  base::Stream random_{1, "bytes"};
  std::int64_t n_;
  std::int64_t asked_ = 0;
  base::SimTime start_;
};

double belt_us(int n, engine::Driver driver) {
  const scenario::Scenario scenario = test::fibre_scenario(kLinks, "2027-01");
  const double start = cpu_us();
  entity::Cast cast = engine::build(scenario);
  const entity::Connection fibre{cast.layout.value().owner, network::Fibre(scenario).places()};
  cast.members.push_back({"feeder", std::make_unique<Feeder>(fibre, n), entity::kFibreDelay});
  record::MemorySink sink;
  if (driver == engine::Driver::memory) {
    entity::run_in_memory(cast, scenario.from, scenario.to, sink);
  } else {
    engine::run_with_simgrid(cast, scenario.from, scenario.to, sink, {});
  }
  return (cpu_us() - start) / static_cast<double>(kTransfers);
}

}  // namespace

int main() {
  bool is_fast = true;
  fmt::print("{} transfers, microseconds each\n{:>10} {:>8} {:>8} {:>8} {:>8}\n", kTransfers, "at a time", "bare",
             "fluid", "memory", "simgrid");
  for (const int n : {1, 10, 100, 1000}) {
    std::fflush(stdout);  // or the child prints it again
    const double bare = bare_us(n);
    const double fluid = fluid_us(n);
    const double memory = belt_us(n, engine::Driver::memory);
    const double simgrid =
        std::stod(test::in_child([&] { return std::to_string(belt_us(n, engine::Driver::simgrid)); }));
    fmt::print("{:>10} {:>8.2f} {:>8.2f} {:>8.2f} {:>8.2f}   belt {:.0f} and {:.0f} times the bare link\n", n, bare,
               fluid, memory, simgrid, memory / bare, simgrid / bare);
    is_fast = is_fast && (n != 100 || (memory <= kMemoryBoundUs && simgrid <= kSimGridBoundUs));
  }
  return is_fast ? 0 : 1;
}
