#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

#include "aibelt/base/random.hpp"
#include "aibelt/scenario/document.hpp"
#include "tests/clusters/cluster_run.hpp"

namespace aibelt::test {

/// A random scenario of one cluster and its workloads, two months long. The last jobs are short and submitted by the end of January, so
/// that on a sound cluster all are done by the end of February.
class RandomCluster {
 public:
  using Json = scenario::Json;

  explicit RandomCluster(std::uint64_t number, const std::string& suffix = "")
      : random_(number, "random cluster"), suffix_(suffix) {
    root_ = Json::parse(std::string(ClusterText{.to = "2026-03-01"}));
    Json& site = root_["sites"]["site"];
    site["opening"] = {{"rack", whole(1, 4)}};
    if (random_.bernoulli(0.5)) {
      site["opening"]["wide"] = whole(1, 3);
    }
    if (random_.bernoulli(0.5)) {
      add_later_racks();
    }
    if (random_.bernoulli(0.5)) {
      add_curtailment();
    }
    Json& cluster = root_["clusters"]["cluster"];
    cluster["scheduling"] = one_of({"easy_backfill", "fcfs", "sjf", "conservative_backfill", "fair_share"});
    cluster["placement"] = one_of({"pack", "spread", "best_fit", "topology"});
    cluster["power"] = one_of({"slow", "hold", "none"});
    cluster["compute_bound"] = random_.uniform(0, 1);
    if (random_.bernoulli(0.3)) {
      cluster["quotas"] = {{"batch", std::max<std::int64_t>(16, 3 * accelerators() / 4)}};
    }
    if (random_.bernoulli(0.3)) {
      cluster["reservations"] = {
          {{"for", "rounds"}, {"accelerators", whole(1, 16)}, {"from", "2026-01-09"}, {"to", "2026-01-13"}}};
    }
    add_workloads();
    rename();
  }

  /// Faults of nodes, some of which only interrupt, and of racks; repairs are short.
  void add_failures() {
    clusters().begin().value()["failures"] = {
        {"components",
         {{"gpu",
           {{"rate_per_node", fmt::format("{} 1/node/day", random_.uniform(0.02, 0.1))},
            {"interrupt_share", random_.uniform()},
            {"repair", {{"mean", "3 h"}}}}}}},
        {"shared_faults", {{"cooling", {{"scope", "rack"}, {"rate", "20 1/year"}, {"repair", {{"mean", "2 h"}}}}}}}};
  }

  Json& root() { return root_; }
  Json& clusters() { return root_["clusters"]; }
  Json& site() { return root_["sites"].begin().value(); }
  std::string text() const { return root_.dump(); }
  std::string name() const { return "cluster" + suffix_; }

