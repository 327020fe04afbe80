#include "replay_files.hpp"

#include <fmt/format.h>

#include "aibelt/report/csv_sink.hpp"
#include "aibelt/report/number_text.hpp"

namespace aibelt::datacenter {
namespace {

constexpr std::string_view kColumns =
    "job_id,workload_name,profile,submission_time,requested_number_of_resources,requested_time,success,final_state,"
    "starting_time,execution_time,finish_time,waiting_time,turnaround_time,stretch,allocated_resources,consumed_energy,"
    "metadata\n";
void append(std::string& text, base::Duration time) { report::append_seconds(text, time); }
void append(std::string& text, base::SimTime time) { append(text, time.time_since_epoch()); }

/// As Batsim writes them: `0-3 7`.
void append(std::string& text, const ProcessorRanges& ranges) {
  bool is_first = true;
  for (const ProcessorRange& range : ranges) {
    if (!is_first) {
      text += ' ';
    }
    is_first = false;
    report::append_whole(text, range.first);
    if (range.last > range.first) {
      text += '-';
      report::append_whole(text, range.last);
    }
  }
}

}  // namespace

JobsCsv::JobsCsv(const std::filesystem::path& file, const std::string& workload_name)
    : file_(file), workload_field_("," + report::csv_field(workload_name) + ",") {
  file_.write(kColumns);
}

void JobsCsv::write(const FinishedJob& finished, std::string_view profile) {
  const workload::Job& job = finished.job;
  const base::Duration runtime = job.runtime;
  const auto put = [this](const auto& value) {
    append(line_, value);
    line_ += ',';
  };
  line_.clear();
  report::append_whole(line_, job.number);
  line_ += workload_field_;
  if (profile.empty()) {
    put(runtime);
  } else {
    line_ += report::csv_field(profile);
    line_ += ',';
  }
  put(job.submission);
  report::append_whole(line_, job.processors);
  line_ += ',';
  put(job.estimate);
  line_ += job.is_cut ? "0,COMPLETED_WALLTIME_REACHED," : "1,COMPLETED_SUCCESSFULLY,";
  put(finished.start);
  put(runtime);
  put(finished.finish);
  put(finished.wait());
  put(finished.finish - job.submission);
  report::append_stretch(line_, finished.finish - job.submission, runtime);
  line_ += ',';
  append(line_, finished.processors);
  line_ += ",,\n";
  file_.write(line_);
}

ReplayFiles::ReplayFiles(const std::filesystem::path& folder, const std::string& workload_name)
    : folder_(folder), jobs_(folder_.add("jobs.csv"), workload_name), bad_rows_(folder_.add("bad_rows.csv")) {
  bad_rows_.write("line,problem\n");
}

void ReplayFiles::write_bad_row(std::int64_t line, workload::RowProblem problem) {
  bad_rows_.write(fmt::format("{},{}\n", line, workload::name_of(problem)));
}

void ReplayFiles::commit() {
  jobs_.finish();
  bad_rows_.finish();
  folder_.commit();
}

}  // namespace aibelt::datacenter
