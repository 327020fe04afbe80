#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "aibelt/base/statistics.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/record/rows.hpp"
#include "aibelt/sweep/folder.hpp"

namespace aibelt::sweep {

/// A figure's column.
struct FigureColumn {
  std::string name;
  std::string unit;

  std::string heading() const { return name + " [" + unit + "]"; }
  friend auto operator<=>(const FigureColumn&, const FigureColumn&) = default;
};

/// A curve's months over all points, and where their values stand in a row of all curves.
struct CurveSpan {
  std::size_t series = 0;  ///< from 0, in the order in which the points show them
  base::Month from;
  base::Month to;
  std::size_t column = 0;  ///< of `from`

  std::size_t n_months() const { return static_cast<std::size_t>(to.index - from.index) + 1; }
};

/// What there is in the points of a sweep, found by going through all of them.
class TableShape {
 public:
  void see(const Result& result);

  /// Gives each curve its columns, after the last point was seen.
  void settle();

  const std::vector<FigureColumn>& figures() const { return figures_; }
  const std::vector<record::Series>& series() const { return series_; }
  std::size_t n_curve_columns() const { return n_curve_columns_; }

  std::size_t figure(const Figure& figure) const { return figure_index_.at({figure.name, figure.unit}); }
  const CurveSpan& span(const record::Series& series) const { return spans_.at(series); }

  /// The figures of a point by column; nullopt where it has none.
  std::vector<std::optional<double>> figure_row(const Result& result) const;

  /// The values of all curves of a point, 0 where it has none.
  std::vector<double> curve_row(const Result& result) const;

 private:
  std::vector<FigureColumn> figures_;
  std::map<FigureColumn, std::size_t> figure_index_;
  std::vector<record::Series> series_;
  std::map<record::Series, CurveSpan> spans_;
  std::size_t n_curve_columns_ = 0;
};

/// The design point a row is about; nullopt for all points.
using Group = std::optional<std::uint64_t>;

inline constexpr std::array<double, 5> kFan{0.05, 0.25, 0.50, 0.75, 0.95};

struct FanRow {
  Group group;
  std::size_t series = 0;
  base::Month month;
  std::int64_t n = 0;
  double mean = 0;
  std::array<double, kFan.size()> quantiles{};
};

struct MeanRow {
  Group group;
  std::size_t figure = 0;
  base::Mean mean;
  std::optional<base::Interval> interval;  ///< nullopt below two values
};

/// Takes the rows of the merged tables; throws base::IoError.
class Tables {
 public:
  virtual ~Tables() = default;

  virtual void write(const Point& point, const Result& result) = 0;
  virtual void write(const FanRow& row) = 0;
  virtual void write(const MeanRow& row) = 0;

  /// Puts the files onto the disk.
  virtual void finish() = 0;
};

/// Where the files of tables go until they are whole.
using FilePath = std::function<std::filesystem::path(const std::string& name)>;

std::unique_ptr<Tables> csv_tables(const Stamp& stamp, const TableShape& shape, const FilePath& path);
std::unique_ptr<Tables> sqlite_tables(const Stamp& stamp, const TableShape& shape, const FilePath& path);

/// `ok`, `checks failed` or `failed`, and why.
std::string status_of(const Result& result);
std::string reason_of(const Result& result);

/// `names`, each with `_2` and so on behind it where an earlier one is alike but for capitals.
std::vector<std::string> distinct(std::vector<std::string> names);

/// The headings of a table of points up to its figures, and all of them.
std::vector<std::string> point_headings(const Stamp& stamp, const TableShape& shape);

}  // namespace aibelt::sweep
