#include "merge_groups.hpp"

#include <algorithm>
#include <utility>

namespace aibelt::sweep {

GroupTables::GroupTables(const Folder& folder, const TableShape& shape, Tables& tables)
    : shape_(shape),
      tables_(tables),
      has_replications_(folder.stamp().replications > 1),
      means_(shape.figures().size()),
      of_design_point_(shape.n_curve_columns(), folder.work_path()),
      of_all_(shape.n_curve_columns(), folder.work_path()) {}

void GroupTables::add(const Point& point, const Result& result) {
  if (design_point_ != point.design_point) {
    end_design_point();
    design_point_ = point.design_point;
  }
  if (!result.failure.empty()) {
    return;
  }
  for (const Figure& figure : result.figures) {
    means_[shape_.figure(figure)].add(figure.value);
  }
  if (shape_.n_curve_columns() == 0) {
    return;
  }
  const auto values = shape_.curve_row(result);
  of_all_.add(values);
  if (has_replications_) {
    of_design_point_.add(values);
  }
}

void GroupTables::finish() {
  end_design_point();
  write_fans(std::nullopt, of_all_);
}

void GroupTables::end_design_point() {
  if (!design_point_) {
    return;
  }
  write_means();
  write_fans(design_point_, of_design_point_);
  of_design_point_.clear();
}

void GroupTables::write_means() {
  for (std::size_t i = 0; i < means_.size(); ++i) {
    const base::Mean mean = std::exchange(means_[i], {});
    if (mean.count() > 0) {
      const auto interval = mean.count() < 2 ? std::nullopt : std::optional(base::confidence_interval(mean));
      tables_.write(MeanRow{design_point_, i, mean, interval});
    }
  }
}

void GroupTables::write_fans(const Group& group, const ColumnStore& store) {
  if (store.n_rows() == 0) {
    return;
  }
  std::vector<double> values;
  for (const record::Series& series : shape_.series()) {
    const CurveSpan& span = shape_.span(series);
    for (std::size_t i = 0; i < span.n_months(); ++i) {
      store.read_column(span.column + i, values);
      const base::Month month{span.from.index + static_cast<std::int32_t>(i)};
      FanRow row{group, span.series, month, static_cast<std::int64_t>(values.size()), base::mean_of(values).mean(), {}};
      std::sort(values.begin(), values.end());
      std::transform(kFan.begin(), kFan.end(), row.quantiles.begin(),
                     [&](double q) { return base::quantile(values, q); });
      tables_.write(row);
    }
  }
}

}  // namespace aibelt::sweep
