#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "aibelt/report/database.hpp"
#include "tables.hpp"

namespace aibelt::sweep {
namespace {

using report::Database;

constexpr const char* kTables = R"(
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE factors (point INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL,
  unit TEXT NOT NULL, level TEXT NOT NULL, PRIMARY KEY (point, position)) WITHOUT ROWID;
CREATE TABLE figures (number INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL,
  value REAL NOT NULL, PRIMARY KEY (number, position)) WITHOUT ROWID;
CREATE TABLE series (series INTEGER PRIMARY KEY, stage TEXT NOT NULL, place TEXT NOT NULL, item TEXT NOT NULL,
  measure TEXT NOT NULL, unit TEXT NOT NULL);
CREATE TABLE curves (number INTEGER NOT NULL, series INTEGER NOT NULL, month TEXT NOT NULL, value REAL NOT NULL,
  PRIMARY KEY (number, series, month)) WITHOUT ROWID;
CREATE VIEW curve AS SELECT p.number, p.point, p.replication, s.stage, s.place, s.item, s.measure, s.unit, c.month,
  c.value FROM curves c JOIN points p USING (number) JOIN series s USING (series);
CREATE TABLE fans (point, stage TEXT NOT NULL, place TEXT NOT NULL, item TEXT NOT NULL, measure TEXT NOT NULL,
  unit TEXT NOT NULL, month TEXT NOT NULL, n INTEGER NOT NULL, mean REAL NOT NULL, p5 REAL NOT NULL,
  p25 REAL NOT NULL, p50 REAL NOT NULL, p75 REAL NOT NULL, p95 REAL NOT NULL);
CREATE TABLE means (point, figure TEXT NOT NULL, unit TEXT NOT NULL, n INTEGER NOT NULL, mean REAL NOT NULL, sd REAL,
  low REAL, high REAL);
)";

/// SQLite takes 2,000 columns; what does not fit stands in `factors` and `figures`, as everything does.
constexpr std::size_t kMostColumns = 2000;
constexpr std::size_t kFixedColumns = 6;

std::string sql_name(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) {
    text += c == '"' ? std::string("\"\"") : std::string(1, c);
  }
  return text + '"';
}

std::string place_holders(std::size_t n) {
  std::string text = "?";
  for (std::size_t i = 1; i < n; ++i) {
    text += ",?";
  }
  return text;
}

class SqliteTables : public Tables {
 public:
  SqliteTables(const Stamp& stamp, const TableShape& shape, const FilePath& path)
      : stamp_(stamp),
        shape_(shape),
        n_factors_(std::min(stamp.factors.size(), kMostColumns - kFixedColumns)),
        n_figures_(std::min(shape.figures().size(), kMostColumns - kFixedColumns - n_factors_)),
        database_(path("sweep.sqlite")) {
    make_tables();
    write_meta();
    write_series();
  }

  void write(const Point& point, const Result& result) override {
    write_point(point, result);
    if (point.replication == 0) {
      write_levels(point);
    }
    const auto number = static_cast<std::int64_t>(point.number);
    const auto figures = shape_.figure_row(result);
    for (std::size_t i = 0; i < figures.size(); ++i) {
      if (figures[i]) {
        const FigureColumn& column = shape_.figures()[i];
        database_.insert(insert_figure_, number, static_cast<std::int64_t>(i), column.name, column.unit, *figures[i]);
      }
    }
    for (const metrics::Curve& curve : result.curves) {
      write_curve(number, curve);
    }
  }

  void write(const FanRow& row) override {
    const record::Series& series = shape_.series()[row.series];
    const std::string month = base::to_text(row.month);
    const auto insert = [&](const auto& group) {
      database_.insert(insert_fan_, group, series.stage, series.place, series.item, series.measure, series.unit, month,
                       row.n, row.mean, row.quantiles[0], row.quantiles[1], row.quantiles[2], row.quantiles[3],
                       row.quantiles[4]);
    };
    row.group ? insert(static_cast<std::int64_t>(*row.group)) : insert(std::string_view("all"));
  }

  void write(const MeanRow& row) override {
    const FigureColumn& figure = shape_.figures()[row.figure];
    const auto insert = [&](const auto& group) {
      if (row.interval) {
        database_.insert(insert_mean_, group, figure.name, figure.unit, row.mean.count(), row.mean.mean(),
                         row.mean.standard_deviation(), row.interval->low, row.interval->high);
      } else {
        database_.insert(insert_lone_mean_, group, figure.name, figure.unit, row.mean.count(), row.mean.mean());
      }
    };
    row.group ? insert(static_cast<std::int64_t>(*row.group)) : insert(std::string_view("all"));
  }

  void finish() override {
    for (Database::Statement* statement :
         {&insert_factor_, &insert_figure_, &insert_curve_, &insert_fan_, &insert_mean_, &insert_lone_mean_}) {
      statement->reset();
    }
    insert_point_.clear();
    database_.finish();
  }

