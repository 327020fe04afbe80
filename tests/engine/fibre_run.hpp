#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "aibelt/datacenter/belt.hpp"
#include "src/engine/simgrid_driver.hpp"
#include "tests/engine/running.hpp"

namespace aibelt::test {

/// Data that somebody wants carried; the call reaches the belt `at` seconds into the run, at least two.
struct Wish {
  double at = 2;
  std::string from;
  std::string to;
  double bytes = 0;
};

/// Asks for transfers and notes their ends.
class Caller : public entity::Entity {
 public:
  Caller(entity::Connection fibre, std::vector<Wish> wishes, std::vector<base::SimTime>& ends)
      : fibre_(std::move(fibre)), wishes_(std::move(wishes)), ends_(ends) {
    ends_.assign(wishes_.size(), base::kNever);
  }

  void start(entity::Desk& desk) override { start_ = desk.now(); }
  base::SimTime next_event() const override {
    return next_ == wishes_.size() ? base::kNever : start_ + micros(wishes_[next_].at) - entity::kFibreDelay;
  }
  void step(entity::Desk& desk) override {
    const Wish& wish = wishes_[next_];
    fibre_.ask(desk, {fibre_.place(wish.from).value(), fibre_.place(wish.to).value(), wish.bytes,
                      static_cast<std::int64_t>(next_)});
    ++next_;
  }
  void receive(const entity::Message& message, entity::Desk& desk) override {
    const auto& delivered = std::get<entity::Delivered>(message.content);
    ends_.at(static_cast<std::size_t>(delivered.tag)) = delivered.at;
    desk.write(record::EventRow{desk.now(), "test", "caller", "delivered", std::to_string(delivered.tag),
                                static_cast<double>(delivered.at.time_since_epoch().count()), "us"});
  }
  void finish(entity::Desk&) override {}

 private:
  static base::Duration micros(double seconds) { return base::Duration{std::llround(seconds * 1e6)}; }

  entity::Connection fibre_;
  std::vector<Wish> wishes_;
  std::vector<base::SimTime>& ends_;
  base::SimTime start_;
  std::size_t next_ = 0;
};

/// A run of a scenario's links with somebody who uses them.
class FibreRun {
 public:
  /// `wishes` in the order of their dates.
  FibreRun(const scenario::Scenario& scenario, std::vector<Wish> wishes, engine::Driver driver = engine::Driver::memory)
      : from_(scenario.from), run_(play(scenario, std::move(wishes), driver)) {}

  const Run& run() const { return run_; }

  /// When the wish of that position is fulfilled, in seconds of the run; very late where it is not.
  double end(std::size_t wish) const { return std::chrono::duration<double>(ends_.at(wish) - from_).count(); }
  const std::vector<base::SimTime>& ends() const { return ends_; }

 private:
  record::MemorySink play(const scenario::Scenario& scenario, std::vector<Wish> wishes, engine::Driver driver) {
    entity::Cast cast = engine::build(scenario);
    const entity::Connection fibre{cast.layout.value().owner, network::Fibre(scenario).places()};
    cast.members.push_back(
        {"zz caller", std::make_unique<Caller>(fibre, std::move(wishes), ends_), entity::kFibreDelay});
    record::MemorySink sink;
    if (driver == engine::Driver::memory) {
      entity::run_in_memory(cast, scenario.from, scenario.to, sink);
    } else {
      engine::run_with_simgrid(cast, scenario.from, scenario.to, sink, {});
    }
    return sink;
  }

  base::SimTime from_;
  std::vector<base::SimTime> ends_;
  Run run_;
};

/// A scenario of links only, in January and February 2026; `links` as in JSON.
inline scenario::Scenario fibre_scenario(const std::string& links, const std::string& to = "2026-03") {
  return scenario_of(R"({"name": "fibre", "from": "2026-01", "to": ")" + to + R"(", "links": {)" + links + "}}");
}

}  // namespace aibelt::test
