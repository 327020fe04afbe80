#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "actors.hpp"
#include "aibelt/datacenter/sections.hpp"
#include "aibelt/engine/engine.hpp"
#include "aibelt/metrics/belt_kpis.hpp"
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

void check_expectations(const scenario::Scenario& scenario, scenario::Reader& reader) {
  const metrics::Kpis kpis = metrics::belt_kpis(metrics::Curves({}, {}));
  std::vector<std::string> names;
  for (const metrics::Kpi& kpi : kpis) {
    names.push_back(kpi.name);
  }
  for (std::size_t i = 0; i < scenario.expect.size(); ++i) {
    const scenario::Expectation& expectation = scenario.expect[i];
    const std::string path = scenario::child_path("expect", i);
    if (std::find(names.begin(), names.end(), expectation.kpi) == names.end()) {
      reader.report(scenario::child_path(path, "kpi"), fmt::format("there is no KPI \"{}\"{}; the KPIs are {}", expectation.kpi,
                                                                   scenario::did_you_mean(expectation.kpi, names),
                                                                   fmt::join(names, ", ")));
    }
    const auto date = base::parse_date(expectation.at);
    constexpr base::Duration kYear = std::chrono::days{366};
    if (!expectation.at.empty() && (!date || *date >= scenario.to || *date + kYear < scenario.from)) {
      reader.report(scenario::child_path(path, "at"), fmt::format("\"{}\" is no month or year of the run", expectation.at));
    }
  }
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
  check_expectations(scenario, reader);
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
