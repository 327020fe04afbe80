#include "import_command.hpp"

#include <cstdio>
#include <optional>

#include <fmt/format.h>

#include "interrupt.hpp"
#include "workload_file.hpp"

namespace aibelt::cli {
namespace {

/// What one go at the trace came to.
struct Imported {
  std::int64_t n_jobs = 0;
  std::int32_t processors = 0;
  workload::RowProblems problems;
  bool is_stopped = false;
};

std::map<std::string, std::string> columns_of(const ImportOptions& options, base::Issues& issues) {
  std::map<std::string, std::string> columns;
  for (const std::string& text : options.columns) {
    const std::size_t mark = text.find('=');
    if (options.format != workload::TraceFormat::table) {
      issues.push_back({.path = "--column", .message = "only a table read as csv has columns to name"});
    } else if (mark == std::string::npos || mark == 0 || mark + 1 == text.size()) {
      issues.push_back({.path = "--column", .message = fmt::format("\"{}\" is not NAME=HEADER", text)});
    } else {
      columns[text.substr(0, mark)] = text.substr(mark + 1);
    }
  }
  return columns;
}

bool fails(const ImportOptions& options, const Imported& imported) {
  return options.on_bad_row == datacenter::OnBadRow::fail && imported.problems.count() > 0;
}

/// One go at the trace; nothing where the jobs do not come by submission, though they should, or where there are issues.
class Attempt {
 public:
  Attempt(const ImportOptions& options, const std::map<std::string, std::string>& columns, base::Issues& issues)
      : options_(options), columns_(columns), issues_(issues) {}

  std::optional<Imported> run(workload::JobOrder order) {
    Imported imported;
    const auto source = workload::open_trace({.file = options_.trace,
                                              .screening = workload::Screening::as_written,
                                              .order = order,
                                              .format = options_.format,
                                              .columns = columns_,
                                              .needs_processors = false,
                                              .is_stopped = is_interrupted},
                                             imported.problems, issues_);
    if (!source) {
      return std::nullopt;
    }
    WorkloadFile file(options_.out);
    base::SimTime latest;
    for (workload::Job job; source->next(job); ++imported.n_jobs) {
      if (job.submission < latest) {
        return std::nullopt;
      }
      latest = job.submission;
      file.write(job, *source);
    }
    imported.processors = source->processors();
    imported.is_stopped = is_interrupted();
    if (!imported.is_stopped && !fails(options_, imported)) {
      file.commit();
    }
    return imported;
  }

 private:
  const ImportOptions& options_;
  const std::map<std::string, std::string>& columns_;
  base::Issues& issues_;
};

void print_summary(const ImportOptions& options, const Imported& imported) {
  const std::string trace = options.trace.string();
  for (const base::Issue& issue : imported.problems.issues(trace)) {
    fmt::print(stderr, "{}\n", to_text(issue));
  }
  const std::int64_t n_unordered = imported.problems.count(workload::RowProblem::unordered);
  fmt::print(stderr, "{}: {} jobs, {} of them out of order, {} bad rows\n", trace, imported.n_jobs, n_unordered,
             imported.problems.count() - n_unordered);
  if (imported.processors > 0) {
    fmt::print(stderr, "{0}: of {1} processors; replay it with --processors {1}\n", trace, imported.processors);
  }
}

}  // namespace

const std::map<std::string, workload::TraceFormat>& trace_formats() {
  using workload::TraceFormat;
  static const std::map<std::string, TraceFormat> formats = {{"swf", TraceFormat::swf},
                                                             {"batsim", TraceFormat::batsim},
                                                             {"philly", TraceFormat::philly},
                                                             {"openb", TraceFormat::openb},
                                                             {"csv", TraceFormat::table}};
  return formats;
}

Exit import_trace(const ImportOptions& options) {
  watch_for_interrupts();
  base::Issues issues;
  const auto columns = columns_of(options, issues);
  std::optional<Imported> imported;
  for (const auto order : {workload::JobOrder::as_written, workload::JobOrder::by_submission}) {
    if (!imported && issues.empty() && !is_interrupted()) {
      imported = Attempt(options, columns, issues).run(order);
    }
  }
  if (imported ? imported->is_stopped : issues.empty()) {
    return give_up();
  }
  if (imported && fails(options, *imported)) {
    issues = imported->problems.issues(options.trace.string());
  }
  print_issues(issues, options.trace.string());
  if (!issues.empty()) {
    return Exit::bad_input;
  }
  print_summary(options, *imported);
  return Exit::ok;
}

}  // namespace aibelt::cli
