#include "aibelt/metrics/binding.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace aibelt::metrics {
namespace {

constexpr std::string_view kWaiting = "waiting_for_";

/// Which sites each service may run on; every site will do where the run does not say.
class ServiceSites {
 public:
  explicit ServiceSites(const Curves& curves) {
    constexpr std::string_view kAt = "capacity_at_";
    for (const Curve* curve : curves.find({.stage = "service"})) {
      if (curve->series.measure.starts_with(kAt)) {
        sites_[curve->series.item].insert(curve->series.measure.substr(kAt.size()));
      }
    }
  }

  bool may_run(const std::string& service, const std::string& site) const {
    const auto sites = sites_.find(service);
    return sites == sites_.end() || sites->second.contains(site);
  }

 private:
  std::map<std::string, std::set<std::string>> sites_;
};

/// Follows one month's shortage through the curves.
class Walk {
 public:
  Walk(const Curves& curves, const ServiceSites& sites, base::Month month) : curves_(curves), sites_(sites) {
    binding_ = {month, "none", "", {}};
  }

  Binding from_late_racks() {
    const auto late = most(racks_missing());
    if (!late) {
      return binding_;
    }
    binding_.evidence.push_back({"customer", late->item, "racks", late->amount, "racks"});
    go_upstream(late->item, "racks");
    return binding_;
  }

  Binding from_unmet_services() {
    const auto unmet = least_served();
    if (!unmet) {
      return binding_;
    }
    binding_.evidence.push_back({"service", unmet->item, "unmet", unmet->amount, unmet->unit});
    const auto on_sites = [&](std::string_view measure) { return at_sites_of(unmet->item, measure); };
    const double power = on_sites("waiting_for_power");
    const double crews = on_sites("waiting_for_commissioning");
    const double missing = on_sites("late");
    const auto late = most(amounts({.stage = "site", .measure = "late"}, unmet->item));
    if (power > 0 && power >= std::max(crews, missing)) {
      const bool is_grid = on_sites("grid_power") < on_sites("building_power");
      settle("site", is_grid ? "grid" : "power", "", power, "racks");
    } else if (crews > 0 && crews >= missing) {
      settle("site", "commissioning", "", crews, "racks");
    } else if (late) {
      binding_.evidence.push_back({"site", late->item, "racks", missing, "racks"});
      go_upstream(late->item, "racks");
    } else {
      settle("site", "plan", "", on_sites("building_power"), "MW");
    }
    return binding_;
  }

 private:
  struct Amount {
    std::string item;
    double amount = 0;
    std::string unit;
    std::string stage;
  };

  double at(const Wanted& wanted) const { return curves_.sum_at(wanted, binding_.month); }

  double at(const Curve& curve) const {
    const auto value = curve.months.find(binding_.month);
    return value == curve.months.end() ? 0 : value->second;
  }

  /// The service of whose demand the largest part is unmet; tokens and FLOP do not compare otherwise.
  std::optional<Amount> least_served() const {
    std::optional<Amount> least;
    double largest_part = 0;
    for (const Amount& unmet : amounts({.stage = "service", .measure = "unmet"})) {
      const double demand = at({.stage = "service", .measure = "demand", .item = unmet.item});
      const double part = demand > 0 ? unmet.amount / demand : 0;
      if (part > largest_part) {
        largest_part = part;
        least = unmet;
      }
    }
    return least;
  }

  double at_sites_of(const std::string& service, std::string_view measure) const {
    double sum = 0;
    for (const Amount& amount : amounts({.stage = "site", .measure = measure}, service)) {
      sum += amount.amount;
    }
    return sum;
  }

  /// Sums by item over places; over the sites of `service` only where one is named.
  std::vector<Amount> amounts(const Wanted& wanted, const std::string& service = "") const {
    std::vector<Amount> sums;
    for (const Curve* curve : curves_.find(wanted)) {
      if (!service.empty() && !sites_.may_run(service, curve->series.place)) {
        continue;
      }
      const auto same = std::find_if(sums.begin(), sums.end(), [&](const Amount& sum) {
        return sum.item == curve->series.item && sum.stage == curve->series.stage;
      });
      if (same != sums.end()) {
        same->amount += at(*curve);
      } else {
        sums.push_back({curve->series.item, at(*curve), curve->series.unit, curve->series.stage});
      }
    }
    return sums;
  }

  std::vector<Amount> racks_missing() const {
    auto missing = amounts({.stage = "customer", .measure = "unmet"});
    for (const Amount& late : amounts({.stage = "site", .measure = "late"})) {
      const auto same =
          std::find_if(missing.begin(), missing.end(), [&](const Amount& sum) { return sum.item == late.item; });
      if (same != missing.end()) {
        same->amount += late.amount;
      } else {
        missing.push_back(late);
      }
    }
    return missing;
  }

  static std::optional<Amount> most(const std::vector<Amount>& amounts) {
    const auto found = std::max_element(amounts.begin(), amounts.end(),
                                        [](const Amount& a, const Amount& b) { return a.amount < b.amount; });
    return found == amounts.end() || found->amount <= 0 ? std::nullopt : std::optional(*found);
  }

