#include "plan_tables.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "aibelt/base/version.hpp"
#include "aibelt/report/csv_sink.hpp"
#include "aibelt/report/past_run.hpp"
#include "table.hpp"

namespace aibelt::cli {
namespace {

using Ordered = nlohmann::ordered_json;

void add(const metrics::Curves& curves, const metrics::Wanted& wanted, double worth, std::map<int, double>& years) {
  for (const auto& [month, value] : worth > 0 ? curves.sum(wanted) : metrics::Monthly()) {
    years[base::year_of(month)] += worth * value;
  }
}

double sum_of(const std::map<int, double>& years) {
  return std::accumulate(years.begin(), years.end(), 0.0,
                         [](double sum, const auto& year) { return sum + year.second; });
}

std::string gap_text(double bound, double run) {
  constexpr double kShown = 0.05;  // per cent
  const double gap = bound > 0 ? 100 * (bound - run) / bound : 0;
  return bound > 0 ? fmt::format("{:.1f} %", std::abs(gap) < kShown ? 0 : gap) : "-";
}

std::string unit_of(const plan::Limited& what) { return what.is_rate ? what.unit + "/month" : what.unit; }

std::string name_of(const plan::Limited& what) {
  return what.item.empty() ? what.place : fmt::format("{} ({})", what.place, what.item);
}

std::string months_of(const plan::PriceRange& range) {
  return range.from == range.to ? base::to_text(range.from)
                                : fmt::format("{} to {}", base::to_text(range.from), base::to_text(range.to));
}

/// The days of the run in which a flow takes place, first and first after.
std::pair<std::string, std::string> dates_of(const plan::Flow& flow, const plan::SupplyProgramme& supply) {
  const auto ahead = base::Duration{static_cast<std::int64_t>(flow.ahead * static_cast<double>(base::kDay.count()))};
  const base::SimTime from = std::max(supply.periods[flow.period] - ahead, supply.periods.front());
  return {base::to_date_text(from), base::to_date_text(supply.periods[flow.period + 1] - ahead)};
}

Ordered price_json(const plan::PriceRange& range, const plan::SupplyProgramme& supply) {
  const plan::Limited& what = supply.limited[range.limited];
  Ordered json = {{"kind", what.kind},
                  {"place", what.place},
                  {"item", what.item},
                  {"unit", unit_of(what)},
                  {"from", base::to_text(range.from)},
                  {"to", base::to_text(range.to)},
                  {"mean_price", range.mean},
                  {"peak_month", base::to_text(range.peak_month)},
                  {"peak_price", range.peak},
                  {"worth", range.worth}};
  if (range.is_solved) {
    json["step"] = range.step;
    json["gain"] = range.gain;
    json["loss"] = range.loss;
    json["is_one_sided"] = range.is_one_sided();
  }
  return json;
}

}  // namespace

std::map<int, double> value_by_year(const plan::Network& network, const metrics::Curves& curves) {
  std::map<int, double> years;
  for (const plan::Service& service : network.services) {
    add(curves, {.stage = "service", .measure = "served", .unit = service.unit, .item = service.name}, service.worth,
        years);
  }
  for (const plan::Demand& demand : network.demands) {
    const std::string product = report::product_of(demand.item);
    add(curves, {.stage = demand.stage, .measure = "received", .item = product, .place = demand.place}, demand.worth,
        years);
  }
  for (const plan::Site& site : network.sites) {
    for (const plan::RackKind& kind : site.kinds) {
      const std::string rack = report::product_of(kind.item);
      add(curves, {.stage = "site", .measure = "received", .item = rack, .place = site.name}, kind.worth, years);
    }
  }
  return years;
}

std::string year_table(const PlanResult& result) {
  std::vector<std::vector<std::string>> rows = {{"year", "run", "plan", "bound", "gap"}};
  const auto row = [&](const std::string& name, double run, double planned, double bound) {
    rows.push_back({name, result.run ? short_number(run) : "-", short_number(planned), short_number(bound),
                    result.run ? gap_text(bound, run) : "-"});
  };
  double so_far = 0;
  for (const plan::YearValue& year : result.study.years) {
    const auto found = result.run ? result.run->find(year.year) : std::map<int, double>::const_iterator();
    const double run = result.run && found != result.run->end() ? found->second : 0;
    so_far = result.supply.is_of_goods ? so_far + run : run;
    row((result.supply.is_of_goods ? "to " : "") + std::to_string(year.year), so_far, year.planned, year.bound);
  }
  row("all", result.run ? sum_of(*result.run) : 0, result.study.value, result.study.value);
  return text_table(rows, rows[0].size());
}

std::string price_table(const PlanResult& result, std::size_t n_most) {
  std::vector<std::vector<std::string>> rows = {
      {"1 % more of all", "one more", "dearest", "solved again", "what", "where", "months"}};
  const auto& ranges = result.study.ranges;
  for (std::size_t i = 0; i < std::min(n_most, ranges.size()); ++i) {
    const plan::PriceRange& range = ranges[i];
    const plan::Limited& what = result.supply.limited[range.limited];
    if (what.kind == "demand") {
      break;
    }
    const std::string solved =
        range.is_solved
            ? fmt::format(
                  "+{:g}: {}{}", range.step, short_number(range.gain),
                  range.is_one_sided() ? fmt::format(", -{:g}: {}", range.step, short_number(0 - range.loss)) : "")
            : "-";
    rows.push_back({short_number(range.worth / 100), fmt::format("{} / {}", short_number(range.mean), unit_of(what)),
                    fmt::format("{} in {}", short_number(range.peak), base::to_text(range.peak_month)), solved,
                    what.kind, name_of(what), months_of(range)});
  }
  return text_table(rows, 4);
}

std::string plan_csv(const PlanResult& result) {
  std::string text = "what,place,item,unit,from,to,amount\n";
  for (const plan::Flow& flow : result.supply.flows) {
    const double amount = result.study.plan[static_cast<std::size_t>(flow.column)] * flow.scale;
    if (amount > plan::kTolerance) {
      const auto [from, to] = dates_of(flow, result.supply);
      text += fmt::format("{},{},{},{},{},{},{}\n", flow.what, report::csv_field(flow.place),
                          report::csv_field(flow.item), flow.unit, from, to, amount);
    }
  }
  return text;
}

std::string prices_csv(const PlanResult& result) {
  std::string text = "kind,place,item,month,limit,unit,price,price_unit\n";
  for (std::size_t i = 0; i < result.study.prices.size(); ++i) {
    const plan::MonthLimit& limit = result.supply.month_limits[i];
    const plan::Limited& what = result.supply.limited[limit.limited];
    const double price = result.study.prices[i];
    text += fmt::format("{},{},{},{},{},{},{},{}\n", what.kind, report::csv_field(what.place),
                        report::csv_field(what.item), base::to_text(limit.month), limit.amount, what.unit,
                        price == 0 ? 0 : price, fmt::format("{} per {}", result.unit, unit_of(what)));
  }
  return text;
}

std::string plan_json(const PlanResult& result) {
  Ordered years = Ordered::array();
  double so_far = 0;
  for (const plan::YearValue& year : result.study.years) {
    Ordered json = {{"year", year.year}, {"plan", year.planned}, {"bound", year.bound}};
    if (result.run) {
      const auto found = result.run->find(year.year);
      const double of_year = found == result.run->end() ? 0.0 : found->second;
      so_far = result.supply.is_of_goods ? so_far + of_year : of_year;
      json["run"] = so_far;
    }
    years.push_back(std::move(json));
  }
  Ordered prices = Ordered::array();
  for (const plan::PriceRange& range : result.study.ranges) {
    prices.push_back(price_json(range, result.supply));
  }
  Ordered json = {{"version", base::version()},
                  {"scenario", result.scenario.name},
                  {"scenario_hash", result.scenario.hash},
                  {"seed", result.scenario.seed},
                  {"overrides", result.overrides},
                  {"status", plan::to_text(result.study.solution.status)},
                  {"objective", result.unit},
                  {"n_columns", result.supply.programme.columns().size()},
                  {"n_rows", result.supply.programme.rows().size()},
                  {"tolerance", plan::kTolerance},
                  {"bound", result.study.value}};
  if (result.run) {
    json["run"] = sum_of(*result.run);
    json["gap"] = result.study.value > 0 ? (result.study.value - sum_of(*result.run)) / result.study.value : 0;
  }
  json["is_cumulative"] = result.supply.is_of_goods;
  json["years"] = std::move(years);
  json["prices"] = std::move(prices);
  return json.dump(2) + "\n";
}

}  // namespace aibelt::cli
