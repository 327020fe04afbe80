#include <algorithm>
#include <map>

#include "bindings.hpp"
#include "figures_of_run.hpp"
#include "kpis.hpp"

namespace aibelt::report {
namespace {

void add_years(Table& table, const RunView& run) {
  for (int year = base::year_of(run.months().from); year <= base::year_of(run.months().at(run.run().n_months - 1));
       ++year) {
    table.columns.push_back({std::to_string(year), raw(std::to_string(year)), "number"});
  }
}

/// What bound in most months of `year`, the earlier on a tie, and in how many of how many.
Text binding_of(const std::vector<metrics::Binding>& bindings, int year) {
  std::vector<std::pair<const metrics::Binding*, int>> counts;
  int months = 0;
  for (const metrics::Binding& binding : bindings) {
    if (base::year_of(binding.month) != year) {
      continue;
    }
    ++months;
    const auto same = std::find_if(counts.begin(), counts.end(), [&](const auto& count) {
      return count.first->stage == binding.stage && count.first->reason == binding.reason;
    });
    if (same == counts.end()) {
      counts.emplace_back(&binding, 1);
    } else {
      ++same->second;
    }
  }
  if (counts.empty()) {
    return {};
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  const Text what = binding_text(*most->first);
  return most->second == months
             ? what
             : say("{} ({} of {} months)", {what, raw(std::to_string(most->second)), raw(std::to_string(months))});
}

}  // namespace

std::vector<PastKpi> kpis_of(const PastRun& run) {
  std::vector<PastKpi> kpis;
  const auto found = run.summary.find("kpis");
  for (const auto& json : found == run.summary.end() ? scenario::Json::array() : *found) {
    PastKpi kpi{json.at("name"), json.at("unit"), json.at("doc"), json.at("value"), {}};
    for (const auto& [year, value] : json.at("by_year").items()) {
      kpi.by_year[std::stoi(year)] = value.get<double>();
    }
    kpis.push_back(std::move(kpi));
  }
  return kpis;
}

std::optional<Figure> kpi_table(const RunView& run) {
  Table table{{{"what", say("what"), "text"},
               {"kpi", say("KPI"), "code"},
               {"unit", say("unit"), "text"},
               {"total", say("whole run"), "number"}},
              {}};
  add_years(table, run);
  for (const PastKpi& kpi : kpis_of(run.run())) {
    std::vector<Cell> row = {kpi_text(kpi.name, kpi.doc), raw(kpi.name), unit_text(kpi.unit), kpi.value};
    for (int year = base::year_of(run.months().from); row.size() < table.columns.size(); ++year) {
      const auto value = kpi.by_year.find(year);
      row.push_back(value == kpi.by_year.end() ? Cell() : Cell(value->second));
    }
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) {
    return std::nullopt;
  }
  return Figure{"kpis", say("Key figures"),
                say("Each key figure over the whole run and by calendar year, as in summary.json; stocks stand at the "
                    "end of the year."),
                std::move(table), true};
}

std::optional<Figure> binding_table(const RunView& run) {
  Table table{{{"year", say("year"), "text"},
               {"services", say("services wait for"), "text"},
               {"racks", say("racks wait for"), "text"}},
              {}};
  const int last = base::year_of(run.months().at(run.run().n_months - 1));
  for (int year = base::year_of(run.months().from); year <= last; ++year) {
    const Text services = binding_of(run.bindings().services, year);
    const Text racks = binding_of(run.bindings().racks, year);
    if (!services.empty() || !racks.empty()) {
      table.rows.push_back({raw(std::to_string(year)), services, racks});
    }
  }
  if (table.rows.empty()) {
    return std::nullopt;
  }
  return Figure{"binding-by-year", say("What binds, by year"),
                say("The stage that binds in most months of each year, the earlier one on a tie."), std::move(table),
                true};
}

}  // namespace aibelt::report
