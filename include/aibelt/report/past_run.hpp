#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/metrics/curves.hpp"
#include "aibelt/network/supply_graph.hpp"
#include "aibelt/record/rows.hpp"
#include "aibelt/scenario/json_source.hpp"

namespace aibelt::report {

/// What a run has left in its folder.
struct PastRun {
  std::filesystem::path folder;
  scenario::Json summary;     ///< summary.json
  scenario::Json provenance;  ///< provenance.json
  std::string scenario;
  std::string title;
  std::int64_t seed = 0;
  base::Month from;
  std::size_t n_months = 0;
  std::optional<network::SupplyGraph> graph;  ///< of a run with lanes
  std::vector<record::Series> series;
  std::vector<record::CurveRow> curves;
  std::vector<record::EventRow> events;
};

/// Reads summary.json, provenance.json, curves.csv, events.csv and, where there is one, network.json of `folder`; nullopt and
/// issues where one is missing, torn or of another version of aibelt.
std::optional<PastRun> read_run(const std::filesystem::path& folder, base::Issues& issues);

/// The curves of a run by place, product and measure, over all units.
class Figures {
 public:
  explicit Figures(const PastRun& run);

  /// Value in a month counted from the start of the run; 0 where there is none. `product` is empty for the whole place.
  double at(const std::string& place, const std::string& product, const std::string& measure, std::size_t month) const;
  bool has(const std::string& place, const std::string& product, const std::string& measure) const;

 private:
  std::map<std::tuple<std::string, std::string, std::string>, std::vector<double>> values_;
};

using network::goods_of;
using network::product_of;

}  // namespace aibelt::report
