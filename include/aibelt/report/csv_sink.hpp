#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/record/sink.hpp"
#include "aibelt/report/jobs_csv.hpp"
#include "aibelt/report/output_file.hpp"

namespace aibelt::report {

/// Writes the rows of a run as RFC 4180 text, numbers in the shortest form that reads back alike; throws base::IoError.
///
/// Curves: `month,stage,place,item,measure,unit,value`. Events: `time,stage,place,what,item,quantity,unit`, the time as
/// `2027-03-14` at midnight and `2027-03-14T06:30:00Z` elsewhere, in whole seconds.
class CsvSink : public record::Sink {
 public:
  CsvSink(const std::filesystem::path& curves, const std::filesystem::path& events);

  void declare(const std::vector<record::Series>& series) override;
  void write(const record::CurveRow& row) override;
  void write(const record::EventRow& row) override;
  void write(const record::JobRow& row) override;

  /// Writes jobs too, as JobsCsv says; without it there are none.
  void expect_jobs(const std::filesystem::path& jobs) { jobs_.emplace(jobs); }

  /// Puts the files onto the disk.
  void finish();

 private:
  OutputFile curves_;
  OutputFile events_;
  std::optional<JobsCsv> jobs_;
  std::vector<std::string> columns_;  ///< by series: its five texts between the month's comma and the value's
  std::string line_;
  base::Month month_;
  std::string month_text_;
};

/// `text` as one field of a CSV line: in quotes where it holds a comma, a quote or a line break.
std::string csv_field(std::string_view text);

}  // namespace aibelt::report
