#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "aibelt/datacenter/belt.hpp"
#include "aibelt/datacenter/sections.hpp"
#include "aibelt/engine/engine.hpp"
#include "aibelt/metrics/belt_kpis.hpp"
#include "aibelt/network/fibre.hpp"
#include "aibelt/network/lanes.hpp"
#include "aibelt/product/products.hpp"
#include "aibelt/scenario/document.hpp"
#include "aibelt/supply/disruptions.hpp"
#include "aibelt/supply/money.hpp"
#include "aibelt/supply/sections.hpp"
#include "outline.hpp"

namespace aibelt::engine {
namespace {

/// `actors` stand in the order of names.
void check_names(const std::vector<Actor>& actors, scenario::Reader& reader) {
  const Actor* previous = nullptr;
  for (const Actor& actor : actors) {
    if (actor.name == datacenter::kServingName) {
      reader.report(actor.path,
                    fmt::format("the name \"{}\" is kept for what serves them; give this place another", actor.name));
    } else if (actor.name == datacenter::kBeltName) {
      reader.report(actor.path,
                    fmt::format("the name \"{}\" is kept for what carries data; give this place another", actor.name));
    } else if (actor.name == datacenter::kBrokerName) {
      reader.report(actor.path,
                    fmt::format("the name \"{}\" is kept for what places jobs; give this place another", actor.name));
    } else if (actor.name == supply::kDisruptionsName) {
      reader.report(actor.path,
                    fmt::format("the name \"{}\" is kept for what goes wrong; give this place another", actor.name));
    } else if (previous != nullptr && actor.name == previous->name) {
      reader.report(actor.path, fmt::format("the name \"{}\" is taken by {}; every place needs its own", actor.name,
                                            previous->path));
    }
    previous = &actor;
  }
}

void check_expectations(const scenario::Scenario& scenario, scenario::Reader& reader) {
  const metrics::Kpis kpis = metrics::belt_kpis(metrics::Curves({}, {}));
  std::vector<std::string> names;
  for (const metrics::Kpi& kpi : kpis) {
    names.push_back(kpi.name);
  }
  for (std::size_t i = 0; i < scenario.expect.size(); ++i) {
    const scenario::Expectation& expectation = scenario.expect[i];
    const std::string path = scenario::child_path("expect", i);
    if (!expectation.kpi.empty() && std::find(names.begin(), names.end(), expectation.kpi) == names.end()) {
      reader.report(scenario::child_path(path, "kpi"),
                    fmt::format("there is no KPI \"{}\"{}; \"aibelt list kpis\" shows all", expectation.kpi,
                                scenario::did_you_mean(expectation.kpi, names)));
    }
    const std::string why =
        expectation.at.empty() ? "" : scenario::why_not_in_run(expectation.at, scenario.from, scenario.to);
    if (!why.empty()) {
      reader.report(scenario::child_path(path, "at"), why);
    }
  }
}

/// Names of the scenario's text that are not in what was read: their `when` does not fit, or their entries are broken.
std::set<std::string> absent_names(const scenario::Scenario& scenario, const scenario::Json& root) {
  std::set<std::string> names;
  for (const scenario::Section& section : catalogue()) {
    const auto entries = root.find(section.name);
    if (entries == root.end() || !entries->is_object()) {
      continue;
    }
    for (const auto& [name, node] : entries->items()) {
      if (!scenario.section(section.name).contains(name)) {
        names.insert(name);
      }
    }
  }
  return names;
}

/// Lanes lead from place to place, those from any one to any other by different modes. Where something is broken, absent places say nothing.
void check_lanes(const scenario::Scenario& scenario, const network::SupplyGraph& places, bool is_sound,
                 scenario::Reader& reader) {
  const std::set<std::string> absent = absent_names(scenario, reader.document().root);
  const auto check_end = [&](const std::string& place, const std::string& path) {
    // Of a lane that was misread the ends may be missing.
    const std::string why = place.empty() && !is_sound ? "" : network::why_no_place(places, place);
    if (why.empty()) {
      return;
    }
    if (!absent.contains(place)) {
      reader.report(path, why);
    } else if (is_sound) {
      reader.report(path, fmt::format("\"{}\" is left out by its \"when\"; give the lane the same \"when\"", place));
    }
  };
  std::map<std::tuple<std::string, std::string, std::string>, std::string> paths;
  for (const auto& [name, entry] : scenario.section("lanes")) {
    const auto& lane = dynamic_cast<const network::Lane&>(*entry.spec);
    const std::string path = scenario::child_path("lanes", name);
    check_end(lane.from, scenario::child_path(path, "from"));
    check_end(lane.to, scenario::child_path(path, "to"));
    const auto [first, is_new] = paths.emplace(std::tuple(lane.from, lane.to, lane.mode.value_or("")), path);
    if (!is_new && !lane.from.empty() && !lane.to.empty()) {
      reader.report(path, fmt::format("{} leads from {} to {} too; keep one of the two or give each its own \"mode\"",
                                      first->second, lane.from, lane.to));
    }
  }
}

/// Reports what was found of the entry at `path`, empty for the whole scenario.
void report_all(const base::Issues& found, const std::string& path, scenario::Reader& reader) {
  for (const base::Issue& issue : found) {
    reader.report(path.empty() ? issue.path : scenario::child_path(path, issue.path), issue.message);
  }
}

/// Whether goods can reach every place that needs them, by products and lanes that are sound in themselves.
void check_flows(const scenario::Scenario& scenario, const std::vector<Actor>& actors, network::SupplyGraph& graph,
                 scenario::Reader& reader) {
  for (const Actor& actor : actors) {
    base::Issues found;
    actor.spec->check_products(scenario, found);
    report_all(found, actor.path, reader);
  }
  base::Issues found;
  datacenter::check_workloads(scenario, found);
  supply::check_contracts(scenario, found);
  supply::check_disruptions(scenario, found);
  supply::check_money(scenario, found);
  add_goods_and_lanes(scenario, actors, graph);
  const base::Issues broken = network::check_network(graph);
  found.insert(found.end(), broken.begin(), broken.end());
  report_all(found.empty() ? network::check_qualifications(graph, scenario) : found, "", reader);
}

}  // namespace

const scenario::Catalogue& catalogue() {
  static const scenario::Catalogue all = [] {
    scenario::Catalogue sections = product::product_sections();
    for (const auto& part :
         {supply::supply_sections(), network::lane_sections(), network::link_sections(),
          datacenter::datacenter_sections(), supply::disruption_sections(), supply::money_sections()}) {
      sections.insert(sections.end(), part.begin(), part.end());
    }
    return sections;
  }();
  return all;
}

std::optional<scenario::Scenario> load(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                                       base::Issues& issues) {
  const auto document = scenario::load_document(file, overrides, issues);
  return document ? load(*document, issues) : std::nullopt;
}

std::optional<scenario::Scenario> load(const scenario::Document& document, base::Issues& issues) {
  scenario::Scenario scenario = scenario::read_what_is_readable(document, catalogue(), issues);
  validate(scenario, document, issues);
  return issues.empty() ? std::optional(std::move(scenario)) : std::nullopt;
}

void validate(const scenario::Scenario& scenario, const scenario::Document& document, base::Issues& issues) {
  scenario::Reader reader(document, issues);
  const bool is_sound = issues.empty();
  const auto actors = actors_of(scenario);
  network::SupplyGraph graph = places_of(actors);
  check_names(actors, reader);
  check_expectations(scenario, reader);
  check_lanes(scenario, graph, is_sound, reader);
  if (actors.empty() && scenario.section("links").empty() && issues.empty()) {
    reader.report("", "has no places, so nothing would happen; add a fab, a supplier, a site, a customer or a link");
  }
  if (issues.empty()) {
    check_flows(scenario, actors, graph, reader);
  }
}

}  // namespace aibelt::engine
