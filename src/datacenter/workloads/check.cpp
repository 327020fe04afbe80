#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "../clusters/cluster_spec.hpp"
#include "../site_spec.hpp"
#include "aibelt/datacenter/sections.hpp"
#include "workload.hpp"

namespace aibelt::datacenter {
namespace {

class WorkloadCheck {
 public:
  WorkloadCheck(const scenario::Scenario& scenario, base::Issues& issues) : scenario_(scenario), issues_(issues) {
    has_links_ = !scenario.section("links").empty();
    for (const auto& [name, entry] : scenario.section("clusters")) {
      const auto& cluster = dynamic_cast<const ClusterSpec&>(*entry.spec);
      for (const std::string& rack : cluster.racks_on(scenario.spec<SiteSpec>("sites", cluster.site))) {
        accelerators_[name].insert(product::rack_of(scenario, rack).accelerator);
      }
    }
  }

  void check(const std::string& name, const WorkloadSpec& workload) {
    const std::string path = scenario::child_path("workloads", name);
    if (scenario_.section("clusters").empty()) {
      report(path, "there is no cluster to run it; add one under \"clusters\"");
      return;
    }
    std::set<std::string> sites;
    bool has_place = false;
    for (const auto& [cluster_name, entry] : scenario_.section("clusters")) {
      if (workload.runs_in(cluster_name)) {
        sites.insert(dynamic_cast<const ClusterSpec&>(*entry.spec).site);
        has_place = has_place || has_accelerator(cluster_name, workload);
      }
    }
    if (!has_place) {
      report(path,
             "none of its clusters has, or will have, the accelerators it runs on; name others in \"runs_on\" or "
             "let racks that carry them stand on the clusters' sites");
    }
    if (workload.dataset && !has_links_ && (sites.size() > 1 || !sites.contains(workload.dataset->at))) {
      report(scenario::child_path(path, "data"),
             fmt::format("lies at {}, and no fibre carries it to other sites; add \"links\"", workload.dataset->at));
    }
    if (workload.checkpoints && !workload.checkpoints->copy_to.empty() && !has_links_) {
      report(scenario::child_path(scenario::child_path(path, "checkpoints"), "copy_to"),
             "no fibre carries the copies; add \"links\"");
    }
  }

 private:
  bool has_accelerator(const std::string& cluster, const WorkloadSpec& workload) const {
    const auto found = accelerators_.find(cluster);
    return found != accelerators_.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [&](const std::string& accelerator) { return workload.runs_on(accelerator); });
  }

  void report(const std::string& path, std::string message) {
    issues_.push_back({.path = path, .message = std::move(message)});
  }

  const scenario::Scenario& scenario_;
  base::Issues& issues_;
  bool has_links_ = false;
  std::map<std::string, std::set<std::string>> accelerators_;  ///< by cluster
};

}  // namespace

void check_workloads(const scenario::Scenario& scenario, base::Issues& issues) {
  WorkloadCheck check(scenario, issues);
  for (const auto& [name, entry] : scenario.section("workloads")) {
    check.check(name, dynamic_cast<const WorkloadSpec&>(*entry.spec));
  }
}

}  // namespace aibelt::datacenter
