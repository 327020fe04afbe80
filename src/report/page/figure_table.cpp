#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "figure.hpp"

namespace aibelt::report {
namespace {

Cell number(double value) { return std::isnan(value) ? Cell() : Cell(value); }
Cell text(const Text& words) { return words.empty() ? Cell() : Cell(words); }
Cell month(const Months& x, std::size_t i) { return raw(base::to_text(x.at(i))); }

/// A table being made: what it has of `of` and `unit`, and its columns, in the order in which they are first named.
class Maker {
 public:
  /// Begins with the columns that tell the variants apart.
  template <class Variants>
  explicit Maker(const Variants& variants) : has_unit_(true) {
    has_of_ = variants.size() > 1 &&
              std::any_of(variants.begin(), variants.end(), [](const View& view) { return !view.of.empty(); });
    if (has_of_) {
      column("of", say("of"), "text");
    }
    column("unit", say("unit"), "text");
  }
  Maker() = default;

  /// The number of the column, made where it is not there yet.
  std::size_t column(const std::string& key, const Text& name, const std::string& type) {
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (table_.columns[i].key == key) {
        return i;
      }
    }
    table_.columns.push_back({key, name, type});
    return table_.columns.size() - 1;
  }
  std::size_t column(std::string_view english, const std::string& type) {
    return column(std::string(english), say(english), type);
  }
  std::size_t column(const Text& name, const std::string& type) { return column(name.en, name, type); }

  void row(const View& view, std::vector<Cell> cells) {
    cells.insert(cells.begin(), raw(view.unit));
    if (has_of_) {
      cells.insert(cells.begin(), view.of);
    }
    table_.rows.push_back(std::move(cells));
  }

  /// With each cell in the column whose number `at` has.
  void row(const View& view, const std::vector<std::size_t>& at, const std::vector<Cell>& cells) {
    std::vector<Cell> row(table_.columns.size());
    if (has_of_) {
      row[0] = view.of;
    }
    row[has_of_ ? 1 : 0] = raw(view.unit);
    for (std::size_t i = 0; i < at.size(); ++i) {
      row[at[i]] = cells[i];
    }
    table_.rows.push_back(std::move(row));
  }
  void row(std::vector<Cell> cells) { table_.rows.push_back(std::move(cells)); }

  Table table() {
    for (auto& cells : table_.rows) {
      cells.resize(table_.columns.size());
    }
    return std::move(table_);
  }

