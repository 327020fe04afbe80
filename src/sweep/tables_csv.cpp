#include <iterator>

#include <fmt/format.h>

#include "aibelt/report/csv_sink.hpp"
#include "aibelt/report/output_file.hpp"
#include "tables.hpp"

namespace aibelt::sweep {
namespace {

std::string text_of(const Group& group) { return group ? std::to_string(*group) : "all"; }

std::string columns_of(const record::Series& series) {
  std::string columns;
  for (const std::string* text : {&series.stage, &series.place, &series.item, &series.measure, &series.unit}) {
    columns += report::csv_field(*text) + ',';
  }
  return columns;
}

class CsvTables : public Tables {
 public:
  CsvTables(const Stamp& stamp, const TableShape& shape, const FilePath& path)
      : shape_(shape),
        points_(path("points.csv")),
        curves_(path("curves.csv")),
        fans_(path("fans.csv")),
        means_(path("means.csv")) {
    for (const record::Series& series : shape.series()) {
      series_columns_.push_back(columns_of(series));
    }
    write_headings(point_headings(stamp, shape));
  }

  void write(const Point& point, const Result& result) override {
    write_point(point, result);
    for (const metrics::Curve& curve : result.curves) {
      write_curve(point, curve);
    }
  }

  void write(const FanRow& row) override {
    line_.clear();
    append("{},{}{},{},{}", text_of(row.group), series_columns_[row.series], base::to_text(row.month), row.n, row.mean);
    for (const double quantile : row.quantiles) {
      append(",{}", quantile);
    }
    fans_.write(line_ += '\n');
  }

  void write(const MeanRow& row) override {
    const FigureColumn& figure = shape_.figures()[row.figure];
    line_.clear();
    append("{},{},{},{},{},", text_of(row.group), report::csv_field(figure.name), report::csv_field(figure.unit),
           row.mean.count(), row.mean.mean());
    if (row.interval) {
      append("{},{},{}", row.mean.standard_deviation(), row.interval->low, row.interval->high);
    } else {
      line_ += ",,";
    }
    means_.write(line_ += '\n');
  }

  void finish() override {
    points_.finish();
    curves_.finish();
    fans_.finish();
    means_.finish();
  }

 private:
  void write_headings(const std::vector<std::string>& point_headings) {
    line_.clear();
    for (const std::string& heading : point_headings) {
      line_ += (line_.empty() ? "" : ",") + report::csv_field(heading);
    }
    points_.write(line_ += '\n');
    curves_.write("point,replication,stage,place,item,measure,unit,month,value\n");
    fans_.write("point,stage,place,item,measure,unit,month,n,mean,p5,p25,p50,p75,p95\n");
    means_.write("point,figure,unit,n,mean,sd,low,high\n");
  }

  void write_point(const Point& point, const Result& result) {
    line_.clear();
    append("{},{},{},{}", point.number, point.design_point, point.replication, point.seed);
    for (const std::string& level : point.levels) {
      append(",{}", report::csv_field(level));
    }
    append(",{},{}", status_of(result), report::csv_field(reason_of(result)));
    for (const auto& value : shape_.figure_row(result)) {
      value ? append(",{}", *value) : append(",");
    }
    points_.write(line_ += '\n');
  }

  void write_curve(const Point& point, const metrics::Curve& curve) {
    for (const auto& [month, value] : curve.months) {
      line_.clear();
      append("{},{},{}{},{}\n", point.design_point, point.replication,
             series_columns_[shape_.span(curve.series).series], base::to_text(month), value);
      curves_.write(line_);
    }
  }

  template <class... Values>
  void append(fmt::format_string<Values...> text, Values&&... values) {
    fmt::format_to(std::back_inserter(line_), text, std::forward<Values>(values)...);
  }

  const TableShape& shape_;
  report::OutputFile points_;
  report::OutputFile curves_;
  report::OutputFile fans_;
  report::OutputFile means_;
  std::vector<std::string> series_columns_;  ///< by series: its five texts, each with a comma behind
  std::string line_;
};

}  // namespace

std::unique_ptr<Tables> csv_tables(const Stamp& stamp, const TableShape& shape, const FilePath& path) {
  return std::make_unique<CsvTables>(stamp, shape, path);
}

}  // namespace aibelt::sweep
