#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "aibelt/base/id.hpp"
#include "aibelt/base/time.hpp"

namespace aibelt::record {

/// What a monthly curve is about; its five texts are columns of curves.csv.
struct Series {
  std::string stage;  ///< fab, wafer_finishing, stacking, packaging, assembly, supply, customer, site, service, belt, …
  std::string place;    ///< entity name; empty for the whole chain
  std::string item;     ///< product, service or what else is counted
  std::string measure;  ///< good, scrap, stock, in_process, backlog, capacity, …
  std::string unit;

  friend auto operator<=>(const Series&, const Series&) = default;
};

using SeriesId = base::Id<Series>;

/// One point of a curve: a total over `month` or a level at its end, as the measure says.
struct CurveRow {
  base::Month month;
  SeriesId series;
  double value = 0;
};

/// Something that happened once.
struct EventRow {
  base::SimTime time;
  std::string stage;
  std::string place;
  std::string what;  ///< first_output, power_on, waiting_for_power, short_of, …
  std::string item;
  double quantity = 0;
  std::string unit;
};

/// A job of a cluster that has ended, or that the run's end has cut off; times count from the start of the run.
struct JobRow {
  std::int64_t number = 0;    ///< within its workload, from 1
  std::string_view workload;  ///< texts of the scenario, which outlives the row
  std::string_view tenant;
  std::string_view cluster;
  std::string_view accelerator;
  base::Duration submission{};
  base::Duration start{};  ///< the first one
  base::Duration finish{};
  base::Duration requested{};           ///< estimate of its run time
  base::Duration run{};                 ///< on its accelerators, over all its runs
  std::int64_t accelerators_milli = 0;  ///< thousandths of an accelerator
  std::int64_t restarts = 0;            ///< runs after the first
  bool is_done = true;                  ///< else the run of the scenario ended before the job did
  std::string allocated;                ///< accelerators of its last run, `0-7 16`
  double it_energy_j = 0;
  double facility_energy_j = 0;
  double cost_krw = 0;
  double co2_g = 0;
};

}  // namespace aibelt::record
