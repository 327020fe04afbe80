#include <algorithm>
#include <set>

#include "aibelt/base/version.hpp"
#include "content.hpp"

namespace aibelt::report {
namespace {

/// The keys of units and stages that a figure uses.
struct Keys {
  std::set<std::string> units;
  std::set<std::string> stages;

  template <class Variants>
  void add_units(const Variants& variants) {
    std::for_each(variants.begin(), variants.end(), [&](const View& view) { units.insert(view.unit); });
  }

  void operator()(const Lines& lines) {
    add_units(lines.variants);
    for (const LineView& view : lines.variants) {
      for (const Line& line : view.series) {
        stages.insert(line.role);
      }
    }
  }
  void operator()(const Strip& strip) {
    for (const Strip::Category& category : strip.categories) {
      stages.insert(category.stage);
    }
  }
  void operator()(const Sankey& sankey) {
    units.insert(sankey.unit);
    for (const Sankey::Node& node : sankey.nodes) {
      stages.insert(node.stage);
    }
    for (const Sankey::Link& link : sankey.links) {
      units.insert(link.goods);
    }
  }
  void operator()(const Gantt& gantt) {
    const auto add = [&](const std::optional<Gantt::Amount>& amount) {
      if (amount) {
        units.insert(amount->unit);
      }
    };
    for (const Gantt::Row& row : gantt.rows) {
      std::for_each(row.bars.begin(), row.bars.end(), [&](const Gantt::Bar& bar) { add(bar.amount); });
      std::for_each(row.marks.begin(), row.marks.end(), [&](const Gantt::Mark& mark) { add(mark.amount); });
    }
  }
  void operator()(const BeltMap& map) {
    for (const BeltMap::Node& node : map.nodes) {
      units.insert(node.unit);
      stages.insert(node.stage);
    }
    for (const BeltMap::Link& link : map.links) {
      units.insert(link.unit);
    }
  }
  void operator()(const Fan& fan) { add_units(fan.variants); }
  void operator()(const Heatmap& heatmap) { add_units(heatmap.variants); }
  void operator()(const Scatter& scatter) { add_units(scatter.variants); }
  void operator()(const Tornado& tornado) { add_units(tornado.variants); }
  void operator()(const Table&) {}
};

Keys keys_of(const std::vector<Section>& sections) {
  Keys keys;
  for (const Section& section : sections) {
    for (const Figure& figure : section.figures) {
      std::visit(keys, figure.body);
    }
  }
  return keys;
}

}  // namespace

PageJson page_json(const Page::Content& content, Language language) {
  const Keys keys = keys_of(content.sections);
  PageJson units = PageJson::object();
  for (const std::string& unit : keys.units) {
    if (has_unit_text(unit)) {
      units[unit] = to_json(unit_text(unit));
    }
  }
  PageJson stages = PageJson::object();
  for (const std::string& stage : keys.stages) {
    if (has_stage_text(stage)) {
      stages[stage] = to_json(stage_text(stage));
    }
  }
  PageJson sections = PageJson::array();
  for (const Section& section : content.sections) {
    PageJson figures = PageJson::array();
    for (const Figure& figure : section.figures) {
      figures.push_back(to_json(figure));
    }
    sections.push_back({{"id", section.id}, {"title", to_json(section.title)}, {"figures", std::move(figures)}});
  }
  return {{"schema", 1},
          {"version", base::version()},
          {"lang", language == Language::ko ? "ko" : "en"},
          {"kind", content.kind},
          {"title", content.title},
          {"runs", content.runs},
          {"sweep", content.sweep},
          {"units", std::move(units)},
          {"stages", std::move(stages)},
          {"sections", std::move(sections)}};
}

}  // namespace aibelt::report
