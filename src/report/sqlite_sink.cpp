#include "aibelt/report/sqlite_sink.hpp"

#include <sqlite3.h>

#include <utility>

#include "aibelt/base/error.hpp"
#include "aibelt/base/version.hpp"
#include "aibelt/report/output_file.hpp"
#include "origin_name.hpp"
#include "text.hpp"

namespace aibelt::report {
namespace {

// The whole file is thrown away after a failure, so it needs no journal and no waiting for the disk.
constexpr const char* kSettings =
    "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE;"
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;";

constexpr const char* kSchema = R"(
CREATE TABLE series (id INTEGER PRIMARY KEY, stage TEXT, place TEXT, item TEXT, measure TEXT, unit TEXT);
CREATE TABLE curves (month TEXT, series INTEGER REFERENCES series (id), value REAL);
CREATE TABLE events (time TEXT, stage TEXT, place TEXT, what TEXT, item TEXT, quantity REAL, unit TEXT);
CREATE TABLE jobs (workload TEXT, number INTEGER, tenant TEXT, cluster TEXT, accelerator TEXT, accelerators REAL,
  submission_s REAL, start_s REAL, finish_s REAL, requested_s REAL, run_s REAL, restarts INTEGER, is_done INTEGER,
  it_energy_j REAL, facility_energy_j REAL, cost_krw REAL, co2_g REAL);
CREATE TABLE kpis (name TEXT, at TEXT, value REAL, unit TEXT, doc TEXT);
CREATE TABLE uses (path TEXT, origin TEXT, fact TEXT, value TEXT, low TEXT, high TEXT, as_of TEXT, source TEXT, mark TEXT);
CREATE TABLE meta (key TEXT, value TEXT);
CREATE VIEW curve AS SELECT month, stage, place, item, measure, unit, value FROM curves JOIN series ON series.id = series
  ORDER BY curves.rowid;
)";

double seconds(base::Duration time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

void SqliteSink::CloseDatabase::operator()(sqlite3* database) const { sqlite3_close_v2(database); }
void SqliteSink::CloseStatement::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

SqliteSink::SqliteSink(const std::filesystem::path& path) : path_(path), month_text_(base::to_text(month_)) {
  std::error_code error;
  std::filesystem::remove(path, error);  // what resists removal, opening reports
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  database_.reset(database);
  check(code);
  execute(kSettings);
  execute("BEGIN");
  execute(kSchema);
  insert_curve_ = prepare("INSERT INTO curves VALUES (?, ?, ?)");
  insert_event_ = prepare("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)");
  insert_job_ = prepare("INSERT INTO jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
}

void SqliteSink::declare(const std::vector<record::Series>& series) {
  const Statement statement = prepare("INSERT INTO series VALUES (?, ?, ?, ?, ?, ?)");
  for (const record::Series& one : series) {
    insert(statement, n_series_++, one.stage, one.place, one.item, one.measure, one.unit);
  }
}

void SqliteSink::write(const record::CurveRow& row) {
  const auto series = static_cast<std::int64_t>(row.series.index);
  base::ensure(series >= 0 && series < n_series_, "a curve row belongs to no declared series");
  if (row.month != month_) {
    month_ = row.month;
    month_text_ = base::to_text(month_);
  }
  insert(insert_curve_, month_text_, series, finite(row.value, "curve"));
}

void SqliteSink::write(const record::EventRow& row) {
  insert(insert_event_, timestamp(row.time), row.stage, row.place, row.what, row.item, finite(row.quantity, row.what),
         row.unit);
}

void SqliteSink::write(const record::JobRow& row) {
  insert(insert_job_, row.workload, row.number, row.tenant, row.cluster, row.accelerator,
         static_cast<double>(row.accelerators_milli) / 1000, seconds(row.submission), seconds(row.start),
         seconds(row.finish), seconds(row.requested), seconds(row.run), row.restarts, std::int64_t{row.is_done},
         finite(row.it_energy_j, "it_energy_j"), finite(row.facility_energy_j, "facility_energy_j"),
         finite(row.cost_krw, "cost_krw"), finite(row.co2_g, "co2_g"));
}

void SqliteSink::describe(const scenario::Scenario& scenario, const std::vector<std::string>& overrides,
                          const metrics::Kpis& kpis) {
  const Statement insert_kpi = prepare("INSERT INTO kpis VALUES (?, ?, ?, ?, ?)");
  for (const metrics::Kpi& kpi : kpis) {
    insert(insert_kpi, kpi.name, "", finite(kpi.value(), kpi.name), kpi.unit, kpi.doc);
    for (const auto& [year, value] : kpi.by_year()) {
      insert(insert_kpi, kpi.name, std::to_string(year), finite(value, kpi.name), kpi.unit, kpi.doc);
    }
  }
  const Statement insert_use = prepare("INSERT INTO uses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (const scenario::Use& use : scenario.uses) {
    insert(insert_use, use.path, name_of(use.origin), use.fact, use.value, use.low, use.high, use.as_of, use.source,
           use.mark);
  }
  const Statement insert_meta = prepare("INSERT INTO meta VALUES (?, ?)");
  insert(insert_meta, "version", base::version());
  insert(insert_meta, "scenario", scenario.name);
  insert(insert_meta, "title", scenario.title);
  insert(insert_meta, "scenario_hash", scenario.hash);
  insert(insert_meta, "seed", std::to_string(scenario.seed));
  insert(insert_meta, "from", base::to_date_text(scenario.from));
  insert(insert_meta, "to", base::to_date_text(scenario.to));
  for (const std::string& assignment : overrides) {
    insert(insert_meta, "override", assignment);
  }
}

void SqliteSink::finish() {
  execute("COMMIT");
  insert_curve_.reset();
  insert_event_.reset();
  insert_job_.reset();
  check(sqlite3_close(database_.get()));
  static_cast<void>(database_.release());
  sync_to_disk(path_);
}

void SqliteSink::check(int code) const {
  if (code != SQLITE_OK) {
    throw base::IoError(path_.string(), database_ ? sqlite3_errmsg(database_.get()) : sqlite3_errstr(code));
  }
}

void SqliteSink::execute(const char* sql) { check(sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr)); }

SqliteSink::Statement SqliteSink::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(database_.get(), sql, -1, &statement, nullptr));
  return Statement(statement);
}

// The text outlives the insert, so SQLite need not copy it.
void SqliteSink::bind(sqlite3_stmt* statement, int column, std::string_view text) const {
  const char* characters = text.data() == nullptr ? "" : text.data();
  check(sqlite3_bind_text(statement, column, characters, static_cast<int>(text.size()), SQLITE_STATIC));
}

void SqliteSink::bind(sqlite3_stmt* statement, int column, double number) const {
  check(sqlite3_bind_double(statement, column, number));
}

void SqliteSink::bind(sqlite3_stmt* statement, int column, std::int64_t number) const {
  check(sqlite3_bind_int64(statement, column, number));
}

void SqliteSink::insert(sqlite3_stmt* statement) const {
  if (sqlite3_step(statement) != SQLITE_DONE) {
    throw base::IoError(path_.string(), sqlite3_errmsg(database_.get()));
  }
  check(sqlite3_reset(statement));
}

template <class... Values>
void SqliteSink::insert(const Statement& statement, const Values&... values) const {
  int column = 0;
  (bind(statement.get(), ++column, values), ...);
  insert(statement.get());
}

}  // namespace aibelt::report
