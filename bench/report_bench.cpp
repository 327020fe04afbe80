/// Time to write 100,000 curve rows to the disk, as CSV and as SQLite, against a bare fprintf loop over the same rows.
/// Prints medians; exits 1 where one exceeds its bound.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "aibelt/report/csv_sink.hpp"
#include "aibelt/report/sqlite_sink.hpp"

namespace {

namespace fs = std::filesystem;
using namespace aibelt;

constexpr int kSeries = 1000;
constexpr int kMonths = 100;
constexpr int kRounds = 9;
constexpr double kCsvBoundMs = 60;
constexpr double kSqliteBoundMs = 150;

std::vector<record::Series> all_series() {
  std::vector<record::Series> series;
  series.reserve(kSeries);
  for (int i = 0; i < kSeries; ++i) {
    series.push_back({"stacking", "line_" + std::to_string(i), "hbm4_12hi", "in_process", "stacks"});
  }
  return series;
}

std::vector<record::CurveRow> all_rows() {
  std::vector<record::CurveRow> rows;
  rows.reserve(std::size_t{kSeries} * kMonths);
  constexpr base::Month kFirst{12 * 2025 + 9};
  for (int month = 0; month < kMonths; ++month) {
    for (int series = 0; series < kSeries; ++series) {
      const bool is_whole = series % 2 == 0;
      rows.push_back({base::Month{kFirst.index + month}, {series}, is_whole ? 1000.0 + series : series / 7.0 + month});
    }
  }
  return rows;
}

template <class Work>
double median_ms(const Work& work) {
  std::array<double, kRounds> times{};
  for (double& time : times) {
    const auto start = std::chrono::steady_clock::now();
    work();
    time = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  }
  std::sort(times.begin(), times.end());
  return times[kRounds / 2];
}

template <class Sink>
void write_all(Sink& sink, const std::vector<record::Series>& series, const std::vector<record::CurveRow>& rows) {
  sink.declare(series);
  for (const record::CurveRow& row : rows) {
    sink.write(row);
  }
  sink.finish();
}

void write_bare(const fs::path& path, const std::vector<record::Series>& series,
                const std::vector<record::CurveRow>& rows) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  for (const record::CurveRow& row : rows) {
    const record::Series& one = series[static_cast<std::size_t>(row.series.index)];
    std::fprintf(file, "%s,%s,%s,%s,%s,%s,%.17g\n", base::to_text(row.month).c_str(), one.stage.c_str(),
                 one.place.c_str(), one.item.c_str(), one.measure.c_str(), one.unit.c_str(), row.value);
  }
  std::fclose(file);
}

}  // namespace

int main() {
  const fs::path folder = fs::temp_directory_path() / "aibelt_report_bench";
  fs::create_directories(folder);
  const auto series = all_series();
  const auto rows = all_rows();
  const double bare = median_ms([&] { write_bare(folder / "bare.csv", series, rows); });
  const double csv = median_ms([&] {
    report::CsvSink sink(folder / "curves.csv", folder / "events.csv");
    write_all(sink, series, rows);
  });
  const double sqlite = median_ms([&] {
    report::SqliteSink sink(folder / "run.sqlite");
    write_all(sink, series, rows);
  });
  std::printf("report: %zu curve rows   ms   of fprintf   bound ms\n", rows.size());
  std::printf("fprintf, no fsync    %8.1f %12.2f\n", bare, 1.0);
  std::printf("CSV                  %8.1f %12.2f %10.0f\n", csv, csv / bare, kCsvBoundMs);
  std::printf("SQLite               %8.1f %12.2f %10.0f\n", sqlite, sqlite / bare, kSqliteBoundMs);
  fs::remove_all(folder);
  return csv <= kCsvBoundMs && sqlite <= kSqliteBoundMs ? 0 : 1;
}
