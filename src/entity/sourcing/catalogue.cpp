#include <algorithm>
#include <cmath>
#include <numeric>

#include "kinds.hpp"

namespace aibelt::entity {
namespace {

constexpr double kRounding = 1e-6;  // of a unit: 99.9999999 are a hundred
constexpr double kMost = 9e15;      // a count that a double holds exactly

/// Whole units that come out at a steady rate by a date.
double whole_by(double rate, double seconds) { return std::min(std::floor(rate * seconds + kRounding), kMost); }

}  // namespace

const scenario::Kinds<Sourcing>& Sourcing::kinds() {
  static const scenario::Kinds<Sourcing> all = {
      by_capacity(),
      cheapest(),
      in_turn(),
      single(),
  };
  return all;
}

std::vector<double> in_proportion(double quantity, const std::vector<SourceView>& sources) {
  const double sum = std::accumulate(sources.begin(), sources.end(), 0.0,
                                     [](double so_far, const SourceView& source) { return so_far + source.rate; });
  const double even = 1.0 / static_cast<double>(sources.size());
  std::vector<double> parts;
  for (const SourceView& source : sources) {
    parts.push_back(quantity * (sum > 0 ? source.rate / sum : even));
  }
  return parts;
}

std::vector<double> fill_in(const std::vector<std::size_t>& order, const SourcingView& view) {
  std::vector<double> parts(view.sources.size(), 0.0);
  std::int64_t left = view.quantity;
  for (const std::size_t i : order) {
    const SourceView& source = view.sources[i];
    const auto whole =
        static_cast<std::int64_t>(whole_by(source.rate, view.week_ends_s) - whole_by(source.rate, view.week_starts_s));
    const std::int64_t part = std::clamp<std::int64_t>(whole - source.booked, 0, left);
    parts[i] = static_cast<double>(part);
    left -= part;
  }
  const auto overflow = in_proportion(static_cast<double>(left), view.sources);
  for (std::size_t i = 0; left > 0 && i < parts.size(); ++i) {
    parts[i] += overflow[i];
  }
  return parts;
}

std::vector<std::size_t> by_preference(const std::vector<SourceView>& sources) {
  std::vector<std::size_t> order(sources.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return sources[a].preference < sources[b].preference; });
  return order;
}

}  // namespace aibelt::entity
