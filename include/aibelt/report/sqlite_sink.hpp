#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/metrics/kpi.hpp"
#include "aibelt/record/sink.hpp"
#include "aibelt/scenario/scenario.hpp"

struct sqlite3;
struct sqlite3_stmt;

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
  struct CloseDatabase {
    void operator()(sqlite3* database) const;
  };
  struct CloseStatement {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, CloseStatement>;

  void check(int code) const;
  void execute(const char* sql);
  Statement prepare(const char* sql);
  void bind(sqlite3_stmt* statement, int column, std::string_view text) const;
  void bind(sqlite3_stmt* statement, int column, double number) const;
  void bind(sqlite3_stmt* statement, int column, std::int64_t number) const;
  void insert(sqlite3_stmt* statement) const;
  /// Inserts one row of `values`, in the order of the statement's parameters.
  template <class... Values>
  void insert(const Statement& statement, const Values&... values) const;

  std::filesystem::path path_;
  std::unique_ptr<sqlite3, CloseDatabase> database_;
  Statement insert_curve_;
  Statement insert_event_;
  Statement insert_job_;
  std::int64_t n_series_ = 0;
  base::Month month_;
  std::string month_text_;
};

}  // namespace aibelt::report
