#include <algorithm>
#include <map>

#include "figures_of_run.hpp"
#include "goods_content.hpp"
#include "traffic.hpp"

namespace aibelt::report {
namespace {

void add(Values& sum, const Values& values, double factor) {
  sum.resize(values.size(), 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum[i] += values[i] * factor;
  }
}

/// Puts the flow together: a node a place, a link for each lane and kind of goods, and one node a stage for what it loses.
class Flow {
 public:
  explicit Flow(const RunView& run) : run_(run), graph_(*run.run().graph), content_(run) {
    sankey_.x = run.months();
    sankey_.unit = has_packages() ? "packages" : "";
  }

  Sankey draw() {
    const auto depths = graph_.depths();
    for (std::size_t i = 0; i < graph_.places.size(); ++i) {
      sankey_.nodes.push_back({raw(graph_.places[i].name), graph_.places[i].stage, depths[i]});
    }
    add_goods();
    for (std::size_t i = 0; i < graph_.places.size(); ++i) {
      add_losses(i, depths[i]);
    }
    return std::move(sankey_);
  }

 private:
  bool has_packages() const {
    return std::any_of(graph_.ways.begin(), graph_.ways.end(), [](const network::GoodsWay& way) {
      return std::any_of(way.items.begin(), way.items.end(),
                         [](const std::string& item) { return goods_of(item) == "packages"; });
    });
  }

  void add_goods() {
    std::map<std::pair<std::size_t, std::string>, Sankey::Link> links;  // by lane and goods
    for (const Traffic& traffic : traffic_of(run_)) {
      if (is_all_zero(traffic.amounts)) {
        continue;
      }
      const network::GoodsWay& way = graph_.ways[traffic.way];
      Sankey::Link& link = links[{traffic.way, goods_of(traffic.item)}];
      link.from = way.from;
      link.to = way.to;
      link.goods = goods_of(traffic.item);
      add(link.amounts, traffic.amounts, 1);
      add(link.values, traffic.amounts, content_.of(traffic.item));
    }
    for (auto& [key, link] : links) {
      sankey_.links.push_back(std::move(link));
    }
  }

  /// What failed a test and what was lost, of goods that go on from here.
  void add_losses(std::size_t from, std::size_t depth) {
    const network::Place& place = graph_.places[from];
    std::map<std::string, Sankey::Link> links;  // by goods
    for (const network::Making& making : place.makes) {
      const std::string product = product_of(making.item);
      for (const char* measure : {"scrap", "lost"}) {
        const std::string goods = goods_of(making.item);
        const Values amounts = run_.sum({.measure = measure, .unit = goods, .item = product, .place = place.name});
        if (!is_carried(from, making.item) || is_all_zero(amounts)) {
          continue;
        }
        Sankey::Link& link = links[goods];
        link.from = from;
        link.is_loss = true;
        link.goods = goods;
        add(link.amounts, amounts, 1);
        add(link.values, amounts, content_.of(making.item));
      }
    }
    for (auto& [goods, link] : links) {
      link.to = loss_node(place.stage, depth + 1);
      sankey_.links.push_back(std::move(link));
    }
  }

  bool is_carried(std::size_t from, const std::string& item) const {
    return std::any_of(graph_.ways.begin(), graph_.ways.end(),
                       [&](const network::GoodsWay& way) { return way.from == from && way.carries(item); });
  }

  std::size_t loss_node(const std::string& stage, std::size_t column) {
    for (std::size_t i = 0; i < sankey_.nodes.size(); ++i) {
      if (sankey_.nodes[i].is_loss && sankey_.nodes[i].stage == stage) {
        sankey_.nodes[i].column = std::max(sankey_.nodes[i].column, column);
        return i;
      }
    }
    sankey_.nodes.push_back({say("losses: {}", {stage_text(stage)}), stage, column, true});
    return sankey_.nodes.size() - 1;
  }

  const RunView& run_;
  const network::SupplyGraph& graph_;
  GoodsContent content_;
  Sankey sankey_;
};

}  // namespace

std::optional<Figure> goods_flow(const RunView& run) {
  if (!run.run().graph) {
    return std::nullopt;
  }
  Sankey sankey = Flow(run).draw();
  if (sankey.links.empty()) {
    return std::nullopt;
  }
  return Figure{"goods-flow", say("Flow of goods and losses"),
                say("Goods that arrive over each lane in the chosen month, as wide as the packages they stand for, and "
                    "what fails a test; where a place has several sources, what it receives is put down to them by "
                    "what each ships."),
                std::move(sankey)};
}

}  // namespace aibelt::report