  void settle(std::string stage, std::string reason, std::string item, double amount, std::string unit) {
    binding_.stage = stage;
    binding_.reason = reason;
    binding_.evidence.push_back({std::move(stage), std::move(item), std::move(reason), amount, std::move(unit)});
  }

  /// Reasons for which work on `product` waits at the stages that deliver it as `goods`, largest first by amount.
  std::optional<Amount> reason_for(const std::string& product, const std::string& goods) const {
    std::vector<Amount> reasons;
    for (const Curve* maker : curves_.find({.measure = "good", .unit = goods, .item = product})) {
      for (const Curve* curve : curves_.find({.item = product, .place = maker->series.place})) {
        if (!curve->series.measure.starts_with(kWaiting)) {
          continue;
        }
        const std::string reason = curve->series.measure.substr(kWaiting.size());
        const auto same = std::find_if(reasons.begin(), reasons.end(), [&](const Amount& sum) {
          return sum.item == reason && sum.stage == maker->series.stage;
        });
        if (same != reasons.end()) {
          same->amount += at(*curve);
        } else {
          reasons.push_back({reason, at(*curve), curve->series.unit, maker->series.stage});
        }
      }
    }
    return most(reasons);
  }

  std::string stage_of(const std::string& product, const std::string& goods) const {
    const auto makers = curves_.find({.measure = "good", .unit = goods, .item = product});
    return makers.empty() ? "supplier" : makers.front()->series.stage;
  }

  /// `hbm4_12_stacks` → (`hbm4_12`, `stacks`); goods of two words have an underscore of their own.
  static std::pair<std::string, std::string> input_of(const std::string& reason) {
    for (const std::string_view goods : {"base_dies", "wafers", "dies", "stacks", "packages", "racks", "parts"}) {
      if (reason.size() > goods.size() && reason.ends_with(goods)) {
        return {reason.substr(0, reason.size() - goods.size() - 1), std::string(goods)};
      }
    }
    return {};
  }

  void go_upstream(std::string product, std::string goods) {
    constexpr int kLongestChain = 16;
    for (int step = 0; step < kLongestChain; ++step) {
      const auto reason = reason_for(product, goods);
      if (!reason) {
        settle(stage_of(product, goods), "pipeline", product, at({.measure = "in_process", .item = product}), goods);
        return;
      }
      if (reason->item == "capacity" || reason->item == "share") {
        settle(reason->stage, reason->item, product, reason->amount, reason->unit);
        return;
      }
      binding_.evidence.push_back({reason->stage, product, reason->item, reason->amount, reason->unit});
      std::tie(product, goods) = input_of(reason->item);
    }
  }

  const Curves& curves_;
  const ServiceSites& sites_;
  Binding binding_;
};

}  // namespace

std::vector<Binding> binding_of_supply(const Curves& curves) {
  std::vector<Binding> bindings;
  const ServiceSites sites(curves);
  for (const base::Month month : curves.months()) {
    bindings.push_back(Walk(curves, sites, month).from_late_racks());
  }
  return bindings;
}

std::vector<Binding> binding_of_services(const Curves& curves) {
  std::vector<Binding> bindings;
  const ServiceSites sites(curves);
  for (const base::Month month : curves.months()) {
    bindings.push_back(Walk(curves, sites, month).from_unmet_services());
  }
  return bindings;
}

std::string to_text(const Evidence& evidence) {
  const std::string what = evidence.item.empty() ? evidence.stage : fmt::format("{} {}", evidence.stage, evidence.item);
  constexpr double kTenth = 10;
  const double amount = std::round(evidence.amount * kTenth) / kTenth;
  if (evidence.reason == "unmet") {
    return fmt::format("{}: {} {} unmet", what, amount, evidence.unit);
  }
  if (evidence.reason == "plan") {
    return fmt::format("{}: the {} {} planned are in use", what, amount, evidence.unit);
  }
  if (evidence.reason == "pipeline") {
    return fmt::format("{}: {} in process, nothing waits", what, amount);
  }
  if (evidence.reason == "racks") {
    return fmt::format("{}: {} {} late", what, amount, evidence.unit);
  }
  return fmt::format("{}: {} {} wait for {}", what, amount, evidence.unit, evidence.reason);
}

std::string to_text(const Binding& binding) {
  return binding.reason.empty() ? binding.stage : fmt::format("{} {}", binding.stage, binding.reason);
}

std::string binding_of_year(const std::vector<Binding>& bindings, int year) {
  std::vector<std::pair<std::string, int>> counts;
  int months = 0;
  for (const Binding& binding : bindings) {
    if (base::year_of(binding.month) != year) {
      continue;
    }
    ++months;
    const std::string text = to_text(binding);
    const auto same =
        std::find_if(counts.begin(), counts.end(), [&](const auto& count) { return count.first == text; });
    same == counts.end() ? counts.emplace_back(text, 1) : (++same->second, *same);
  }
  if (counts.empty()) {
    return "";
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most->second == months ? most->first : fmt::format("{} ({} of {})", most->first, most->second, months);
}

}  // namespace aibelt::metrics
