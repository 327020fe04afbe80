#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "actors.hpp"
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
void check_lanes(const scenario::Scenario& scenario, const std::vector<Actor>& actors, bool is_sound,
                 scenario::Reader& reader) {
  std::vector<std::string> places;
  places.reserve(actors.size());
  for (const Actor& actor : actors) {
    places.push_back(actor.name);
  }
  const std::set<std::string> absent = absent_names(scenario, reader.document().root);
  const auto check_end = [&](const std::string& place, const std::string& path) {
    if (place.empty() || std::binary_search(places.begin(), places.end(), place)) {
      return;
    }
    if (absent.contains(place) && is_sound) {
      reader.report(path, fmt::format("\"{}\" is left out by its \"when\"; give the lane the same \"when\"", place));
    } else if (!absent.contains(place)) {
      reader.report(path, fmt::format("there is no place \"{}\"{}; a lane leads from a plant, line or supplier to "
                                      "another, a site or a customer",
                                      place, scenario::did_you_mean(place, places)));
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

/// What is qualified goes over the lane, and before the run ends.
void check_qualifications(const scenario::Scenario& scenario, const std::vector<Actor>& actors,
                          scenario::Reader& reader) {
  const auto spec_of = [&](const std::string& name) {
    return std::find_if(actors.begin(), actors.end(), [&](const Actor& actor) { return actor.name == name; })->spec;
  };
  for (const auto& [name, entry] : scenario.section("lanes")) {
    const auto& lane = dynamic_cast<const network::Lane&>(*entry.spec);
    const auto produced = spec_of(lane.from)->produces(scenario);
    const auto consumed = spec_of(lane.to)->consumes(scenario);
    std::vector<std::string> carried;
    for (const entity::Item& item : produced) {
      if (std::find(consumed.begin(), consumed.end(), item) != consumed.end()) {
        carried.push_back(item.product);
      }
    }
    const std::string path = scenario::child_path("lanes", name);
    const auto check_carried = [&](const std::string& product, const std::string& key) {
      if (std::find(carried.begin(), carried.end(), product) == carried.end()) {
        reader.report(scenario::child_path(scenario::child_path(path, key), product),
                      fmt::format("this does not go over the lane; what does is {}{}", fmt::join(carried, ", "),
                                  scenario::did_you_mean(product, carried)));
      }
    };
    for (const auto& [product, date] : lane.qualified) {
      check_carried(product, "qualified");
      if (date >= scenario.to) {
        reader.report(scenario::child_path(scenario::child_path(path, "qualified"), product),
                      fmt::format("{} is no earlier than the end of the run, so that it would never be taken; take the "
                                  "lane out or give an earlier date",
                                  base::to_date_text(date)));
      }
    }
    for (const auto& [product, span] : lane.qualification) {
      check_carried(product, "qualification");
    }
  }
}

/// Whether goods can reach every place that needs them, by products and lanes that are sound in themselves.
void check_flows(const scenario::Scenario& scenario, const std::vector<Actor>& actors, scenario::Reader& reader) {
  std::vector<network::Node> nodes;
  for (const Actor& actor : actors) {
    base::Issues found;
    actor.spec->check_products(scenario, found);
    for (const base::Issue& issue : found) {
      reader.report(scenario::child_path(actor.path, issue.path), issue.message);
    }
    nodes.push_back(node_of(actor, scenario));
  }
  base::Issues found;
  datacenter::check_workloads(scenario, found);
  supply::check_contracts(scenario, found);
  supply::check_disruptions(scenario, found);
  supply::check_money(scenario, found);
  for (const base::Issue& issue : found) {
    reader.report(issue.path, issue.message);
  }
  std::vector<network::Edge> edges;
  for (const auto& [name, entry] : scenario.section("lanes")) {
    const auto& lane = dynamic_cast<const network::Lane&>(*entry.spec);
    edges.push_back({lane.from, lane.to, scenario::child_path("lanes", name)});
  }
  const base::Issues broken = network::check_network(nodes, edges);
  for (const base::Issue& issue : broken) {
    reader.report(issue.path, issue.message);
  }
  if (found.empty() && broken.empty()) {
    check_qualifications(scenario, actors, reader);
  }
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
  check_names(actors, reader);
  check_expectations(scenario, reader);
  check_lanes(scenario, actors, is_sound, reader);
  if (actors.empty() && scenario.section("links").empty() && issues.empty()) {
    reader.report("", "has no places, so nothing would happen; add a fab, a supplier, a site, a customer or a link");
  }
  if (issues.empty()) {
    check_flows(scenario, actors, reader);
  }
}

}  // namespace aibelt::engine
