#pragma once

#include <string>
#include <vector>

#include "aibelt/metrics/binding.hpp"
#include "aibelt/metrics/curves.hpp"
#include "aibelt/metrics/kpi.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::cli {

/// `1.49 M`, `12.0 k`, `873`: three digits and an SI prefix.
std::string short_number(double value);

/// Rows of cells under a heading, right-aligned but for the columns from `first_text` on.
std::string text_table(const std::vector<std::vector<std::string>>& rows, std::size_t first_text);

/// Name and title of a scenario.
std::string title_of(const scenario::Scenario& scenario);

/// The KPI called `name`, which must be there.
const metrics::Kpi& find_kpi(const metrics::Kpis& kpis, const std::string& name);

/// Whether anything was made on the belt, or asked of the services.
bool has_belt(const metrics::Kpis& kpis);

/// The run by year: what was started, made, landed, powered and served, what was not, and what held it up.
std::string yearly_table(const metrics::Kpis& kpis, const metrics::Bindings& bindings);

/// Supply by stage and demand by year in one unit.
std::string supply_table(const std::vector<metrics::Curve>& belt, const std::string& unit);

}  // namespace aibelt::cli
