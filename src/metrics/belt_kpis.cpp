#include "aibelt/metrics/belt_kpis.hpp"

#include <array>

#include "aibelt/metrics/bullwhip.hpp"

namespace aibelt::metrics {
namespace {

struct KpiOf {
  const char* name;
  const char* unit;
  const char* doc;
  Roll roll;
  Wanted of;
  Wanted per = {};           ///< of a ratio
  bool is_optional = false;  ///< shown only where the run has such a series
  double scale = 1;          ///< from the unit of `of` over that of `per` to `unit`
};

constexpr KpiOf of_energy(const char* name, const char* unit, const char* doc, const char* measure) {
  return {name, unit, doc, Roll::sum, {.stage = "site", .measure = measure}, {}, true};
}

constexpr KpiOf by_token(const char* name, const char* unit, const char* doc, const char* measure, double scale) {
  return {name,
          unit,
          doc,
          Roll::ratio,
          {.stage = "site", .measure = measure},
          {.stage = "service", .measure = "served", .unit = "tokens"},
          true,
          scale};
}

constexpr KpiOf of_service(const char* name, const char* doc, Wanted of, Wanted per) {
  return {name, "ratio", doc, Roll::ratio, of, per, true};
}

constexpr KpiOf fill_rate(const char* name, const char* goods, const char* doc) {
  return of_service(name, doc, {.measure = "quantity_on_time", .unit = goods},
                    {.measure = "quantity_due", .unit = goods});
}

constexpr KpiOf of_clusters(const char* name, const char* unit, const char* doc, Roll roll, Wanted of,
                            Wanted per = {}) {
  of.stage = "cluster";
  per.stage = "cluster";
  return {name, unit, doc, roll, of, per, true};
}

constexpr KpiOf of_money(const char* name, const char* doc, const char* measure, Roll roll = Roll::sum) {
  return {name, "USD", doc, roll, {.stage = "money", .measure = measure}, {}, true};
}

constexpr KpiOf by_money(const char* name, const char* unit, const char* doc, Wanted of, Wanted per) {
  of.stage = "money";
  per.stage = "money";
  return {name, unit, doc, Roll::ratio, of, per, true};
}

constexpr std::array kKpis = {
    KpiOf{"wafers_started",
          "wafers",
          "memory wafers started in all fabs",
          Roll::sum,
          {.stage = "fab", .measure = "started"}},
    KpiOf{"wafers_finished",
          "wafers",
          "wafers that entered TSV and wafer test",
          Roll::sum,
          {.stage = "wafer_finishing", .measure = "started"}},
    KpiOf{"good_stacks",
          "stacks",
          "stacks that passed the known-good-stack test",
          Roll::sum,
          {.stage = "stacking", .measure = "good"}},
    KpiOf{"stacks_bought",
          "stacks",
          "stacks delivered by makers outside the model",
          Roll::sum,
          {.stage = "memory_supplier", .measure = "shipped"}},
    KpiOf{"packages",
          "packages",
          "accelerator packages that passed final test",
          Roll::sum,
          {.stage = "packaging", .measure = "good"}},
    KpiOf{"racks_built", "racks", "racks that left integration", Roll::sum, {.stage = "assembly", .measure = "good"}},
    KpiOf{"racks_landed",
          "racks",
          "racks that arrived at the sites",
          Roll::sum,
          {.stage = "site", .measure = "received"}},
    KpiOf{"racks_live",
          "racks",
          "racks at work on the sites at the end",
          Roll::last,
          {.stage = "site", .measure = "live"}},
    KpiOf{"racks_waiting_for_power",
          "racks",
          "racks on the floor without power, mean of the month",
          Roll::mean,
          {.stage = "site", .measure = "waiting_for_power"}},
    KpiOf{"racks_late",
          "racks",
          "racks the sites wanted and have not got, at the end",
          Roll::last,
          {.stage = "site", .measure = "late"}},
    KpiOf{"customers_unmet",
          "racks",
          "racks outside customers wanted and have not got, at the end",
          Roll::last,
          {.stage = "customer", .measure = "unmet"}},
    of_service("on_time_in_full", "order lines that left whole by their date over those due, all makers",
               {.measure = "lines_on_time"}, {.measure = "lines_due"}),
    fill_rate("wafer_fill_rate", "wafers", "wafers that left by their date over those due"),
    fill_rate("stack_fill_rate", "stacks", "stacks that left by their date over those due"),
    fill_rate("package_fill_rate", "packages", "packages that left by their date over those due"),
    fill_rate("rack_fill_rate", "racks", "racks that left by their date over those due"),
    KpiOf{"rack_backlog_age",
          "days",
          "age of the racks past their date, mean",
          Roll::ratio,
          {.measure = "backlog_days", .unit = "rack-days"},
          {.measure = "backlog", .unit = "racks"},
          true},
    of_service("firm_fill_rate", "goods called off under firm contracts that left by their date over all such",
               {.measure = "firm_on_time"}, {.measure = "firm_called"}),
    of_service("letter_fill_rate", "goods called off under letters of intent that left by their date over all such",
               {.measure = "letter_on_time"}, {.measure = "letter_called"}),
    KpiOf{"it_power_live",
          "MW",
          "IT power of the racks at work at the end",
          Roll::last,
          {.stage = "site", .measure = "it_power_live"}},
    KpiOf{"facility_power_live",
          "MW",
          "facility power of the racks at work at the end",
          Roll::last,
          {.stage = "site", .measure = "facility_power_live"}},
    KpiOf{"tokens_demand",
          "tokens",
          "tokens wanted",
          Roll::sum,
          {.stage = "service", .measure = "demand", .unit = "tokens"}},
    KpiOf{"tokens_served",
          "tokens",
          "tokens served",
          Roll::sum,
          {.stage = "service", .measure = "served", .unit = "tokens"}},
    KpiOf{"tokens_unmet",
          "tokens",
          "tokens wanted and not served",
          Roll::sum,
          {.stage = "service", .measure = "unmet", .unit = "tokens"}},
    KpiOf{"training_demand",
          "EFLOP",
          "training compute wanted",
          Roll::sum,
          {.stage = "service", .measure = "demand", .unit = "EFLOP"}},
    KpiOf{"training_done",
          "EFLOP",
          "training compute done",
          Roll::sum,
          {.stage = "service", .measure = "served", .unit = "EFLOP"}},
    KpiOf{"training_unmet",
          "EFLOP",
          "training compute wanted and not done",
          Roll::sum,
          {.stage = "service", .measure = "unmet", .unit = "EFLOP"}},
    of_energy("energy_facility", "MWh", "energy that sites with an account drew from the grid", "energy_facility"),
    of_energy("energy_cost", "KRW", "what it cost, demand charge included", "energy_cost"),
    of_energy("co2", "t", "CO2 emitted for it", "co2"),
    by_token("energy_per_token", "J/token", "energy of those sites, whatever they did, over tokens served",
             "energy_facility", 3.6e9),
    by_token("cost_per_token", "KRW/Mtokens", "its cost over tokens served", "energy_cost", 1e6),
    by_token("co2_per_token", "gCO2/Mtokens", "its CO2 over tokens served", "co2", 1e12),
    of_money("revenue", "goods shipped at the price of makers that state one", "revenue"),
    by_money("gross_margin", "ratio", "their revenue less the standard cost of what they shipped, over revenue",
             {.measure = "gross_profit"}, {.measure = "revenue"}),
    of_money("sales_held_up", "overdue orders of those makers at their price, at the end", "sales_held_up", Roll::last),
    of_money("own_cost", "cost of work at all places, inputs left out", "own_cost"),
    of_money("scrap_cost", "cost of what failed its test", "scrap_cost"),
    of_money("holding_cost", "cost of holding inputs, goods in process and stock", "holding_cost"),
    of_money("working_capital", "value of inputs, goods in process, stock and goods on their way, at the end",
             "working_capital", Roll::last),
    by_money("working_capital_days", "days", "that value over the value that leaves the belt in a day",
             {.measure = "capital_days"}, {.measure = "value_out"}),
    by_money("cost_per_wafer", "USD/wafer", "standard cost of a good wafer, mean", {.measure = "cost_of_wafers"},
             {.measure = "costed", .unit = "wafers"}),
    by_money("cost_per_stack", "USD/stack", "standard cost of a good stack, mean", {.measure = "cost_of_stacks"},
             {.measure = "costed", .unit = "stacks"}),
    by_money("cost_per_package", "USD/package", "standard cost of a good package, mean",
             {.measure = "cost_of_packages"}, {.measure = "costed", .unit = "packages"}),
    by_money("cost_per_rack", "USD/rack", "standard cost of a good rack, mean", {.measure = "cost_of_racks"},
             {.measure = "costed", .unit = "racks"}),
    by_money("cost_per_accelerator", "USD/package", "what buyers paid for each accelerator they received",
             {.measure = "paid_for_accelerators"}, {.measure = "accelerators"}),
    of_clusters("jobs_submitted", "jobs", "jobs submitted to the clusters", Roll::sum, {.measure = "submitted"}),
    of_clusters("jobs_finished", "jobs", "jobs that ended", Roll::sum, {.measure = "finished"}),
    of_clusters("jobs_late", "jobs", "jobs that ended after their deadline", Roll::sum, {.measure = "late"}),
    of_clusters("jobs_interrupted", "jobs", "times a fault broke a job off", Roll::sum, {.measure = "interrupted"}),
    of_clusters("jobs_waiting", "jobs", "jobs in the queues at the end", Roll::last, {.measure = "waiting"}),
    of_clusters("job_wait", "hours", "wait of a job before it starts, mean", Roll::ratio, {.measure = "wait"},
                {.measure = "started"}),
    of_clusters("accelerator_hours", "accelerator-hours", "accelerator-hours that jobs used", Roll::sum,
                {.measure = "used"}),
    of_clusters("cluster_utilisation", "ratio", "accelerator-hours used over those in service", Roll::ratio,
                {.measure = "occupied"}, {.measure = "in_service"}),
    of_clusters("cluster_availability", "ratio", "accelerator-hours in service over those installed", Roll::ratio,
                {.measure = "in_service"}, {.measure = "installed"}),
    of_clusters("effective_time_ratio", "ratio", "accelerator-hours that became saved work over those used",
                Roll::ratio, {.measure = "kept"}, {.measure = "used"}),
    of_clusters("hours_slowed", "hours", "hours in which a power limit slowed a cluster", Roll::sum,
                {.measure = "slowed"}),
};

}  // namespace

Kpis belt_kpis(const Curves& curves) {
  Kpis kpis;
  for (const KpiOf& of : kKpis) {
    Kpi kpi{of.name, of.unit, of.doc, of.roll, curves.sum(of.of)};
    if (of.roll == Roll::ratio) {
      kpi.per = curves.sum(of.per);
    }
    for (auto& [month, value] : kpi.months) {
      value *= of.scale;
    }
    for (const base::Month month : curves.months()) {
      kpi.months.try_emplace(month, 0);
      kpi.per.try_emplace(month, 0);
    }
    const bool has_both = !curves.find(of.of).empty() && (of.roll != Roll::ratio || !curves.find(of.per).empty());
    kpi.is_present = !of.is_optional || has_both;
    kpis.push_back(std::move(kpi));
  }
  kpis.push_back(largest_bullwhip(curves));
  return kpis;
}

}  // namespace aibelt::metrics
