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
};

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
};

}  // namespace

Kpis belt_kpis(const Curves& curves) {
  Kpis kpis;
  for (const KpiOf& of : kKpis) {
    Kpi kpi{of.name, of.unit, of.doc, of.roll, curves.sum(of.of)};
    for (const base::Month month : curves.months()) {
      kpi.months.try_emplace(month, 0);
    }
    kpis.push_back(std::move(kpi));
  }
  return kpis;
}

}  // namespace aibelt::metrics
