#include <algorithm>
#include <limits>

#include "figures_of_sweep.hpp"

namespace aibelt::report {
namespace {

constexpr std::size_t kMostFans = 80;

/// `p5` as `P5`.
std::string quantile_name(std::string name) {
  name[0] = 'P';
  return name;
}

Months all_months(const std::vector<SweepResults::Fan>& fans) {
  base::Month from = fans.front().months.front();
  base::Month to = from;
  for (const SweepResults::Fan& fan : fans) {
    from = std::min(from, *std::min_element(fan.months.begin(), fan.months.end()));
    to = std::max(to, *std::max_element(fan.months.begin(), fan.months.end()));
  }
  return {from, static_cast<std::size_t>(to.index - from.index + 1)};
}

Values on(const Months& x, const std::vector<base::Month>& months, const std::vector<double>& values) {
  Values all(x.n, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < months.size(); ++i) {
    all[static_cast<std::size_t>(months[i].index - x.from.index)] = values[i];
  }
  return all;
}

/// `stacking skh_stack hbm4_12: good`, and of which point.
Text name_of(const SweepResults::Fan& fan, bool has_points) {
  const auto behind = [](const std::string& text) { return text.empty() ? "" : " " + text; };
  const Text rest = raw(behind(fan.series.place) + behind(fan.series.item));
  const Text stage = stage_text(fan.series.stage);
  const Text curve = say("{}: {}", {{stage.en + rest.en, stage.ko + rest.ko}, measure_text(fan.series.measure)});
  if (!has_points) {
    return curve;
  }
  return fan.point == "all" ? say("{}, all points", {curve}) : say("{}, point {}", {curve, raw(fan.point)});
}

FanView view_of(const SweepResults& sweep, const SweepResults::Fan& fan, const Months& x, bool has_points) {
  FanView view;
  view.unit = fan.series.unit;
  view.of = name_of(fan, has_points);
  const std::size_t n = sweep.quantiles.size();
  for (std::size_t i = 0; i < n / 2; ++i) {
    view.bands.push_back({quantile_name(sweep.quantiles[i]), quantile_name(sweep.quantiles[n - 1 - i]),
                          on(x, fan.months, fan.quantiles[i]), on(x, fan.months, fan.quantiles[n - 1 - i])});
  }
  view.middle_name = quantile_name(sweep.quantiles[n / 2]);
  view.middle = on(x, fan.months, fan.quantiles[n / 2]);
  return view;
}

}  // namespace

std::optional<Figure> fans(const SweepResults& sweep) {
  if (sweep.fans.empty() || sweep.quantiles.size() < 3) {
    return std::nullopt;
  }
  std::vector<const SweepResults::Fan*> wanted;
  for (const bool is_all : {true, false}) {
    for (const SweepResults::Fan& fan : sweep.fans) {
      if ((fan.point == "all") == is_all && wanted.size() < kMostFans) {
        wanted.push_back(&fan);
      }
    }
  }
  const bool has_points = wanted.back()->point != "all";
  Fan figure{.x = all_months(sweep.fans)};
  for (const SweepResults::Fan* fan : wanted) {
    figure.variants.push_back(view_of(sweep, *fan, figure.x, has_points));
  }
  return Figure{"fans", say("Fans of the curves"),
                say("Quantiles of each curve over the runs, month by month; half of them lie within the inner band."),
                std::move(figure)};
}

}  // namespace aibelt::report
