#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "aibelt/report/page.hpp"
#include "aibelt/report/past_run.hpp"

namespace aibelt::test {

/// A run whose curves a test writes down, month by month from January 2027.
class MadeUpRun {
 public:
  explicit MadeUpRun(std::size_t n_months, std::string scenario = "made_up") {
    run.scenario = std::move(scenario);
    run.title = "Does it show?";
    run.seed = 7;
    run.from = {12 * 2027};
    run.n_months = n_months;
    run.summary = {{"version", "0.1.0"},
                   {"from", "2027-01-01"},
                   {"to", base::to_date_text(base::start_of({12 * 2027 + static_cast<std::int32_t>(n_months)}))},
                   {"kpis", scenario::Json::array()}};
    run.provenance = {{"scenario_hash", "abc"},
                      {"overrides", scenario::Json::array()},
                      {"counts", {{"fact", 0}, {"assumption", 0}, {"stated", 0}}},
                      {"uses", scenario::Json::array()}};
  }

  void curve(const record::Series& series, const std::vector<double>& values) {
    run.series.push_back(series);
    for (std::size_t i = 0; i < values.size(); ++i) {
      run.curves.push_back({{run.from.index + static_cast<std::int32_t>(i)},
                            {static_cast<std::int32_t>(run.series.size() - 1)},
                            values[i]});
    }
  }

  void event(const std::string& date, const std::string& stage, const std::string& place, const std::string& what,
             const std::string& item, double quantity, const std::string& unit) {
    run.events.push_back({*base::parse_date(date), stage, place, what, item, quantity, unit});
  }

  void kpi(const std::string& name, const std::string& unit, double value) {
    run.summary["kpis"].push_back(
        {{"name", name}, {"unit", unit}, {"doc", name + " as told"}, {"value", value}, {"by_year", {{"2027", value}}}});
  }

  void use(const std::string& path, const std::string& origin, const std::string& fact, const std::string& value,
           const std::string& mark) {
    run.provenance["uses"].push_back({{"path", path},
                                      {"origin", origin},
                                      {"fact", fact},
                                      {"value", value},
                                      {"low", ""},
                                      {"high", ""},
                                      {"as_of", "2026"},
                                      {"source", "a book"},
                                      {"mark", mark}});
  }

  report::PastRun run;
};

using PageData = nlohmann::json;

inline PageData data_of(const report::Page& page) { return PageData::parse(page.data(report::Language::en)); }

inline PageData data_of(const MadeUpRun& made) { return data_of(report::Page::of_runs({made.run})); }

/// The figure of that id; null where the page has none.
inline PageData figure(const PageData& data, const std::string& id) {
  for (const PageData& section : data.at("sections")) {
    for (const PageData& one : section.at("figures")) {
      if (one.at("id") == id) {
        return one;
      }
    }
  }
  return nullptr;
}

}  // namespace aibelt::test
