#include "fibre_timeline.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "aibelt/base/random.hpp"

namespace aibelt::network {
namespace {

using Span = std::pair<base::SimTime, base::SimTime>;

/// The whole second of the run at `time` or after it.
base::SimTime whole(base::SimTime time, base::SimTime start) {
  return start + std::chrono::ceil<std::chrono::seconds>(time - start);
}

base::Duration exponential(base::Stream& stream, double mean_seconds) {
  constexpr double kMicroseconds = 1e6;
  constexpr double kLongest = 1e10;  // seconds; beyond the end of any run
  return base::Duration{
      static_cast<std::int64_t>(std::min(kLongest, stream.exponential(mean_seconds)) * kMicroseconds)};
}

double seconds_of(base::Duration span) { return std::chrono::duration<double>(span).count(); }

/// Planned cuts and random ones: the time to the next cut and the time to mend it are exponential.
std::vector<Span> cuts_of(const std::string& name, const Link& link, const scenario::Scenario& scenario) {
  std::vector<Span> cuts;
  for (const Outage& outage : link.cuts) {
    cuts.emplace_back(outage.from, outage.from + outage.duration);
  }
  const double rate = link.cut_rate.in_base_units();
  if (rate > 0) {
    base::Stream stream(static_cast<std::uint64_t>(scenario.seed), "links/" + name + "/cuts");
    for (base::SimTime cut = scenario.from + exponential(stream, 1 / rate); cut < scenario.to;) {
      const base::SimTime mended = cut + exponential(stream, seconds_of(*link.repair));
      cuts.emplace_back(cut, mended);
      cut = mended + exponential(stream, 1 / rate);
    }
  }
  for (auto& [from, to] : cuts) {
    from = whole(from, scenario.from);
    to = whole(to, scenario.from);
  }
  return cuts;
}

LinkState state_at(const Link& link, base::SimTime date, bool is_cut) {
  constexpr double kRounding = 1e-9;
  const auto waves = static_cast<std::int64_t>(std::floor(link.waves.at(date).in_base_units() + kRounding));
  const double rate = static_cast<double>(waves) * link.wave_rate.in_base_units() * link.efficiency.in_base_units();
  return {waves, is_cut, is_cut ? 0 : rate};
}

}  // namespace

std::map<base::SimTime, LinkState> timeline_of(const std::string& name, const Link& link,
                                               const scenario::Scenario& scenario) {
  std::map<base::SimTime, int> steps;  // cuts that begin less cuts that end
  for (base::SimTime midnight = scenario.from; midnight < scenario.to; midnight += base::kDay) {
    steps[midnight] = 0;
  }
  for (const auto& [from, to] : cuts_of(name, link, scenario)) {
    ++steps[std::max(from, scenario.from)];
    --steps[std::max(to, scenario.from)];
  }
  std::map<base::SimTime, LinkState> states;
  const LinkState* last = nullptr;
  int n_cuts = 0;
  for (const auto& [date, step] : steps) {
    n_cuts += step;
    const LinkState state = state_at(link, date, n_cuts > 0);
    if (date < scenario.to && (last == nullptr || state != *last)) {
      last = &states.emplace(date, state).first->second;
    }
  }
  return states;
}

}  // namespace aibelt::network
