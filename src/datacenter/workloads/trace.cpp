#include <algorithm>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "aibelt/scenario/file_path.hpp"
#include "aibelt/workload/job_source.hpp"
#include "workload.hpp"

namespace aibelt::datacenter {
namespace {

workload::TraceOptions options_of(const std::filesystem::path& file) {
  return {.file = file,
          .processors = 1 << 30,  // any
          .screening = workload::Screening::lenient,
          .order = workload::JobOrder::by_submission};
}

/// What is wrong with the first bad row of its kind, as the end of a sentence.
std::string first_of(const workload::RowProblems& problems) {
  const base::Issues issues = problems.issues("");
  return issues.empty() ? "; is it a trace?"
                        : fmt::format("; in line {} the {}", issues.front().line, issues.front().message);
}

/// The jobs of a trace, its zero laid on a date.
struct Trace : WorkloadSpec {
  scenario::FilePath file;
  base::SimTime start;
  base::Ratio speedup = base::Ratio::from_base_units(1);

  std::unique_ptr<TaskStream> open(const Opening& opening) const override;
  bool has_fractions() const override { return true; }

  void check(scenario::Reader& reader, const std::string& path) const override {
    base::Issues issues;
    workload::RowProblems problems;
    try {
      workload::Job job;
      const auto source = workload::open_trace(options_of(file.path), problems, issues);
      if (source && !source->next(job)) {
        issues.push_back({.message = "holds no job that could run" + first_of(problems)});
      }
    } catch (const base::IoError& error) {
      reader.report(scenario::child_path(path, "file"),
                    fmt::format("{}; give the trace's path from the scenario's folder", error.what()));
    }
    for (const base::Issue& issue : issues) {
      reader.report(scenario::child_path(path, "file"), fmt::format("{}: {}", file.path.string(), issue.message));
    }
  }

  static const scenario::FieldTable<Trace>& fields() {
    static const auto table = with_workload_fields<Trace>({
        scenario::field(&Trace::file,
                        {.name = "file",
                         .doc = "trace in a format that `aibelt replay` reads, beside the scenario; bad rows are left "
                                "out"}),
        scenario::field(&Trace::start, {.name = "start", .doc = "date of the trace's zero"}),
        scenario::field(&Trace::speedup, {.name = "speedup",
                                          .unit = "1",
                                          .low = 0.001,
                                          .high = 1000,
                                          .doc = "how much faster its jobs run here than where it was recorded",
                                          .by_default = "1"}),
    });
    return table;
  }
};

class TraceStream : public TaskStream {
 public:
  TraceStream(const Trace& trace, const Opening& opening)
      : trace_(trace), tenant_(trace.tenant(opening.name)), from_(opening.scenario.from), until_(opening.scenario.to) {
    base::Issues issues;
    source_ = workload::open_trace(options_of(trace.file.path), problems_, issues);
    base::ensure(source_ != nullptr, "a trace that was checked cannot be opened any more");
  }

  bool next(Task& task) override {
    workload::Job job;
    while (source_->next(job)) {
      const base::SimTime submission = trace_.start + (job.submission - base::SimTime{});
      if (submission >= until_) {
        return false;
      }
      if (submission >= from_) {
        task = task_of(job, submission);
        return true;
      }
    }
    return false;
  }

 private:
  Task task_of(const workload::Job& job, base::SimTime submission) const {
    Task task{.number = job.number,
              .submission = submission,
              .work = quicker(job.runtime),
              .overestimate = overestimate_of(job),
              .accelerators = job.processors,
              .accelerator_milli = job.gpu_milli,
              .cpu_milli = job.cpu_milli,
              .memory_mib = job.memory_mib,
              .tenant = tenant_};
    if (trace_.owner.empty() && job.tenant >= 0) {
      task.tenant = source_->tenant_name(job.tenant);
    }
    return task;
  }

  static double overestimate_of(const workload::Job& job) {
    return job.runtime > base::Duration::zero()
               ? std::max(1.0, static_cast<double>(job.estimate.count()) / static_cast<double>(job.runtime.count()))
               : 1;
  }

  base::Duration quicker(base::Duration span) const {
    return base::Duration{
        static_cast<std::int64_t>(static_cast<double>(span.count()) / trace_.speedup.in_base_units())};
  }

  const Trace& trace_;
  const std::string& tenant_;
  base::SimTime from_;
  base::SimTime until_;
  workload::RowProblems problems_;
  std::unique_ptr<workload::JobSource> source_;
};

std::unique_ptr<TaskStream> Trace::open(const Opening& opening) const {
  return std::make_unique<TraceStream>(*this, opening);
}

}  // namespace

scenario::Kind<scenario::Spec> trace_jobs() {
  return scenario::kind<scenario::Spec, Trace>("trace", "the jobs of a recorded trace");
}

}  // namespace aibelt::datacenter
