#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include "aibelt/scenario/reader.hpp"
#include "cells.hpp"
#include "line_source.hpp"

namespace aibelt::workload {
namespace {

/// What a table may say of a job, in the order of `column_names`.
enum Column : std::size_t {
  job_id,
  submission,
  runtime,
  estimate,
  processors,
  gpu_milli,
  cpu_milli,
  memory_mib,
  tenant,
  accelerator,
  priority,
  profile,
  start,
  end
};
constexpr std::size_t kColumns = 14;

const std::vector<std::string>& column_names() {
  static const std::vector<std::string> names = {"job_id",    "submission_s", "runtime_s",  "estimate_s", "processors",
                                                 "gpu_milli", "cpu_milli",    "memory_mib", "tenant",     "accelerator",
                                                 "priority",  "profile",      "start_s",    "end_s"};
  return names;
}

using Headers = std::map<std::string, std::string>;  ///< by column name

const Headers& headers_of_philly() {
  static const Headers headers = {
      {"submission_s", "timestamp"}, {"runtime_s", "duration"}, {"processors", "num_gpus"}, {"tenant", "cluster"}};
  return headers;
}

const Headers& headers_of_openb() {
  static const Headers headers = {
      {"job_id", "name"},         {"submission_s", "creation_time"}, {"start_s", "scheduled_time"},
      {"end_s", "deletion_time"}, {"processors", "num_gpu"},         {"accelerator", "gpu_spec"}};
  return headers;
}

/// Where each column stands in the lines of one table; npos where it has none.
class Layout {
 public:
  static constexpr std::size_t kNone = std::string_view::npos;

  Layout(const Cells& header, const Headers& headers) : width_(header.size()) {
    for (std::size_t column = 0; column < kColumns; ++column) {
      const auto renamed = headers.find(column_names()[column]);
      headers_[column] = renamed == headers.end() ? column_names()[column] : renamed->second;
      for (std::size_t i = 0; i < header.size() && places_[column] == kNone; ++i) {
        places_[column] = header[i] == headers_[column] ? i : kNone;
      }
    }
  }

  std::size_t width() const { return width_; }
  bool has(Column column) const { return places_[column] != kNone; }
  const std::string& header(Column column) const { return headers_[column]; }

  /// Empty where the table does not have the column.
  std::string_view cell(const Cells& cells, Column column) const {
    return has(column) ? cells[places_[column]] : std::string_view();
  }

  /// The columns without which there is no job, and those in `wanted`, that the table does not have.
  std::vector<Column> missing(const Headers& wanted = {}) const {
    const bool has_ends = !has(Column::runtime) && (has(Column::start) || has(Column::end));
    std::vector<Column> missing;
    for (std::size_t i = 0; i < kColumns; ++i) {
      const auto column = static_cast<Column>(i);
      const bool is_needed = column == Column::submission || column == Column::processors ||
                             (column == Column::runtime && !has_ends) ||
                             ((column == Column::start || column == Column::end) && has_ends);
      if (!has(column) && (is_needed || wanted.count(column_names()[i]) > 0)) {
        missing.push_back(column);
      }
    }
    return missing;
  }

 private:
  std::size_t width_;
  std::array<std::string, kColumns> headers_;
  std::array<std::size_t, kColumns> places_ = [] {
    std::array<std::size_t, kColumns> none{};
    none.fill(kNone);
    return none;
  }();
};

std::string_view without_mark(std::string_view header) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  return header.substr(header.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
}

/// The whole number at the end of a name such as `openb-pod-0007`.
std::optional<std::int64_t> number_at_end(std::string_view name) {
  const std::size_t last = name.find_last_not_of("0123456789");
  return whole_number(name.substr(last == std::string_view::npos ? 0 : last + 1));
}

/// A cell for an amount of 32 bits that may be missing.
bool read_amount(std::string_view cell, std::int64_t low, std::int32_t& out) {
  const auto value = cell.empty() ? std::optional<std::int64_t>(out) : whole_amount(cell);
  if (!value || *value < low || *value > std::numeric_limits<std::int32_t>::max()) {
    return false;
  }
  out = static_cast<std::int32_t>(*value);
  return true;
}

class TableSource : public LineSource {
 public:
  TableSource(const TraceOptions& options, LineReader lines, Layout layout, RowProblems& problems)
      : LineSource(options, std::move(lines), problems),
        layout_(std::move(layout)),
        has_numbered_names_(options.format == TraceFormat::openb) {}

  std::string_view profile_name(std::int32_t profile) const override { return profiles_[profile]; }
  std::string_view accelerator_name(std::int32_t accelerator) const override { return accelerators_[accelerator]; }

 private:
  bool read_row() override {
    std::string_view line;
    while (lines().next(line)) {
      if (line.find_first_not_of(" \t") != std::string_view::npos && !line.starts_with('#')) {
        cells_.split(line);
        ++n_rows_;
        return true;
      }
    }
    return false;
  }

