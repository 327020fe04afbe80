#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "../plant/recipe.hpp"
#include "aibelt/base/random.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::supply {

/// Units of work of one recipe, started on one day.
struct Batch {
  std::size_t recipe = 0;
  std::int64_t units = 0;
  base::SimTime started;
  double passing = 0;  ///< share of the outcomes that pass, as of the start
};

/// Units that come out of the process together.
struct Release {
  Batch batch;
  base::SimTime out;
};

/// Divides a loss among what is in process: of all it is shown, the share is lost, in whole units rounded down.
class LossCount {
 public:
  explicit LossCount(double share) : share_(share) {}

  /// How many of the next `units` are lost.
  std::int64_t of(std::int64_t units);

 private:
  double share_;
  std::int64_t seen_ = 0;
  std::int64_t lost_ = 0;
};

/// What is in process at a plant before it is known when it comes out: units go in as they start and come out with their date.
///
/// Units are whole; all that go in come out or are lost.
class Flow {
 public:
  virtual ~Flow() = default;

  /// Takes in a batch; adds to `out` what it can date at once.
  virtual void start(const Batch& batch, std::vector<Release>& out) = 0;

  /// Lets the day from `day` on pass, after its starts: adds to `out` what its tools bring forth that can pass a load of `passable`.
  virtual void pass(base::SimTime /*day*/, Load /*passable*/, std::vector<Release>& /*out*/) {}

  /// Load that waits for tools.
  virtual Load waiting() const { return 0; }

  /// Takes out what a loss hits of the waiting units of one recipe and adds it to `lost`.
  virtual void lose(std::size_t /*recipe*/, LossCount& /*loss*/, std::vector<Batch>& /*lost*/) {}
};

/// What a flow is told of its plant.
struct FlowSetting {
  std::vector<Load> loads;       ///< of a unit, by recipe
  base::Duration cycle_time{0};  ///< as planned
  base::Stream random;           ///< `<stage>/<place>/flow`
};

/// When units come out that were started: what the scenario says of a plant's process.
struct FlowKind {
  virtual ~FlowKind() = default;

  virtual std::unique_ptr<Flow> begin(const FlowSetting& setting) const = 0;

  /// Whether units wait for tools; where they do not, tools that are down cost starts.
  virtual bool has_queue() const { return false; }

  /// Load the tools pass when all are up, over the plant's capacity.
  virtual double bottleneck(base::SimTime /*date*/) const { return 1; }

  /// How long units wait for tools, in days, in the long run at a utilisation below 1.
  virtual double wait_at(double /*utilisation*/) const { return 0; }

  /// Every kind there is; src/supply/flow/catalogue.cpp lists them.
  static const scenario::Kinds<FlowKind>& kinds();
};

/// The flow plants have that name none: `constant`.
std::shared_ptr<const FlowKind> default_flow();

}  // namespace aibelt::supply
