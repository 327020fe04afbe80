#pragma once

#include <cstdint>
#include <string>

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

}  // namespace aibelt::record