  std::optional<RowProblem> read(Job& job) override {
    if (cells_.size() != layout_.width()) {
      return cells_.size() > layout_.width() ? RowProblem::extra_fields
             : is_unfinished()               ? RowProblem::torn_line
                                             : RowProblem::missing_fields;
    }
    const auto submitted = instant(cell(Column::submission));
    const auto asked = whole_amount(cell(Column::processors));
    const auto wanted = cell(Column::estimate).empty() ? base::Duration{-1} : seconds(cell(Column::estimate));
    base::Duration ran{};
    const auto unknown_runtime = read_runtime(ran);
    if (!submitted || !asked || !wanted) {
      return RowProblem::not_a_number;
    }
    if (unknown_runtime) {
      return unknown_runtime;
    }
    job = Job{};
    if (const auto problem = screened({*submitted, ran, *wanted, *asked}, job)) {
      return problem;
    }
    job.number = number();
    job.tenant = tenant_of(cell(Column::tenant));
    job.profile = profiles_.index_of(cell(Column::profile));
    job.accelerator = accelerators_.index_of(cell(Column::accelerator));
    return read_amounts(job);
  }

  std::string_view cell(Column column) const { return layout_.cell(cells_, column); }

  std::optional<RowProblem> read_runtime(base::Duration& ran) const {
    if (layout_.has(Column::runtime)) {
      const auto read = seconds(cell(Column::runtime));
      ran = read.value_or(base::Duration{});
      return read                            ? std::nullopt
             : cell(Column::runtime).empty() ? std::optional(RowProblem::no_runtime)
                                             : RowProblem::not_a_number;
    }
    if (cell(Column::start).empty() || cell(Column::end).empty()) {
      return RowProblem::no_runtime;
    }
    const auto from = instant(cell(Column::start));
    const auto to = instant(cell(Column::end));
    ran = from && to ? *to - *from : base::Duration{};
    return from && to ? std::nullopt : std::optional(RowProblem::not_a_number);
  }

  /// The number of the job, else that of its row.
  std::int64_t number() const {
    const auto written = has_numbered_names_ ? number_at_end(cell(Column::job_id)) : whole_number(cell(Column::job_id));
    return written.value_or(n_rows_);
  }

  std::optional<RowProblem> read_amounts(Job& job) const {
    std::int32_t share = 1000;
    const std::array<std::int32_t*, 4> amounts = {&share, &job.cpu_milli, &job.memory_mib, &job.priority};
    constexpr std::array<Column, 4> kFrom = {Column::gpu_milli, Column::cpu_milli, Column::memory_mib,
                                             Column::priority};
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      const std::int64_t low = kFrom[i] == Column::priority ? std::numeric_limits<std::int32_t>::min() : 0;
      if (!read_amount(cell(kFrom[i]), low, *amounts[i])) {
        return whole_amount(cell(kFrom[i])) ? RowProblem::out_of_range : RowProblem::not_a_number;
      }
    }
    if (share < 1 || share > 1000 || (share < 1000 && job.processors > 1)) {
      return RowProblem::out_of_range;
    }
    job.gpu_milli = static_cast<std::int16_t>(share);
    return std::nullopt;
  }

  Layout layout_;
  bool has_numbered_names_;
  Cells cells_;
  std::int64_t n_rows_ = 0;
  Names profiles_;
  Names accelerators_;
};

/// The headers a format has, or those the user names; issues for names that are no columns.
Headers headers_of(const TraceOptions& options, base::Issues& issues) {
  if (options.format == TraceFormat::philly) {
    return headers_of_philly();
  }
  if (options.format == TraceFormat::openb) {
    return headers_of_openb();
  }
  for (const auto& [name, header] : options.columns) {
    if (std::find(column_names().begin(), column_names().end(), name) == column_names().end()) {
      issues.push_back(
          {.path = name,
           .message = fmt::format("a job has no column \"{}\"{}; the columns are {}", name,
                                  scenario::did_you_mean(name, column_names()), fmt::join(column_names(), ", "))});
    }
  }
  return options.columns;
}

void report_missing(const TraceOptions& options, const Layout& layout, std::string_view line, base::Issues& issues) {
  for (const Column column : layout.missing(options.columns)) {
    issues.push_back(
        {.file = options.file.string(),
         .path = column_names()[column],
         .message = fmt::format("the table has no column \"{}\"; its columns are {}", layout.header(column), line),
         .line = 1});
  }
}

bool is_complete(std::string_view line, const Headers& headers) {
  Cells cells;
  cells.split(without_mark(line));
  return Layout(cells, headers).missing().empty();
}

}  // namespace

const std::vector<std::string>& workload_columns() {
  static const std::vector<std::string> written(column_names().begin(), column_names().begin() + Column::start);
  return written;
}

TraceFormat format_of_header(std::string_view line) {
  if (is_complete(line, {})) {
    return TraceFormat::table;
  }
  if (is_complete(line, headers_of_philly())) {
    return TraceFormat::philly;
  }
  return is_complete(line, headers_of_openb()) ? TraceFormat::openb : TraceFormat::swf;
}

std::unique_ptr<JobSource> open_table(const TraceOptions& options, LineReader lines, RowProblems& problems,
                                      base::Issues& issues) {
  base::Issues found;
  std::string_view line;
  Cells header;
  const Headers headers = headers_of(options, found);
  lines.next(line);
  const std::string text(without_mark(line));
  header.split(text);
  Layout layout(header, headers);
  if (found.empty()) {
    report_missing(options, layout, text, found);
  }
  const auto settled = found.empty() ? settle_processors(options, 0, found) : std::nullopt;
  issues.insert(issues.end(), found.begin(), found.end());
  if (!settled) {
    return nullptr;
  }
  auto source = std::make_unique<TableSource>(options, std::move(lines), std::move(layout), problems);
  source->settle(*settled);
  return source;
}

}  // namespace aibelt::workload
