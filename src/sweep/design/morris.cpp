#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "kinds.hpp"

namespace aibelt::sweep {
namespace {

constexpr const char* kName = "morris";

/// Where a trajectory starts and how it goes on.
struct Trajectory {
  std::vector<std::size_t> turn;   ///< of each factor, from 0: the step at which it moves
  std::vector<std::int64_t> from;  ///< of each factor, in steps of the grid
  std::vector<std::int64_t> to;
};

/// Walks over a grid of p levels a factor; each step moves one factor by half of them [morris1991].
struct Morris : Design {
  std::int64_t trajectories = 0;
  std::int64_t levels = 4;

  std::uint64_t n_points(const Frame& frame) const override {
    return times(static_cast<std::uint64_t>(trajectories), frame.axes.size() + 1);
  }

  void place(std::uint64_t number, const Frame& frame, std::span<double> coordinates) const override {
    const std::uint64_t n_steps = frame.axes.size() + 1;
    const Trajectory way = trajectory(number / n_steps, frame);
    for (std::size_t j = 0; j < frame.axes.size(); ++j) {
      const std::int64_t level = way.turn[j] < number % n_steps ? way.to[j] : way.from[j];
      coordinates[j] = static_cast<double>(level) / static_cast<double>(levels - 1);
    }
  }

  Trajectory trajectory(std::uint64_t number, const Frame& frame) const {
    base::Stream stream(frame.seed, fmt::format("sweep/{}/{}", kName, number));
    const std::size_t n = frame.axes.size();
    Trajectory way{std::vector<std::size_t>(n), std::vector<std::int64_t>(n), std::vector<std::int64_t>(n)};
    std::iota(way.turn.begin(), way.turn.end(), std::size_t{0});
    for (std::size_t i = n; i > 1; --i) {
      std::swap(way.turn[i - 1], way.turn[stream.below(i)]);
    }
    const std::int64_t half = levels / 2;
    for (std::size_t j = 0; j < n; ++j) {
      way.from[j] = static_cast<std::int64_t>(stream.below(static_cast<std::uint64_t>(half)));
      way.to[j] = way.from[j] + half;
      if (stream.bernoulli(0.5)) {
        std::swap(way.from[j], way.to[j]);
      }
    }
    return way;
  }

  void check(scenario::Reader& reader, const std::string& path, const Frame&) const override {
    if (levels % 2 != 0) {
      reader.report(scenario::child_path(path, "levels"),
                    fmt::format("{} is odd; a step goes over half the levels, so take {}", levels, levels + 1));
    }
  }

  static const scenario::FieldTable<Morris>& fields() {
    static const scenario::FieldTable<Morris> table = {
        scenario::field(&Morris::trajectories, {.name = "trajectories",
                                                .unit = "1",
                                                .low = 1,
                                                .doc = "how many; each has one point more than there are factors"}),
        scenario::field(&Morris::levels, {.name = "levels",
                                          .unit = "1",
                                          .low = 2,
                                          .high = 1000,
                                          .doc = "of every factor, an even number",
                                          .by_default = "4"}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<Design> morris() {
  return scenario::kind<Design, Morris>(
      kName, "trajectories that move one factor at a time, for elementary effects [morris1991]");
}

std::vector<MorrisStep> morris_steps(const Layout& layout) {
  base::ensure(layout.kind == kName, "only morris designs have trajectories");
  const auto& design = dynamic_cast<const Morris&>(*layout.design);
  const std::size_t k = layout.n_factors();
  std::vector<MorrisStep> steps(static_cast<std::size_t>(design.trajectories) * k);
  for (std::size_t t = 0; t * k < steps.size(); ++t) {
    const Trajectory way = design.trajectory(t, layout.frame);
    for (std::size_t j = 0; j < k; ++j) {
      const double delta = static_cast<double>(way.to[j] - way.from[j]) / static_cast<double>(design.levels - 1);
      steps[t * k + way.turn[j]] = {t * (k + 1) + way.turn[j], j, delta};
    }
  }
  return steps;
}

}  // namespace aibelt::sweep
