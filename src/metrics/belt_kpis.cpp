#include "aibelt/metrics/belt_kpis.hpp"

#include <array>

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

constexpr KpiOf of_clusters(const char* name, const char* unit, const char* doc, Roll roll, Wanted of,
                            Wanted per = {}) {
  of.stage = "cluster";
  per.stage = "cluster";
  return {name, unit, doc, roll, of, per, true};
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
  return kpis;
}

}  // namespace aibelt::metrics
