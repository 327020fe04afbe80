#include "aibelt/report/sqlite_sink.hpp"

#include <utility>

#include "aibelt/base/error.hpp"
#include "aibelt/base/version.hpp"
#include "origin_name.hpp"
#include "text.hpp"

namespace aibelt::report {
namespace {

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

SqliteSink::SqliteSink(const std::filesystem::path& path) : database_(path), month_text_(base::to_text(month_)) {
  database_.execute(kSchema);
  insert_curve_ = database_.prepare("INSERT INTO curves VALUES (?, ?, ?)");
  insert_event_ = database_.prepare("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)");
  insert_job_ = database_.prepare("INSERT INTO jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
}

void SqliteSink::declare(const std::vector<record::Series>& series) {
  const Database::Statement statement = database_.prepare("INSERT INTO series VALUES (?, ?, ?, ?, ?, ?)");
  for (const record::Series& one : series) {
    database_.insert(statement, n_series_++, one.stage, one.place, one.item, one.measure, one.unit);
  }
}

void SqliteSink::write(const record::CurveRow& row) {
  const auto series = static_cast<std::int64_t>(row.series.index);
  base::ensure(series >= 0 && series < n_series_, "a curve row belongs to no declared series");
  if (row.month != month_) {
    month_ = row.month;
    month_text_ = base::to_text(month_);
  }
  database_.insert(insert_curve_, month_text_, series, finite(row.value, "curve"));
}

void SqliteSink::write(const record::EventRow& row) {
  database_.insert(insert_event_, timestamp(row.time), row.stage, row.place, row.what, row.item,
                   finite(row.quantity, row.what), row.unit);
}

void SqliteSink::write(const record::JobRow& row) {
  database_.insert(insert_job_, row.workload, row.number, row.tenant, row.cluster, row.accelerator,
                   static_cast<double>(row.accelerators_milli) / 1000, seconds(row.submission), seconds(row.start),
                   seconds(row.finish), seconds(row.requested), seconds(row.run), row.restarts,
                   std::int64_t{row.is_done}, finite(row.it_energy_j, "it_energy_j"),
                   finite(row.facility_energy_j, "facility_energy_j"), finite(row.cost_krw, "cost_krw"),
                   finite(row.co2_g, "co2_g"));
}

void SqliteSink::describe(const scenario::Scenario& scenario, const std::vector<std::string>& overrides,
                          const metrics::Kpis& kpis) {
  const Database::Statement insert_kpi = database_.prepare("INSERT INTO kpis VALUES (?, ?, ?, ?, ?)");
  for (const metrics::Kpi& kpi : kpis) {
    database_.insert(insert_kpi, kpi.name, "", finite(kpi.value(), kpi.name), kpi.unit, kpi.doc);
    for (const auto& [year, value] : kpi.by_year()) {
      database_.insert(insert_kpi, kpi.name, std::to_string(year), finite(value, kpi.name), kpi.unit, kpi.doc);
    }
  }
  const Database::Statement insert_use = database_.prepare("INSERT INTO uses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (const scenario::Use& use : scenario.uses) {
    database_.insert(insert_use, use.path, name_of(use.origin), use.fact, use.value, use.low, use.high, use.as_of,
                     use.source, use.mark);
  }
  const Database::Statement insert_meta = database_.prepare("INSERT INTO meta VALUES (?, ?)");
  database_.insert(insert_meta, "version", base::version());
  database_.insert(insert_meta, "scenario", scenario.name);
  database_.insert(insert_meta, "title", scenario.title);
  database_.insert(insert_meta, "scenario_hash", scenario.hash);
  database_.insert(insert_meta, "seed", std::to_string(scenario.seed));
  database_.insert(insert_meta, "from", base::to_date_text(scenario.from));
  database_.insert(insert_meta, "to", base::to_date_text(scenario.to));
  for (const std::string& assignment : overrides) {
    database_.insert(insert_meta, "override", assignment);
  }
}

void SqliteSink::finish() {
  insert_curve_.reset();
  insert_event_.reset();
  insert_job_.reset();
  database_.finish();
}

}  // namespace aibelt::report
