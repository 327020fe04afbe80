#include "aibelt/entity/disruption.hpp"

#include <cmath>

#include <fmt/format.h>

#include "aibelt/base/random.hpp"

namespace aibelt::entity {
namespace {

constexpr double kMicrosecondsPerSecond = 1e6;

std::uint64_t seed_of(const scenario::Scenario& scenario) { return static_cast<std::uint64_t>(scenario.seed); }

/// Dates with exponential gaps from the start of the run to its end.
std::vector<base::SimTime> random_dates(const scenario::Scenario& scenario, std::string_view name, double per_second) {
  std::vector<base::SimTime> dates;
  if (per_second <= 0) {
    return dates;
  }
  base::Stream stream(seed_of(scenario), fmt::format("disruption/{}", name));
  const double length = static_cast<double>((scenario.to - scenario.from).count());
  double passed = 0;
  while ((passed += stream.exponential(kMicrosecondsPerSecond / per_second)) < length) {
    dates.push_back(scenario.from + base::Duration{static_cast<std::int64_t>(passed)});
  }
  return dates;
}

}  // namespace

double Strike::draw_triangular(std::string_view what, double low, double top, double high) const {
  base::Stream stream(seed_of(*scenario), fmt::format("disruption/{}/{}/{}", name, number, what));
  return stream.triangular(low, top, high);
}

base::Duration Strike::draw_span(std::string_view what, base::Span usual, const Range<base::kTime>& range) const {
  return base::Duration{std::llround(draw(what, usual, range) * kMicrosecondsPerSecond)};
}

void Disruption::check(scenario::Reader& reader, const std::string& path) const {
  if (at.has_value() == rate.has_value()) {
    reader.report(path, "needs either \"at\", when it happens, or \"rate\", how often it happens at random");
  }
}

std::vector<Strike> strikes_of(const scenario::Scenario& scenario) {
  std::vector<Strike> strikes;
  for (const auto& [name, entry] : scenario.section("disruptions")) {
    const auto& cause = dynamic_cast<const Disruption&>(*entry.spec);
    const auto dates = cause.at ? std::vector<base::SimTime>{*cause.at}
                                : random_dates(scenario, name, cause.rate ? cause.rate->in_base_units() : 0);
    std::int64_t number = 0;
    for (const base::SimTime date : dates) {
      strikes.push_back({&scenario, &cause, name, entry.kind, ++number, date});
    }
  }
  return strikes;
}

}  // namespace aibelt::entity
