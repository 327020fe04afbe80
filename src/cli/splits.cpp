#include "splits.hpp"

#include <set>

#include <fmt/format.h>

#include "aibelt/network/split.hpp"
#include "aibelt/report/csv_sink.hpp"

namespace aibelt::cli {
namespace {

class Splitter {
 public:
  Splitter(const report::PastRun& run, const report::Figures& figures) : graph_(*run.graph), figures_(figures) {}

  std::string rows(const std::string& item) const {
    std::map<std::string, double> available;
    std::map<std::string, double> wanted;
    for (const network::GoodsWay& way : graph_.ways) {
      if (way.carries(item)) {
        available[graph_.places[way.from].name] = mean(graph_.places[way.from].name, item, "shipped");
        wanted[graph_.places[way.to].name] = mean(graph_.places[way.to].name, item, "received");
      }
    }
    if (available.size() < 2 || wanted.size() < 2) {
      return "";
    }
    const auto split = [&](network::Best best) {
      return network::cheapest_split(graph_, item, graph_.n_months / 2, available, wanted, best);
    };
    const auto by_cost = split(network::Best::cheapest);
    const auto by_days = split(network::Best::fastest);
    std::string text;
    for (std::size_t i = 0; i < by_cost.size(); ++i) {
      const network::GoodsWay& way = *by_cost[i].way;
      text +=
          fmt::format("{},{},{},{},{},{},{},{}\n", report::csv_field(item), report::csv_field(way.name),
                      report::csv_field(graph_.places[way.from].name), report::csv_field(graph_.places[way.to].name),
                      way.cost, way.days, by_cost[i].units, by_days[i].units);
    }
    return text;
  }

 private:
  double mean(const std::string& place, const std::string& item, const std::string& measure) const {
    double sum = 0;
    for (std::size_t month = 0; month < graph_.n_months; ++month) {
      sum += figures_.at(place, report::product_of(item), measure, month);
    }
    return sum / static_cast<double>(graph_.n_months);
  }

  const network::SupplyGraph& graph_;
  const report::Figures& figures_;
};

}  // namespace

std::string splits_csv(const report::PastRun& run, const report::Figures& figures) {
  std::set<std::string> items;
  for (const network::GoodsWay& way : run.graph->ways) {
    items.insert(way.items.begin(), way.items.end());
  }
  std::string text = "item,lane,from,to,usd_per_unit,days,units_at_least_freight,units_at_least_days\n";
  const Splitter splitter(run, figures);
  for (const std::string& item : items) {
    text += splitter.rows(item);
  }
  return text;
}

}  // namespace aibelt::cli
