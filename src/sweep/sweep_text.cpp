#include "sweep_text.hpp"

namespace aibelt::sweep {

using scenario::field;

const scenario::FieldTable<FactorText>& FactorText::fields() {
  static const scenario::FieldTable<FactorText> table = {
      field(&FactorText::path, {.name = "path",
                                .doc = "what it varies: a place in the scenario, such as sites.ulsan.pue, or fact.ID",
                                .by_default = "none"}),
      field(&FactorText::fact, {.name = "fact",
                                .doc = "id of a fact it varies wherever that is cited; brings its own range",
                                .by_default = "none"}),
      field(&FactorText::values, {.name = "values", .doc = "its levels, as the scenario would have them"}),
      field(&FactorText::low, {.name = "low", .doc = "least amount of a range: a number or a quantity"}),
      field(&FactorText::high, {.name = "high", .doc = "largest amount of a range"}),
      field(&FactorText::shape, {.name = "shape",
                                 .doc = "how likely the amounts of a range are; triangular with a mode, else uniform",
                                 .choices = {"log_uniform", "normal", "triangular", "uniform"}}),
      field(&FactorText::mode, {.name = "mode", .doc = "likeliest amount; of a normal shape its mean"}),
      field(&FactorText::sd, {.name = "sd", .doc = "standard deviation of a normal shape, before its cut at the ends"}),
      field(&FactorText::whole,
            {.name = "whole", .doc = "amounts are rounded to whole numbers", .by_default = "false"}),
      field(&FactorText::levels, {.name = "levels",
                                  .unit = "1",
                                  .low = 1,
                                  .doc = "of a range, in a full factorial",
                                  .by_default = "as the design says"}),
  };
  return table;
}

const scenario::FieldTable<WantedCurve>& WantedCurve::fields() {
  static const scenario::FieldTable<WantedCurve> table = {
      field(&WantedCurve::stage, {.name = "stage", .doc = "stage of the chain", .by_default = "any"}),
      field(&WantedCurve::place, {.name = "place", .doc = "name of a place", .by_default = "any"}),
      field(&WantedCurve::item, {.name = "item", .doc = "goods or service", .by_default = "any"}),
      field(&WantedCurve::measure, {.name = "measure", .doc = "what is measured", .by_default = "any"}),
      field(&WantedCurve::unit, {.name = "unit", .doc = "unit of the values", .by_default = "any"}),
  };
  return table;
}

const scenario::FieldTable<SweepText>& SweepText::fields() {
  static const scenario::FieldTable<SweepText> table = {
      field(&SweepText::title, {.name = "title", .doc = "the question the sweep asks", .by_default = "\"\""}),
      field(&SweepText::scenario,
            {.name = "scenario", .doc = "the scenario's file; a relative path starts at the folder of this file"}),
      field(&SweepText::set,
            {.name = "set", .doc = "values of the scenario that all runs share, by path", .by_default = "{}"}),
      field(&SweepText::factors, {.name = "factors", .doc = "what varies, by a name of its own", .by_default = "{}"}),
      field(&SweepText::from_facts,
            {.name = "from_facts",
             .doc = "\"all\" or [id, …]: one factor for each cited fact that has a range, triangular from low to high",
             .by_default = "[]"}),
      field(&SweepText::design, {.name = "design", .doc = "where the points lie", .by_default = "full_factorial"}),
      field(&SweepText::replications, {.name = "replications",
                                       .unit = "1",
                                       .low = 1,
                                       .doc = "runs of each point, each with a seed of its own that all points share",
                                       .by_default = "1"}),
      field(&SweepText::seed, {.name = "seed",
                               .low = 0,
                               .doc = "of the first replication, of the others' seeds and of the design's draws",
                               .by_default = "as the scenario says"}),
      field(&SweepText::kpis, {.name = "kpis",
                               .doc = "KPIs to keep, as tokens_served or tokens_served@2029-02; all when empty",
                               .by_default = "[]"}),
      field(&SweepText::curves, {.name = "curves", .doc = "curves to keep", .by_default = "[]"}),
      field(&SweepText::keep_runs,
            {.name = "keep_runs", .doc = "whether to keep the folder of every run", .by_default = "false"}),
  };
  return table;
}

std::vector<scenario::FieldInfo> sweep_fields() { return scenario::describe_fields(SweepText::fields()); }

std::string override_text(const scenario::Json& value) {
  if (value.is_string()) {
    auto text = value.get<std::string>();
    return scenario::Json::accept(text) ? value.dump() : text;
  }
  return value.dump();
}

}  // namespace aibelt::sweep
