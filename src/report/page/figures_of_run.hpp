#pragma once

#include <optional>
#include <vector>

#include "figure.hpp"
#include "run_view.hpp"

/// One function for each figure of a run, in a file of its name; nullopt where the run has nothing of the kind.
namespace aibelt::report {

std::optional<Figure> supply_and_demand(const RunView& run);
std::optional<Figure> gap(const RunView& run);
std::optional<Figure> cumulative_gap(const RunView& run);
std::optional<Figure> binding_strip(const RunView& run);
std::optional<Figure> services(const RunView& run);
std::optional<Figure> site_power(const RunView& run);
std::optional<Figure> site_racks(const RunView& run);
std::optional<Figure> goods_flow(const RunView& run);
std::optional<Figure> timeline(const RunView& run);
std::optional<Figure> stock_and_work(const RunView& run);
std::optional<Figure> belt_map(const RunView& run);
std::optional<Figure> clusters(const RunView& run);
std::optional<Figure> kpi_table(const RunView& run);
std::optional<Figure> binding_table(const RunView& run);
std::optional<Figure> facts(const RunView& run);
std::optional<Figure> assumptions(const RunView& run);
std::optional<Figure> stated(const RunView& run);

}  // namespace aibelt::report
