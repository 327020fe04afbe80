#include "figure_json.hpp"

#include <cmath>

namespace aibelt::report {
namespace {

PageJson values_json(const Values& values) {
  PageJson list = PageJson::array();
  for (const double value : values) {
    list.push_back(number_json(value));
  }
  return list;
}

template <class Range, class ToJson>
PageJson list_json(const Range& range, const ToJson& to_json_of) {
  PageJson list = PageJson::array();
  for (const auto& element : range) {
    list.push_back(to_json_of(element));
  }
  return list;
}

PageJson months_json(const Months& x) { return {{"from", base::to_text(x.from)}, {"n", x.n}}; }

PageJson view_json(const View& view) {
  PageJson json = {{"unit", view.unit}};
  if (!view.of.empty()) {
    json["of"] = to_json(view.of);
  }
  return json;
}

PageJson line_json(const Line& line, bool is_area) {
  PageJson json = {{"name", to_json(line.name)}, {"role", line.role}, {"values", values_json(line.values)}};
  if (is_area) {
    json["stack"] = line.is_stacked;
  }
  return json;
}

void fill(PageJson& json, const Lines& lines) {
  json["x"] = months_json(lines.x);
  json["variants"] = list_json(lines.variants, [&](const LineView& view) {
    PageJson variant = view_json(view);
    variant["series"] = list_json(view.series, [&](const Line& line) { return line_json(line, lines.is_area); });
    return variant;
  });
}

void fill(PageJson& json, const Strip& strip) {
  json["x"] = months_json(strip.x);
  json["categories"] = list_json(strip.categories, [](const Strip::Category& category) {
    return PageJson{{"key", category.key}, {"stage", category.stage}, {"name", to_json(category.name)}};
  });
  json["rows"] = list_json(strip.rows, [](const Strip::Row& row) {
    return PageJson{
        {"name", to_json(row.name)},
        {"cells", list_json(row.cells, [](const auto& cell) { return cell ? PageJson(*cell) : PageJson(); })},
        {"notes", list_json(row.notes, [](const Text& note) { return note.empty() ? PageJson() : to_json(note); })}};
  });
}

void fill(PageJson& json, const Sankey& sankey) {
  json["x"] = months_json(sankey.x);
  json["unit"] = sankey.unit;
  json["nodes"] = list_json(sankey.nodes, [](const Sankey::Node& node) {
    PageJson one = {{"name", to_json(node.name)}, {"stage", node.stage}, {"column", node.column}};
    if (node.is_loss) {
      one["loss"] = true;
    }
    return one;
  });
  json["links"] = list_json(sankey.links, [](const Sankey::Link& link) {
    return PageJson{{"from", link.from},
                    {"to", link.to},
                    {"kind", link.is_loss ? "loss" : "goods"},
                    {"goods", link.goods},
                    {"values", values_json(link.values)},
                    {"amounts", values_json(link.amounts)}};
  });
}

void add_amount(PageJson& json, const std::optional<Gantt::Amount>& amount) {
  if (amount) {
    json["value"] = number_json(amount->value);
    json["unit"] = amount->unit;
  }
}

PageJson bar_json(const Gantt::Bar& bar) {
  PageJson json = {{"from", base::to_date_text(bar.from)},
                   {"to", base::to_date_text(bar.to)},
                   {"kind", bar.kind},
                   {"name", to_json(bar.name)}};
  add_amount(json, bar.amount);
  return json;
}

PageJson mark_json(const Gantt::Mark& mark) {
  PageJson json = {{"at", base::to_date_text(mark.at)}, {"kind", mark.kind}, {"name", to_json(mark.name)}};
  add_amount(json, mark.amount);
  return json;
}

void fill(PageJson& json, const Gantt& gantt) {
  json["from"] = base::to_date_text(gantt.from);
  json["to"] = base::to_date_text(gantt.to);
  json["rows"] = list_json(gantt.rows, [](const Gantt::Row& row) {
    return PageJson{{"group", to_json(row.group)},
                    {"name", to_json(row.name)},
                    {"bars", list_json(row.bars, bar_json)},
                    {"marks", list_json(row.marks, mark_json)}};
  });
}

PageJson node_json(const BeltMap::Node& node) {
  PageJson binds = PageJson::array();
  for (const bool is_binding : node.binds) {
    binds.push_back(is_binding ? 1 : 0);
  }
  return {{"name", to_json(node.name)},
          {"stage", node.stage},
          {"column", node.column},
          {"row", node.row},
          {"unit", node.unit},
          {"values", values_json(node.values)},
          {"used", node.used.empty() ? PageJson() : values_json(node.used)},
          {"binds", node.binds.empty() ? PageJson() : binds}};
}

void fill(PageJson& json, const BeltMap& map) {
  std::size_t columns = 0;
  std::size_t rows = 0;
  for (const BeltMap::Node& node : map.nodes) {
    columns = std::max(columns, node.column + 1);
    rows = std::max(rows, node.row + 1);
  }
  json["x"] = months_json(map.x);
  json["columns"] = columns;
  json["rows"] = rows;
  json["nodes"] = list_json(map.nodes, node_json);
  json["links"] = list_json(map.links, [](const BeltMap::Link& link) {
    return PageJson{{"name", to_json(link.name)},
                    {"from", link.from},
                    {"to", link.to},
                    {"kind", link.is_fibre ? "fibre" : "goods"},
                    {"unit", link.unit},
                    {"days", link.days ? number_json(*link.days) : PageJson()},
                    {"values", values_json(link.values)}};
  });
}

void fill(PageJson& json, const Fan& fan) {
  json["x"] = months_json(fan.x);
  json["variants"] = list_json(fan.variants, [](const FanView& view) {
    PageJson variant = view_json(view);
    variant["bands"] = list_json(view.bands, [](const FanView::Band& band) {
      return PageJson{{"name", band.low_name + "–" + band.high_name},
                      {"low", values_json(band.low)},
                      {"high", values_json(band.high)}};
    });
    variant["middle"] = {{"name", view.middle_name}, {"values", values_json(view.middle)}};
    return variant;
  });
}

PageJson axis_json(const Axis& axis) { return {{"name", to_json(axis.name)}, {"unit", axis.unit}}; }

PageJson levels_json(const HeatView::Levels& levels) {
  PageJson json = axis_json(levels);
  json["levels"] = list_json(levels.levels, [](const Text& level) { return to_json(level); });
  return json;
}

void fill(PageJson& json, const Heatmap& heatmap) {
  json["variants"] = list_json(heatmap.variants, [](const HeatView& view) {
    PageJson variant = view_json(view);
    variant["x"] = levels_json(view.x);
    variant["y"] = levels_json(view.y);
    variant["cells"] = list_json(view.cells, values_json);
    variant["counts"] = view.counts;
    return variant;
  });
}

PageJson numbers_json(std::initializer_list<double> numbers) { return values_json(Values(numbers)); }

void fill(PageJson& json, const Scatter& scatter) {
  json["variants"] = list_json(scatter.variants, [](const ScatterView& view) {
    PageJson variant = view_json(view);
    variant["x"] = axis_json(view.x);
    variant["y"] = axis_json(view.y);
    if (view.bins.empty()) {
      variant["points"] = list_json(view.points, [](const auto& point) {
        return numbers_json({point.first, point.second});
      });
    } else {
      variant["bins"] = list_json(view.bins, [](const ScatterView::Bin& bin) {
        return numbers_json({bin.x_low, bin.x_high, bin.y_low, bin.y_high, static_cast<double>(bin.n)});
      });
    }
    variant["means"] = list_json(view.means, [](const ScatterView::Mean& mean) {
      return numbers_json({mean.x, mean.mean, mean.p10, mean.p90});
    });
    return variant;
  });
}

PageJson tornado_bar_json(const TornadoView::Bar& bar) {
  return {{"name", to_json(bar.name)},
          {"low", number_json(bar.low)},
          {"high", number_json(bar.high)},
          {"value", bar.value ? number_json(*bar.value) : PageJson()},
          {"note", bar.note.empty() ? PageJson() : to_json(bar.note)}};
}

void fill(PageJson& json, const Tornado& tornado) {
  json["variants"] = list_json(tornado.variants, [](const TornadoView& view) {
    PageJson variant = view_json(view);
    variant["measure"] = view.is_index ? "index" : "range";
    variant["base"] = view.base ? number_json(*view.base) : PageJson();
    variant["bars"] = list_json(view.bars, tornado_bar_json);
    return variant;
  });
}

PageJson cell_json(const Cell& cell) {
  if (const auto* value = cell.number()) {
    return number_json(*value);
  }
  const auto* words = cell.words();
  return words == nullptr ? PageJson() : to_json(*words);
}

void fill(PageJson& json, const Table& table) {
  json["columns"] = list_json(table.columns, [](const Table::Column& column) {
    return PageJson{{"key", column.key}, {"name", to_json(column.name)}, {"type", column.type}};
  });
  json["rows"] = list_json(table.rows, [](const auto& row) { return list_json(row, cell_json); });
}

}  // namespace

PageJson number_json(double value) {
  constexpr double kLargestWhole = 9007199254740992;  // 2^53
  if (!std::isfinite(value)) {
    return nullptr;
  }
  if (std::floor(value) == value && std::abs(value) < kLargestWhole) {
    return static_cast<std::int64_t>(value);
  }
  return value;
}

PageJson to_json(const Text& text) {
  return text.en == text.ko ? PageJson(text.en) : PageJson{{"en", text.en}, {"ko", text.ko}};
}

PageJson to_json(const Figure& figure) {
  PageJson json = {{"id", figure.id},
                   {"kind", kind_of(figure.body)},
                   {"title", to_json(figure.title)},
                   {"caption", to_json(figure.caption)}};
  std::visit([&](const auto& body) { fill(json, body); }, figure.body);
  return json;
}

}  // namespace aibelt::report
