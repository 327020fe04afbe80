#include "aibelt/entity/effects.hpp"

#include <algorithm>

#include "aibelt/entity/disruption.hpp"

namespace aibelt::entity {
namespace {

bool concerns(const std::string& stated, std::string_view product) { return stated.empty() || stated == product; }

double level_at(const Dent& dent, base::SimTime date) {
  if (date < dent.from || date >= dent.recovered) {
    return 1;
  }
  if (date < dent.until) {
    return dent.level;
  }
  return dent.level + (1 - dent.level) * (static_cast<double>((date - dent.until).count()) /
                                          static_cast<double>((dent.recovered - dent.until).count()));
}

/// A stretch of time, and whether goods or work stand still in it.
struct Rest {
  base::SimTime from;
  base::SimTime to;
};

/// When `length` of time outside the rests, which come by their beginnings, has passed since `start`.
base::SimTime end_beyond(const std::vector<Rest>& rests, base::SimTime start, base::Duration length) {
  base::SimTime end = start + length;
  base::SimTime seen = start;
  for (const Rest& rest : rests) {
    const base::SimTime from = std::max(rest.from, seen);
    if (rest.from < end && from < rest.to) {
      end += rest.to - from;
      seen = rest.to;
    }
  }
  return end;
}

template <class Dated>
void sort_by(std::vector<Dated>& list, base::SimTime Dated::*date) {
  std::stable_sort(list.begin(), list.end(), [=](const Dated& a, const Dated& b) { return a.*date < b.*date; });
}

double level_of(const std::vector<Dent>& dents, std::string_view product, base::SimTime date,
                base::SimTime known = base::kNever) {
  double level = 1;
  for (const Dent& dent : dents) {
    level *= concerns(dent.product, product) && dent.from <= known ? level_at(dent, date) : 1;
  }
  return level;
}

/// Mean of the product of all dents over a day: between their corners each is straight, so that Simpson's rule is exact for up to
/// three that bend at once.
double mean_level(const std::vector<Dent>& dents, base::SimTime from, base::SimTime to) {
  std::vector<base::SimTime> corners = {from, to};
  for (const Dent& dent : dents) {
    for (const base::SimTime corner : {dent.from, dent.until, dent.recovered}) {
      if (from < corner && corner < to) {
        corners.push_back(corner);
      }
    }
  }
  std::sort(corners.begin(), corners.end());
  double sum = 0;
  for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
    const base::SimTime middle = corners[i] + (corners[i + 1] - corners[i]) / 2;
    const base::SimTime last = corners[i + 1] - base::Duration{1};
    const double level =
        (level_of(dents, "", corners[i]) + 4 * level_of(dents, "", middle) + level_of(dents, "", last)) / 6;
    sum += level * static_cast<double>((corners[i + 1] - corners[i]).count());
  }
  return sum / static_cast<double>((to - from).count());
}

}  // namespace

Effects::Effects(const scenario::Scenario& scenario, std::string_view place) {
  for (const Strike& strike : strikes_of(scenario)) {
    strike.cause->hit_place(strike, place, *this);
  }
  sort_by(capacities, &Dent::from);
  sort_by(demands, &Dent::from);
  sort_by(standstills, &Standstill::from);
  sort_by(losses, &Loss::at);
  sort_by(cancellations, &Cancellation::at);
}

Effects Effects::of_service(const scenario::Scenario& scenario, std::string_view service) {
  Effects effects;
  for (const Strike& strike : strikes_of(scenario)) {
    strike.cause->hit_service(strike, service, effects);
  }
  sort_by(effects.demands, &Dent::from);
  return effects;
}

double Effects::availability(base::SimTime from, base::Duration span) const {
  const base::SimTime end = from + span;
  const bool is_hit = std::any_of(capacities.begin(), capacities.end(),
                                  [&](const Dent& dent) { return dent.from < end && from < dent.recovered; });
  return is_hit ? mean_level(capacities, from, end) : 1;
}

bool Effects::is_stopped(base::SimTime date) const { return level_of(capacities, "", date) == 0; }

double Effects::yield_factor(std::string_view product, base::SimTime date) const {
  return level_of(yields, product, date);
}

double Effects::demand_factor(std::string_view product, base::SimTime date, base::SimTime known) const {
  return level_of(demands, product, date, known);
}

base::SimTime Effects::capacity_date(base::SimTime date, base::SimTime known) const {
  base::Duration held{0};
  base::SimTime over = base::SimTime::min();
  for (const Standstill& standstill : standstills) {
    const base::SimTime from = std::max(standstill.from, over);
    if (from >= date || standstill.from > known) {
      break;
    }
    held += std::min(date - from, standstill.length);
    over = from + standstill.length;
  }
  return date - held;
}

base::SimTime Effects::end_of(base::SimTime start, base::Duration length) const {
  std::vector<Rest> rests;
  for (const Dent& dent : capacities) {
    if (dent.level == 0) {
      rests.push_back({dent.from, dent.until});
    }
  }
  return end_beyond(rests, start, length);
}

LaneEffects::LaneEffects(const scenario::Scenario& scenario, std::string_view lane) {
  for (const Strike& strike : strikes_of(scenario)) {
    strike.cause->hit_lane(strike, lane, *this);
  }
  sort_by(closures, &Closure::from);
  sort_by(wrecks, &Wreck::at);
}

bool LaneEffects::is_open(std::string_view product, base::SimTime date) const {
  const bool is_held = std::any_of(closures.begin(), closures.end(), [&](const Closure& closure) {
    return !closure.are_goods_sent && concerns(closure.product, product) && closure.from <= date && date < closure.to;
  });
  return !is_held && licence(product, date) > 0;
}

double LaneEffects::licence(std::string_view product, base::SimTime date) const {
  double share = 1;
  for (const Licence& rule : licences) {
    if (concerns(rule.product, product) && rule.from <= date && date < rule.to) {
      share = std::min(share, rule.share);
    }
  }
  return share;
}

base::SimTime LaneEffects::arrival(std::string_view product, base::SimTime sent, base::Duration lead_time) const {
  std::vector<Rest> rests;
  for (const Closure& closure : closures) {
    if (closure.are_goods_sent && concerns(closure.product, product)) {
      rests.push_back({closure.from, closure.to});
    }
  }
  return end_beyond(rests, sent, lead_time);
}

}  // namespace aibelt::entity