 private:
  Table table_;
  bool has_of_ = false;
  bool has_unit_ = false;
};

Table table_of(const Lines& lines) {
  Maker maker(lines.variants);
  const std::size_t month_at = maker.column("month", "date");
  for (const LineView& view : lines.variants) {
    std::vector<std::size_t> at = {month_at};
    for (const Line& line : view.series) {
      at.push_back(maker.column(line.name, "number"));
    }
    for (std::size_t i = 0; i < lines.x.n; ++i) {
      std::vector<Cell> cells = {month(lines.x, i)};
      for (const Line& line : view.series) {
        cells.push_back(number(line.values[i]));
      }
      maker.row(view, at, cells);
    }
  }
  return maker.table();
}

/// The end of the span of equal cells that begins at `from`.
std::size_t end_of_span(const Strip::Row& row, std::size_t from) {
  std::size_t to = from;
  while (to < row.cells.size() && row.cells[to] == row.cells[from]) {
    ++to;
  }
  return to;
}

Table table_of(const Strip& strip) {
  Maker maker;
  for (const auto& [key, type] : {std::pair{"row", "text"},
                                  {"from", "date"},
                                  {"to", "date"},
                                  {"months", "number"},
                                  {"what", "text"},
                                  {"evidence", "text"}}) {
    maker.column(key, type);
  }
  for (const Strip::Row& row : strip.rows) {
    for (std::size_t from = 0; from < row.cells.size();) {
      const std::size_t to = end_of_span(row, from);
      if (row.cells[from]) {
        maker.row({row.name, month(strip.x, from), month(strip.x, to - 1), static_cast<double>(to - from),
                   strip.categories[*row.cells[from]].name, text(row.notes[from])});
      }
      from = to;
    }
  }
  return maker.table();
}

Table table_of(const Sankey& sankey) {
  Maker maker;
  for (const auto& [key, type] : {std::pair{"month", "date"},
                                  {"from", "text"},
                                  {"to", "text"},
                                  {"kind", "text"},
                                  {"goods", "text"},
                                  {"amount", "number"},
                                  {"value", "number"}}) {
    maker.column(key, type);
  }
  for (std::size_t i = 0; i < sankey.x.n; ++i) {
    for (const Sankey::Link& link : sankey.links) {
      if (link.amounts[i] != 0) {
        maker.row({month(sankey.x, i), sankey.nodes[link.from].name, sankey.nodes[link.to].name,
                   say(link.is_loss ? "loss" : "goods"), raw(link.goods), number(link.amounts[i]),
                   number(link.values[i])});
      }
    }
  }
  return maker.table();
}

Cell date(base::SimTime time) { return raw(base::to_date_text(time)); }

Table table_of(const Gantt& gantt) {
  Maker maker;
  for (const auto& [key, type] : {std::pair{"group", "text"},
                                  {"row", "text"},
                                  {"kind", "text"},
                                  {"from", "date"},
                                  {"to", "date"},
                                  {"what", "text"},
                                  {"value", "number"},
                                  {"unit", "text"}}) {
    maker.column(key, type);
  }
  const auto amount = [](const std::optional<Gantt::Amount>& of) { return of ? number(of->value) : Cell(); };
  const auto unit = [](const std::optional<Gantt::Amount>& of) { return of ? text(raw(of->unit)) : Cell(); };
  for (const Gantt::Row& row : gantt.rows) {
    for (const Gantt::Bar& bar : row.bars) {
      maker.row({row.group, row.name, raw(bar.kind), date(bar.from), date(bar.to), bar.name, amount(bar.amount),
                 unit(bar.amount)});
    }
    for (const Gantt::Mark& mark : row.marks) {
      maker.row({row.group, row.name, raw(mark.kind), date(mark.at), Cell(), mark.name, amount(mark.amount),
                 unit(mark.amount)});
    }
  }
  return maker.table();
}

Table table_of(const BeltMap& map) {
  Maker maker;
  for (const auto& [key, type] : {std::pair{"month", "date"},
                                  {"lane", "text"},
                                  {"from", "text"},
                                  {"to", "text"},
                                  {"unit", "text"},
                                  {"amount", "number"}}) {
    maker.column(key, type);
  }
  for (std::size_t i = 0; i < map.x.n; ++i) {
    for (const BeltMap::Link& link : map.links) {
      if (link.values[i] != 0) {
        maker.row({month(map.x, i), link.name, map.nodes[link.from].name, map.nodes[link.to].name, raw(link.unit),
                   number(link.values[i])});
      }
    }
  }
  return maker.table();
}

Table table_of(const Fan& fan) {
  Maker maker(fan.variants);
  maker.column("month", "date");
  for (const FanView& view : fan.variants) {
    const auto quantile = [&](const std::string& name) { maker.column(raw(name), "number"); };
    std::for_each(view.bands.begin(), view.bands.end(), [&](const auto& band) { quantile(band.low_name); });
    quantile(view.middle_name);
    std::for_each(view.bands.rbegin(), view.bands.rend(), [&](const auto& band) { quantile(band.high_name); });
  }
  for (const FanView& view : fan.variants) {
    for (std::size_t i = 0; i < fan.x.n; ++i) {
      std::vector<Cell> cells = {month(fan.x, i)};
      std::for_each(view.bands.begin(), view.bands.end(),
                    [&](const auto& band) { cells.push_back(number(band.low[i])); });
      cells.push_back(number(view.middle[i]));
      std::for_each(view.bands.rbegin(), view.bands.rend(),
                    [&](const auto& band) { cells.push_back(number(band.high[i])); });
      maker.row(view, std::move(cells));
    }
  }
  return maker.table();
}

Table table_of(const Heatmap& heatmap) {
  Maker maker(heatmap.variants);
  for (const HeatView& view : heatmap.variants) {
    const std::vector<std::size_t> at = {maker.column(view.x.name, "text"), maker.column(view.y.name, "text"),
                                         maker.column("mean", "number"), maker.column("points", "number")};
    for (std::size_t y = 0; y < view.y.levels.size(); ++y) {
      for (std::size_t x = 0; x < view.x.levels.size(); ++x) {
        if (view.counts[y][x] > 0) {
          maker.row(
              view, at,
              {view.x.levels[x], view.y.levels[y], number(view.cells[y][x]), static_cast<double>(view.counts[y][x])});
        }
      }
    }
  }
  return maker.table();
}

Table table_of(const Scatter& scatter) {
  Maker maker(scatter.variants);
  for (const ScatterView& view : scatter.variants) {
    std::vector<std::size_t> at = {maker.column(view.x.name, "number")};
    if (view.means.empty()) {
      at.push_back(maker.column(view.y.name, "number"));
    } else {
      at.insert(at.end(),
                {maker.column("mean", "number"), maker.column("p10", "number"), maker.column("p90", "number")});
    }
    for (const ScatterView::Mean& mean : view.means) {
      maker.row(view, at, {mean.x, mean.mean, mean.p10, mean.p90});
    }
    for (std::size_t i = 0; view.means.empty() && i < view.points.size(); ++i) {
      maker.row(view, at, {view.points[i].first, view.points[i].second});
    }
  }
  return maker.table();
}

Table table_of(const Tornado& tornado) {
  Maker maker(tornado.variants);
  for (const auto& [key, type] :
       {std::pair{"rank", "number"}, {"factor", "text"}, {"low", "number"}, {"value", "number"}, {"high", "number"}}) {
    maker.column(key, type);
  }
  for (const TornadoView& view : tornado.variants) {
    double rank = 0;
    for (const TornadoView::Bar& bar : view.bars) {
      const Cell value = bar.value ? number(*bar.value) : Cell();
      maker.row(view, {++rank, bar.name, number(bar.low), value, number(bar.high)});
    }
  }
  return maker.table();
}

Table table_of(const Table& table) { return table; }

}  // namespace

std::string_view kind_of(const Body& body) {
  struct Namer {
    std::string_view operator()(const Lines& lines) const { return lines.is_area ? "area" : "lines"; }
    std::string_view operator()(const Strip&) const { return "strip"; }
    std::string_view operator()(const Sankey&) const { return "sankey"; }
    std::string_view operator()(const Gantt&) const { return "gantt"; }
    std::string_view operator()(const BeltMap&) const { return "map"; }
    std::string_view operator()(const Fan&) const { return "fan"; }
    std::string_view operator()(const Heatmap&) const { return "heatmap"; }
    std::string_view operator()(const Scatter&) const { return "scatter"; }
    std::string_view operator()(const Tornado&) const { return "tornado"; }
    std::string_view operator()(const Table&) const { return "table"; }
  };
  return std::visit(Namer{}, body);
}

Table table_of(const Figure& figure) {
  return std::visit([](const auto& body) { return table_of(body); }, figure.body);
}

}  // namespace aibelt::report