 private:
  std::int64_t whole(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(high - low + 1)));
  }
  std::string one_of(const std::vector<std::string>& options) { return options[random_.below(options.size())]; }

  /// Of the racks that open the site.
  std::int64_t accelerators() {
    std::int64_t sum = 0;
    for (const auto& [rack, count] : root_["sites"]["site"]["opening"].items()) {
      sum += 16 * count.get<std::int64_t>();
    }
    return sum;
  }

  void add_later_racks() {
    root_["sites"]["site"]["build"] = {{{"from", "2026-01-01"}, {"rack", "rack"}}};
    root_["sites"]["site"]["phases"] = "0.16 MW";
    root_["suppliers"]["boards"] = {{"kind", "accelerator_supplier"},
                                    {"capacity", "1000 packages/day"},
                                    {"cycle_time", "10 days"},
                                    {"products", {{"gpu", Json::object()}}}};
    root_["assembly"]["integrator"] = {
        {"capacity", "1000 racks/day"}, {"cycle_time", "5 days"}, {"products", {{"rack", Json::object()}}}};
    root_["lanes"]["boards"] = {{"from", "boards"}, {"to", "integrator"}, {"lead_time", "1 day"}};
    root_["lanes"]["racks"] = {{"from", "integrator"}, {"to", "site"}, {"lead_time", "3 days"}};
  }

  void add_curtailment() {
    const Json& opening = root_["sites"]["site"]["opening"];
    const double racks = opening.value("rack", 0.0) + 2 * opening.value("wide", 0.0);
    const double facility_mw = racks * random_.uniform(8, 16) * 1.25 / 1000;  // between 8 and 16 of 4 to 16 kW a rack
    root_["sites"]["site"]["curtailments"] = {{{"from", "2026-01-01"},
                                               {"to", "2026-02-01"},
                                               {"first_hour", whole(0, 12)},
                                               {"end_hour", whole(13, 24)},
                                               {"limit", fmt::format("{} MW", facility_mw)}}};
  }

  /// So many that about two thirds of what opens the site are used.
  void add_workloads() {
    const auto opening = static_cast<double>(accelerators());
    const double batch_per_day = 0.35 * opening * 24 / (3.6 * 2.3);  // mean 3.6 accelerators, 2.3 h
    Json& workloads = root_["workloads"];
    workloads["batch"] = {
        {"kind", "batch"},
        {"arrivals", {{"base", until_february(batch_per_day)}}},
        {"accelerators",
         {{"kind", "choice"},
          {"options", {{{"value", 1}, {"weight", 5}}, {{"value", 4}, {"weight", 4}}, {{"value", 15}, {"weight", 1}}}}}},
        {"runtime", {{"kind", "lognormal"}, {"median", "2 hours"}, {"sigma", 0.5}}},
        {"overestimate", random_.uniform(1, 4)},
        {"load", random_.uniform(0.2, 1)},
        {"priority", whole(1, 3)},
        {"accelerator_milli", random_.bernoulli(0.5) ? 1000 : whole(100, 999)}};
    workloads["agents"] = {{"kind", "agents"},
                           {"tenant", one_of({"batch", "agents"})},
                           {"sessions", {{"base", until_february(opening)}}},
                           {"steps", {{"kind", "fixed"}, {"value", whole(1, 6)}}},
                           {"runtime", {{"kind", "lognormal"}, {"median", "20 minutes"}, {"sigma", 1}}},
                           {"pause", {{"kind", "fixed"}, {"value", "5 minutes"}}},
                           {"priority", whole(1, 3)}};
    workloads["rounds"] = {
        {"kind", "digital_twin"},
        {"first", "2026-01-03"},
        {"every", "200 hours"},
        {"jobs", whole(1, 4)},
        {"accelerators", whole(1, 16)},
        {"runtime", {{"kind", "fixed"}, {"value", "8 hours"}}},
        {"checkpoints", {{"interval", "30 minutes"}, {"write", "1 minutes"}, {"restart", "5 minutes"}}},
        {"deadline", "24 hours"},
        {"priority", whole(1, 3)}};
  }

  static Json until_february(double per_day) {
    return Json::array({Json::array({"2026-01-01", fmt::format("{} 1/day", per_day)}),
                        Json::array({"2026-01-31", fmt::format("{} 1/day", per_day)}),
                        Json::array({"2026-02-01", "0 1/day"})});
  }

  /// The suffix on every name that entries bear.
  void rename() {
    if (suffix_.empty()) {
      return;
    }
    Json renamed = root_;
    for (const char* section : {"sites", "clusters", "workloads", "suppliers", "assembly", "lanes"}) {
      renamed.erase(section);
      const Json entries = root_.value(section, Json::object());
      for (const auto& [name, entry] : entries.items()) {
        renamed[section][name + suffix_] = with_suffixes(entry);
      }
    }
    root_ = renamed;
  }

  Json with_suffixes(const Json& entry) const {
    Json changed = entry;
    if (changed.contains("priority")) {
      changed["clusters"] = Json::array({name()});
    }
    for (const char* key : {"site", "from", "to"}) {
      if (changed.contains(key) && changed[key].is_string()) {
        changed[key] = changed[key].get<std::string>() + suffix_;
      }
    }
    if (changed.contains("reservations")) {
      changed["reservations"][0]["for"] = "rounds" + suffix_;
    }
    return changed;
  }

  base::Stream random_;
  std::string suffix_;
  Json root_;
};

}  // namespace aibelt::test
