#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "aibelt/metrics/kpi.hpp"
#include "aibelt/record/sink.hpp"
#include "aibelt/report/database.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::report {

/// Writes the rows of a run into an SQLite database; alike runs give alike bytes. Throws base::IoError.
///
/// Tables: `series`, `curves` (with the view `curve`, which has the columns of curves.csv), `events`, `jobs`, `kpis`,
/// `uses`, `meta`. One transaction; before `finish` the file is of no use.
class SqliteSink : public record::Sink {
 public:
  /// Makes the database; a file at `path` is replaced.
  explicit SqliteSink(const std::filesystem::path& path);

  void declare(const std::vector<record::Series>& series) override;
  void write(const record::CurveRow& row) override;
  void write(const record::EventRow& row) override;
  void write(const record::JobRow& row) override;

  /// Fills `kpis`, `uses` and `meta`.
  void describe(const scenario::Scenario& scenario, const std::vector<std::string>& overrides,
                const metrics::Kpis& kpis);

  /// Closes the database and puts it onto the disk; nothing is written after it.
  void finish();

 private:
  Database database_;
  Database::Statement insert_curve_;
  Database::Statement insert_event_;
  Database::Statement insert_job_;
  std::int64_t n_series_ = 0;
  base::Month month_;
  std::string month_text_;
};

}  // namespace aibelt::report
