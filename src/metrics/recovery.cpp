#include "aibelt/metrics/recovery.hpp"

#include <algorithm>
#include <string_view>

namespace aibelt::metrics {
namespace {

double value_at(const Monthly& months, base::Month month) {
  const auto found = months.find(month);
  return found == months.end() ? 0 : found->second;
}

const Curve* twin_of(const Curve& curve, const Curves& twin) {
  const auto& all = twin.all();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Curve& other) { return other.series == curve.series; });
  return found == all.end() ? nullptr : &*found;
}

Damage damage_of(const Curve& run, const Curve& twin, const std::vector<base::Month>& months, base::Month from) {
  Damage damage{.series = run.series};
  for (const base::Month month : months) {
    if (month < from) {
      continue;
    }
    const double here = value_at(run.months, month);
    const double there = value_at(twin.months, month);
    damage.lost += there - here;
    damage.most_behind = std::max(damage.most_behind, damage.lost);
    const bool is_below = here < kRecovered * there;
    if (is_below && !damage.fell) {
      damage.fell = month;
    } else if (!is_below && damage.fell && !damage.back) {
      damage.back = month;
    }
  }
  return damage;
}

Shortfall shortfall_of(const Curve& run, const Curve& twin, const std::vector<base::Month>& months, base::Month from) {
  Shortfall shortfall{.series = run.series};
  for (const base::Month month : months) {
    const double more = month < from ? 0 : value_at(run.months, month) - value_at(twin.months, month);
    if (more > 0 && !shortfall.begins) {
      shortfall.begins = month;
    }
    shortfall.worst = std::max(shortfall.worst, more);
  }
  return shortfall;
}

/// Whose flow an account is, if it is one: what a place makes, what a buyer receives, what a service does, and what a site could do
/// for it.
std::optional<std::string> flow_of(const record::Series& series) {
  constexpr std::string_view kCapacityAt = "capacity_at_";
  if (series.stage == "service") {
    return series.measure == "served"                ? std::optional(series.item)
           : series.measure.starts_with(kCapacityAt) ? std::optional(series.measure.substr(kCapacityAt.size()))
                                                     : std::nullopt;
  }
  const bool is_buyer = series.stage == "customer" || series.stage == "consumer" || series.stage == "site";
  const bool is_flow = series.measure == "good" || (is_buyer && series.measure == "received") ||
                       (series.stage == "warehouse" && series.measure == "shipped");
  return is_flow ? std::optional(series.place) : std::nullopt;
}

double days(base::Duration span) {
  return std::chrono::duration<double>(span) / std::chrono::duration<double>(base::kDay);
}

}  // namespace

Recovery recovery(const Curves& run, const Curves& twin, base::SimTime at) {
  const base::Month from = base::month_of(at);
  Recovery found;
  for (const Curve& curve : run.all()) {
    const record::Series& series = curve.series;
    const Curve* other = twin_of(curve, twin);
    if (other == nullptr || series.place.empty()) {
      continue;
    }
    const auto whose = flow_of(series);
    if (whose && curve.months != other->months) {
      found.damages.push_back(damage_of(curve, *other, run.months(), from));
      found.damages.back().whose = *whose;
    } else if (series.measure == "unmet") {
      found.shortfalls.push_back(shortfall_of(curve, *other, run.months(), from));
    }
  }
  return found;
}

std::optional<double> days_to_recover(const Damage& damage, base::SimTime at) {
  if (!damage.fell) {
    return 0;
  }
  return damage.back ? std::optional(days(base::start_of(*damage.back) - at)) : std::nullopt;
}

std::optional<double> days_to_survive(const Shortfall& shortfall, base::SimTime at) {
  return shortfall.begins ? std::optional(std::max(0.0, days(base::start_of(*shortfall.begins) - at))) : std::nullopt;
}

}  // namespace aibelt::metrics