 private:
  void make_tables() {
    auto headings = point_headings(stamp_, shape_);
    const std::size_t n_all = stamp_.factors.size();
    std::string columns =
        "number INTEGER PRIMARY KEY, point INTEGER NOT NULL, replication INTEGER NOT NULL, seed INTEGER NOT NULL";
    for (std::size_t i = 0; i < n_factors_; ++i) {
      columns += ", " + sql_name(headings[4 + i]) + " TEXT NOT NULL";
    }
    columns +=
        ", " + sql_name(headings[4 + n_all]) + " TEXT NOT NULL, " + sql_name(headings[5 + n_all]) + " TEXT NOT NULL";
    for (std::size_t i = 0; i < n_figures_; ++i) {
      columns += ", " + sql_name(headings[kFixedColumns + n_all + i]) + " REAL";
    }
    database_.execute(fmt::format("CREATE TABLE points ({})", columns).c_str());
    database_.execute(kTables);
    insert_factor_ = database_.prepare("INSERT INTO factors VALUES (?,?,?,?,?,?)");
    insert_figure_ = database_.prepare("INSERT INTO figures VALUES (?,?,?,?,?)");
    insert_curve_ = database_.prepare("INSERT INTO curves VALUES (?,?,?,?)");
    insert_fan_ = database_.prepare("INSERT INTO fans VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    insert_mean_ = database_.prepare("INSERT INTO means VALUES (?,?,?,?,?,?,?,?)");
    insert_lone_mean_ = database_.prepare("INSERT INTO means VALUES (?,?,?,?,?,NULL,NULL,NULL)");
  }

  void write_meta() {
    const auto insert = database_.prepare("INSERT INTO meta VALUES (?,?)");
    const std::pair<const char*, std::string> entries[] = {{"aibelt", stamp_.version},
                                                           {"name", stamp_.name},
                                                           {"replications", std::to_string(stamp_.replications)},
                                                           {"scenario_hash", stamp_.scenario_hash},
                                                           {"sweep", stamp_.sweep},
                                                           {"title", stamp_.title}};
    for (const auto& [key, value] : entries) {
      database_.insert(insert, std::string_view(key), value);
    }
  }

  void write_series() {
    const auto insert = database_.prepare("INSERT INTO series VALUES (?,?,?,?,?,?)");
    for (std::size_t i = 0; i < shape_.series().size(); ++i) {
      const record::Series& series = shape_.series()[i];
      database_.insert(insert, static_cast<std::int64_t>(i), series.stage, series.place, series.item, series.measure,
                       series.unit);
    }
  }

  void write_point(const Point& point, const Result& result) {
    const auto figures = shape_.figure_row(result);
    const Database::Statement& insert = point_statement(figures);
    sqlite3_stmt* row = insert.get();
    int column = 0;
    for (const std::uint64_t number : {point.number, point.design_point, point.replication}) {
      database_.bind(row, ++column, static_cast<std::int64_t>(number));
    }
    database_.bind(row, ++column, point.seed);
    for (std::size_t i = 0; i < n_factors_; ++i) {
      database_.bind(row, ++column, point.levels[i]);
    }
    const std::string status = status_of(result);
    const std::string reason = reason_of(result);
    database_.bind(row, ++column, status);
    database_.bind(row, ++column, reason);
    for (std::size_t i = 0; i < n_figures_; ++i) {
      if (figures[i]) {
        database_.bind(row, ++column, *figures[i]);
      }
    }
    database_.insert(insert);
  }

  /// One for each choice of figures that points have, as the others are NULL; there are two as a rule, with all and with none.
  const Database::Statement& point_statement(const std::vector<std::optional<double>>& figures) {
    std::string values = place_holders(kFixedColumns + n_factors_);
    for (std::size_t i = 0; i < n_figures_; ++i) {
      values += figures[i] ? ",?" : ",NULL";
    }
    Database::Statement& statement = insert_point_[values];
    if (!statement) {
      statement = database_.prepare(fmt::format("INSERT INTO points VALUES ({})", values).c_str());
    }
    return statement;
  }

  void write_levels(const Point& point) {
    for (std::size_t i = 0; i < point.levels.size(); ++i) {
      const FactorColumn& factor = stamp_.factors[i];
      database_.insert(insert_factor_, static_cast<std::int64_t>(point.design_point), static_cast<std::int64_t>(i),
                       factor.name, factor.path, factor.unit, point.levels[i]);
    }
  }

  void write_curve(std::int64_t number, const metrics::Curve& curve) {
    if (curve.months.empty()) {
      return;
    }
    const auto series = static_cast<std::int64_t>(shape_.span(curve.series).series);
    for (const auto& [month, value] : curve.months) {
      database_.insert(insert_curve_, number, series, base::to_text(month), value);
    }
  }

  const Stamp& stamp_;
  const TableShape& shape_;
  std::size_t n_factors_;  ///< that have a column in `points`
  std::size_t n_figures_;  ///< likewise
  Database database_;
  std::map<std::string, Database::Statement> insert_point_;  ///< by its values
  Database::Statement insert_factor_;
  Database::Statement insert_figure_;
  Database::Statement insert_curve_;
  Database::Statement insert_fan_;
  Database::Statement insert_mean_;
  Database::Statement insert_lone_mean_;
};

}  // namespace

std::unique_ptr<Tables> sqlite_tables(const Stamp& stamp, const TableShape& shape, const FilePath& path) {
  return std::make_unique<SqliteTables>(stamp, shape, path);
}

}  // namespace aibelt::sweep
