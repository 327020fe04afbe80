#pragma once

#include <vector>

#include "aibelt/base/random.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::supply {

/// How a plant's constraint tools stand still: in turn for maintenance, and each at times of its own when it fails.
struct Downtime {
  std::int64_t tools = 1;
  base::Duration maintenance_every{0};
  base::Duration maintenance{0};
  base::Duration mean_uptime{0};
  base::Duration mean_repair{0};

  bool has_maintenance() const { return maintenance_every > base::Duration{0}; }
  bool has_failures() const { return mean_uptime > base::Duration{0}; }

  /// Share of the tools that is up in the long run, as if maintenance and repair never met.
  double availability() const;

  /// What the fields contradict each other in.
  void check(scenario::Reader& reader, const std::string& path) const;
  static const scenario::FieldTable<Downtime>& fields();
};

/// The share of the tools that is up on each day, worked out as days are asked for: a function of the date alone.
///
/// Maintenance of tool i of n begins (i / n) periods after `from` and recurs; failures and repairs alternate with exponential
/// times, all tools up at `from`. A day before `from` has the share of the long run. Random stream: `<name>/<i>`.
class ToolsUp {
 public:
  ToolsUp(const Downtime& downtime, base::SimTime from, std::uint64_t seed, const std::string& name);

  double on(base::SimTime day);

 private:
  /// A tool's failure at hand or next to come.
  struct Tool {
    base::Stream random;
    base::SimTime fails;
    base::SimTime repaired;
  };

  double up_of_next_day();
  base::Duration in_maintenance(std::size_t tool, base::SimTime day) const;
  base::Duration in_repair(Tool& tool, base::SimTime day) const;
  void fail_next(Tool& tool, base::SimTime after) const;

  Downtime downtime_;
  base::SimTime from_;
  std::vector<Tool> tools_;
  std::vector<double> up_;  ///< by day from `from_` on
};

}  // namespace aibelt::supply
