#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "actors.hpp"
#include "aibelt/datacenter/sections.hpp"
#include "aibelt/engine/engine.hpp"
#include "aibelt/network/lanes.hpp"
#include "aibelt/product/products.hpp"
#include "aibelt/supply/sections.hpp"

namespace aibelt::engine {
namespace {

void check_names(const std::vector<Actor>& actors, scenario::Reader& reader) {
  std::string previous;
  for (const Actor& actor : actors) {
    if (actor.name == previous || actor.name == datacenter::kServingName) {
      reader.report(actor.path, fmt::format("the name \"{}\" is taken; every place of the scenario needs its own", actor.name));
    }
    previous = actor.name;
  }
}

/// References are checked against every entry, so an entry that `when` leaves out must not be named by one that stays.
bool names_only_present(const std::vector<Actor>& actors, const scenario::Scenario& scenario) {
  const auto has = [&](const char* section, const std::string& name) { return scenario.section(section).contains(name); };
  return std::all_of(actors.begin(), actors.end(), [&](const Actor& actor) {
    const auto items = actor.spec->produces(scenario);
    return std::all_of(items.begin(), items.end(), [&](const entity::Item& item) {
      return has("memory", item.product) || has("accelerators", item.product) || has("racks", item.product);
    });
  });
}

}  // namespace

const scenario::Catalogue& catalogue() {
  static const scenario::Catalogue all = [] {
    scenario::Catalogue sections = product::product_sections();
    for (const auto& part : {supply::supply_sections(), network::lane_sections(), datacenter::datacenter_sections()}) {
      sections.insert(sections.end(), part.begin(), part.end());
    }
    return sections;
  }();
  return all;
}

std::optional<scenario::Scenario> load(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                                       base::Issues& issues) {
  const auto document = scenario::load_document(file, overrides, issues);
  if (!document) {
    return std::nullopt;
  }
  auto scenario = scenario::read_scenario(*document, catalogue(), issues);
  if (scenario) {
    validate(*scenario, *document, issues);
  }
  return issues.empty() ? std::move(scenario) : std::nullopt;
}

void validate(const scenario::Scenario& scenario, const scenario::Document& document, base::Issues& issues) {
  scenario::Reader reader(document, issues);
  const auto actors = actors_of(scenario);
  check_names(actors, reader);
  if (!names_only_present(actors, scenario)) {
    reader.report("switches", "an entry that stays in names a product that this position of the switches leaves out");
    return;
  }
  std::vector<network::Node> nodes;
  for (const Actor& actor : actors) {
    base::Issues found;
    actor.spec->check_products(scenario, found);
    for (const base::Issue& issue : found) {
      reader.report(scenario::child_path(actor.path, issue.path), issue.message);
    }
    nodes.push_back(node_of(actor, scenario));
  }
  std::vector<network::Edge> edges;
  for (const auto& [name, entry] : scenario.section("lanes")) {
    const auto& lane = dynamic_cast<const network::Lane&>(*entry.spec);
    edges.push_back({lane.from, lane.to, scenario::child_path("lanes", name)});
  }
  for (const base::Issue& issue : network::check_network(nodes, edges)) {
    reader.report(issue.path, issue.message);
  }
}

}  // namespace aibelt::engine
