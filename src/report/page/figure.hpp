#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "aibelt/base/time.hpp"
#include "text_in_both.hpp"

/// The figures of a page as web/schema.md has them.
namespace aibelt::report {

/// By month; NaN where there is none.
using Values = std::vector<double>;

struct Months {
  base::Month from;
  std::size_t n = 0;

  base::Month at(std::size_t i) const { return {from.index + static_cast<std::int32_t>(i)}; }
};

/// One of several ways to see a figure.
struct View {
  std::string unit;  ///< a key; empty where there is none
  Text of;           ///< empty where there is no choice of it
};

struct Line {
  Text name;
  std::string role;
  Values values;
  bool is_stacked = false;
};

struct LineView : View {
  std::vector<Line> series;
};

/// Kinds `lines` and `area`.
struct Lines {
  Months x;
  std::vector<LineView> variants;
  bool is_area = false;
};

struct Strip {
  struct Category {
    std::string key;
    std::string stage;
    Text name;
  };
  struct Row {
    Text name;
    std::vector<std::optional<std::size_t>> cells;  ///< positions in `categories`
    std::vector<Text> notes;                        ///< empty where there is none
  };
  Months x;
  std::vector<Category> categories;
  std::vector<Row> rows;
};

struct Sankey {
  struct Node {
    Text name;
    std::string stage;
    std::size_t column = 0;
    bool is_loss = false;
  };
  struct Link {
    std::size_t from = 0;
    std::size_t to = 0;
    bool is_loss = false;
    std::string goods;  ///< unit of `amounts`
    Values values;
    Values amounts;
  };
  Months x;
  std::string unit;
  std::vector<Node> nodes;
  std::vector<Link> links;
};

struct Gantt {
  struct Amount {
    double value = 0;
    std::string unit;
  };
  struct Bar {
    base::SimTime from;
    base::SimTime to;
    std::string kind;
    Text name;
    std::optional<Amount> amount;
  };
  struct Mark {
    base::SimTime at;
    std::string kind;
    Text name;
    std::optional<Amount> amount;
  };
  struct Row {
    Text group;
    Text name;
    std::vector<Bar> bars;
    std::vector<Mark> marks;
  };
  base::SimTime from;
  base::SimTime to;
  std::vector<Row> rows;
};

struct BeltMap {
  struct Node {
    Text name;
    std::string stage;
    std::size_t column = 0;
    std::size_t row = 0;
    std::string unit;
    Values values;
    Values used;              ///< empty where it has no capacity
    std::vector<bool> binds;  ///< empty where nothing binds in the run
  };
  struct Link {
    Text name;
    std::size_t from = 0;
    std::size_t to = 0;
    bool is_fibre = false;
    std::string unit;
    std::optional<double> days;
    Values values;
  };
  Months x;
  std::vector<Node> nodes;
  std::vector<Link> links;
};

struct FanView : View {
  struct Band {
    std::string low_name;
    std::string high_name;
    Values low;
    Values high;
  };
  std::vector<Band> bands;  ///< widest first
  std::string middle_name;
  Values middle;
};

struct Fan {
  Months x;
  std::vector<FanView> variants;
};

/// What an axis is about.
struct Axis {
  Text name;
  std::string unit;
};

struct HeatView : View {
  struct Levels : Axis {
    std::vector<Text> levels;
  };
  Levels x;
  Levels y;
  std::vector<Values> cells;                     ///< n_y × n_x
  std::vector<std::vector<std::size_t>> counts;  ///< n_y × n_x
};

struct Heatmap {
  std::vector<HeatView> variants;
};

struct ScatterView : View {
  struct Bin {
    double x_low = 0;
    double x_high = 0;
    double y_low = 0;
    double y_high = 0;
    std::size_t n = 0;
  };
  struct Mean {
    double x = 0;
    double mean = 0;
    double p10 = 0;
    double p90 = 0;
  };
  Axis x;
  Axis y;
  std::vector<std::pair<double, double>> points;  ///< empty where there are bins
  std::vector<Bin> bins;
  std::vector<Mean> means;
};

struct Scatter {
  std::vector<ScatterView> variants;
};

struct TornadoView : View {
  struct Bar {
    Text name;
    double low = 0;
    double high = 0;
    std::optional<double> value;
    Text note;
  };
  bool is_index = false;
  std::optional<double> base;
  std::vector<Bar> bars;  ///< longest first
};

struct Tornado {
  std::vector<TornadoView> variants;
};

/// Nothing, a number or words.
class Cell {
 public:
  Cell() = default;
  Cell(double number) : kind_(Kind::number), number_(number) {}
  Cell(Text words) : kind_(Kind::words), words_(std::move(words)) {}

  const double* number() const { return kind_ == Kind::number ? &number_ : nullptr; }
  const Text* words() const { return kind_ == Kind::words ? &words_ : nullptr; }

  friend bool operator==(const Cell&, const Cell&) = default;

 private:
  enum class Kind { nothing, number, words };

  Kind kind_ = Kind::nothing;
  double number_ = 0;
  Text words_;
};

struct Table {
  struct Column {
    std::string key;
    Text name;
    std::string type;  ///< text, number, code or date
  };
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
};

using Body = std::variant<Lines, Strip, Sankey, Gantt, BeltMap, Fan, Heatmap, Scatter, Tornado, Table>;

struct Figure {
  std::string id;
  Text title;
  Text caption;
  Body body;
  bool is_essential = false;  ///< shown without scripts too, where it is a table
};

struct Section {
  std::string id;
  Text title;
  std::vector<Figure> figures;
};

/// `lines`, `area`, `strip` and so on.
std::string_view kind_of(const Body& body);

/// What stands under the chart of a figure, and in its CSV: over all variants, with `of` and `unit` in front where there are any.
Table table_of(const Figure& figure);

}  // namespace aibelt::report
