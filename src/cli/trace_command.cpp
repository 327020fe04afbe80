#include "trace_command.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aibelt/network/drawing.hpp"
#include "aibelt/network/routes.hpp"
#include "aibelt/report/csv_sink.hpp"
#include "chrome_trace.hpp"
#include "month_cuts.hpp"
#include "splits.hpp"
#include "table.hpp"
#include "write_file.hpp"

namespace aibelt::cli {
namespace {

void write_file_if_named(const std::filesystem::path& path, const std::string& text) {
  if (!path.empty()) {
    write_file(path, text);
  }
}

/// What a place hands on or, at the end of the chain, takes in.
network::PlaceNote note_of(const network::Place& place, const report::PastRun& run, const report::Figures& figures) {
  network::PlaceNote note;
  std::set<std::string> items(place.takes.begin(), place.takes.end());
  if (!place.makes.empty()) {
    items.clear();
    for (const network::Making& making : place.makes) {
      items.insert(making.item);
    }
  }
  note.unit = items.empty() ? "" : report::goods_of(*items.begin());
  double capacity = 0;
  double used = 0;
  for (std::size_t month = 0; month < run.n_months; ++month) {
    double throughput = 0;
    for (const std::string& item : items) {
      throughput +=
          figures.at(place.name, report::product_of(item), place.makes.empty() ? "received" : "shipped", month);
    }
    note.by_month.push_back(throughput);
    note.throughput += throughput / static_cast<double>(run.n_months);
    const double of_month = figures.at(place.name, "", "capacity", month);
    const double used_of_month = figures.at(place.name, "", "used_capacity", month);
    note.utilisations.push_back(of_month > 0 ? used_of_month / of_month : 0);
    capacity += of_month;
    used += used_of_month;
  }
  note.utilisation = capacity > 0 ? used / capacity : -1;
  if (note.utilisation < 0) {
    note.utilisations.clear();
  }
  return note;
}

std::vector<network::PlaceNote> notes_of(const report::PastRun& run, const report::Figures& figures,
                                         const std::vector<MonthCut>& cuts) {
  std::vector<network::PlaceNote> notes;
  for (const network::Place& place : run.graph->places) {
    notes.push_back(note_of(place, run, figures));
    notes.back().binding_months =
        static_cast<std::size_t>(std::count_if(cuts.begin(), cuts.end(), [&](const auto& cut) {
          return std::any_of(cut.cut.holds.begin(), cut.cut.holds.end(), [&](const network::Hold& hold) {
            return hold.name == place.name && hold.stage == place.stage;
          });
        }));
  }
  return notes;
}

/// Items that some place takes and hands on to nobody.
std::set<std::string> finished_items(const network::SupplyGraph& graph) {
  std::set<std::string> items;
  for (const network::Place& place : graph.places) {
    if (place.makes.empty()) {
      items.insert(place.takes.begin(), place.takes.end());
    }
  }
  return items;
}

struct FoundRoute {
  std::string finished;
  std::string best;
  network::Route route;
};

std::vector<FoundRoute> routes_of(const network::SupplyGraph& graph) {
  std::vector<FoundRoute> found;
  for (const std::string& item : finished_items(graph)) {
    const network::Chain chain(graph, item, graph.n_months / 2);
    for (const auto& [name, best] :
         {std::pair{"fastest", network::Best::fastest}, {"cheapest", network::Best::cheapest}}) {
      for (network::Route& route : network::routes(chain, best)) {
        found.push_back({item, name, std::move(route)});
      }
    }
  }
  return found;
}

std::string csv_of(const std::vector<FoundRoute>& routes) {
  std::string text = "finished,raw,from,to,best,days,usd,places,lanes\n";
  for (const FoundRoute& one : routes) {
    text += fmt::format("{},{},{},{},{},{},{},{},{}\n", report::csv_field(one.finished),
                        report::csv_field(one.route.item), report::csv_field(one.route.places.front()),
                        report::csv_field(one.route.places.back()), one.best, one.route.days, one.route.cost,
                        report::csv_field(fmt::format("{}", fmt::join(one.route.places, " > "))),
                        report::csv_field(fmt::format("{}", fmt::join(one.route.ways, " > "))));
  }
  return text;
}

/// For each finished item and raw one, the fastest of the fastest routes and, where one costs less, the cheapest of the cheapest.
std::string route_table(const std::vector<FoundRoute>& routes) {
  std::map<std::tuple<std::string, std::string, std::string>, const network::Route*> best;
  for (const FoundRoute& one : routes) {
    const network::Route*& known = best[{one.finished, one.route.item, one.best}];
    const bool is_fastest = one.best == "fastest";
    const bool is_better =
        known == nullptr || (is_fastest ? one.route.days < known->days : one.route.cost < known->cost);
    known = is_better ? &one.route : known;
  }
  std::vector<std::vector<std::string>> rows = {{"finished", "days", "USD", "best", "raw goods", "route"}};
  for (const auto& [key, route] : best) {
    const auto& [finished, raw, name] = key;
    const network::Route* fastest = best.at({finished, raw, "fastest"});
    if (route == fastest || route->cost < fastest->cost) {
      rows.push_back({finished, fmt::format("{:.1f}", route->days), short_number(route->cost), name, raw,
                      fmt::format("{}", fmt::join(route->places, " > "))});
    }
  }
  return text_table(rows, 3);
}

std::string drawing(const TraceOptions& options, const report::PastRun& run,
                    const std::vector<network::PlaceNote>& notes) {
  return options.is_graphml ? network::to_graphml(*run.graph, notes) : network::to_dot(*run.graph, run.title, notes);
}

}  // namespace

void TraceOptions::write_to(const std::filesystem::path& file, const std::string& format) {
  const std::string ending = file.extension().string();
  const bool is_drawing = format.empty() ? ending == ".dot" || ending == ".graphml" : format != "chrome";
  if (!file.empty()) {
    (is_drawing ? graph : chrome) = file;
  }
  is_graphml = format.empty() ? graph.extension() == ".graphml" : format == "graphml";
}

Exit trace_run(const TraceOptions& options) {
  base::Issues issues;
  const auto run = report::read_run(options.folder, issues);
  if (run && !run->graph) {
    issues.push_back(
        {(options.folder / "network.json").string(), "", "is not there: a scenario without lanes has no network"});
  }
  print_issues(issues, options.folder.string());
  if (!issues.empty()) {
    return Exit::bad_input;
  }
  const report::Figures figures(*run);
  const auto cuts = month_cuts(*run, figures);
  const auto routes = routes_of(*run->graph);
  if (!options.graph.empty()) {
    write_file(options.graph, drawing(options, *run, notes_of(*run, figures, cuts)));
  }
  if (!options.chrome.empty()) {
    write_file(options.chrome, chrome_trace(*run, figures));
  }
  write_file_if_named(options.cuts, csv_of(cuts));
  write_file_if_named(options.routes, csv_of(routes));
  if (!options.splits.empty()) {
    write_file(options.splits, splits_csv(*run, figures));
  }
  fmt::print("{} places, {} lanes\n\n{}\n{}", run->graph->places.size(), run->graph->ways.size(), route_table(routes),
             agreement_table(cuts));
  return Exit::ok;
}

}  // namespace aibelt::cli
