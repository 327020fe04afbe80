#include "aibelt/report/csv_sink.hpp"

#include <iterator>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "text.hpp"

namespace aibelt::report {

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    return std::string(text);
  }
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  }
  return quoted + '"';
}

CsvSink::CsvSink(const std::filesystem::path& curves, const std::filesystem::path& events)
    : curves_(curves), events_(events), month_text_(base::to_text(month_)) {
  curves_.write("month,stage,place,item,measure,unit,value\n");
  events_.write("time,stage,place,what,item,quantity,unit\n");
}

void CsvSink::declare(const std::vector<record::Series>& series) {
  for (const record::Series& one : series) {
    columns_.push_back(fmt::format(",{},{},{},{},{},", csv_field(one.stage), csv_field(one.place), csv_field(one.item),
                                   csv_field(one.measure), csv_field(one.unit)));
  }
}

void CsvSink::write(const record::CurveRow& row) {
  const auto series = static_cast<std::size_t>(row.series.index);
  base::ensure(series < columns_.size(), "a curve row belongs to no declared series");
  if (row.month != month_) {
    month_ = row.month;
    month_text_ = base::to_text(month_);
  }
  line_.assign(month_text_).append(columns_[series]);
  fmt::format_to(std::back_inserter(line_), "{}\n", finite(row.value, columns_[series]));
  curves_.write(line_);
}

void CsvSink::write(const record::EventRow& row) {
  events_.write(fmt::format("{},{},{},{},{},{},{}\n", timestamp(row.time), csv_field(row.stage), csv_field(row.place),
                            csv_field(row.what), csv_field(row.item), finite(row.quantity, row.what),
                            csv_field(row.unit)));
}

void CsvSink::write(const record::JobRow& row) {
  base::ensure(jobs_.has_value(), "a job ends in a run that expected none");
  jobs_->write(row);
}

void CsvSink::finish() {
  curves_.finish();
  events_.finish();
  if (jobs_) {
    jobs_->finish();
  }
}

}  // namespace aibelt::report
