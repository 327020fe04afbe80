#include "aibelt/report/summary.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "aibelt/base/version.hpp"
#include "origin_name.hpp"
#include "text.hpp"

namespace aibelt::report {
namespace {

using Ordered = nlohmann::ordered_json;

Ordered kpi_json(const metrics::Kpi& kpi) {
  Ordered by_year = Ordered::object();
  for (const auto& [year, value] : kpi.by_year()) {
    by_year[std::to_string(year)] = finite(value, kpi.name);
  }
  return {{"name", kpi.name},
          {"value", finite(kpi.value(), kpi.name)},
          {"unit", kpi.unit},
          {"doc", kpi.doc},
          {"by_year", std::move(by_year)}};
}

Ordered use_json(const scenario::Use& use) {
  return {{"path", use.path},   {"origin", name_of(use.origin)},
          {"fact", use.fact},   {"value", use.value},
          {"low", use.low},     {"high", use.high},
          {"as_of", use.as_of}, {"source", use.source},
          {"mark", use.mark}};
}

/// How many figures come from facts, from assumptions and from the scenario alone.
Ordered counts_json(const std::vector<scenario::Use>& uses) {
  using scenario::Origin;
  Ordered counts;
  for (const Origin origin : {Origin::fact, Origin::assumption, Origin::stated}) {
    counts[name_of(origin)] =
        std::count_if(uses.begin(), uses.end(), [&](const scenario::Use& use) { return use.origin == origin; });
  }
  return counts;
}

template <class Range, class ToJson>
Ordered list_json(const Range& range, const ToJson& to_json) {
  Ordered list = Ordered::array();
  for (const auto& element : range) {
    list.push_back(to_json(element));
  }
  return list;
}

Ordered binding_json(const metrics::Binding& binding) {
  return {
      {"month", base::to_text(binding.month)},
      {"stage", binding.stage},
      {"reason", binding.reason},
      {"evidence", list_json(binding.evidence, [](const metrics::Evidence& step) { return Ordered(to_text(step)); })}};
}

std::string file_text(const Ordered& json) {
  constexpr int kIndent = 2;
  return json.dump(kIndent) + "\n";
}

}  // namespace

std::string summary_json(const scenario::Scenario& scenario, const metrics::Kpis& kpis,
                         const metrics::Bindings& bindings) {
  return file_text({{"scenario", scenario.name},
                    {"title", scenario.title},
                    {"version", base::version()},
                    {"seed", scenario.seed},
                    {"from", base::to_date_text(scenario.from)},
                    {"to", base::to_date_text(scenario.to)},
                    {"kpis", list_json(kpis, kpi_json)},
                    {"binding_for_services", list_json(bindings.services, binding_json)},
                    {"binding_for_racks", list_json(bindings.racks, binding_json)}});
}

std::string provenance_json(const scenario::Scenario& scenario, const std::vector<std::string>& overrides) {
  return file_text({{"version", base::version()},
                    {"scenario", scenario.name},
                    {"scenario_hash", scenario.hash},
                    {"seed", scenario.seed},
                    {"overrides", list_json(overrides, [](const std::string& text) { return Ordered(text); })},
                    {"counts", counts_json(scenario.uses)},
                    {"uses", list_json(scenario.uses, use_json)}});
}

}  // namespace aibelt::report
