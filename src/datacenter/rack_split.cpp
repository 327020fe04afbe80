#include "rack_split.hpp"

#include <cmath>

#include "clusters/cluster_spec.hpp"

namespace aibelt::datacenter {

std::int64_t part_of_racks(std::int64_t racks, double share) {
  constexpr double kRounding = 1e-9;
  return static_cast<std::int64_t>(std::floor(static_cast<double>(racks) * share + kRounding));
}

std::int64_t clusters_part(const scenario::Scenario& scenario, const std::string& site, const std::string& rack,
                           std::int64_t racks) {
  std::int64_t sum = 0;
  for (const auto& [name, entry] : scenario.section("clusters")) {
    const auto& cluster = dynamic_cast<const ClusterSpec&>(*entry.spec);
    if (cluster.site == site) {
      sum += part_of_racks(racks, cluster.share_of(rack));
    }
  }
  return sum;
}

}  // namespace aibelt::datacenter
