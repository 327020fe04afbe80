#include "aibelt/report/jobs_csv.hpp"

#include <iterator>

#include <fmt/format.h>

#include "aibelt/report/csv_sink.hpp"
#include "aibelt/report/number_text.hpp"
#include "text.hpp"

namespace aibelt::report {
namespace {

constexpr std::string_view kColumns =
    "job_id,workload_name,profile,submission_time,requested_number_of_resources,requested_time,success,final_state,"
    "starting_time,execution_time,finish_time,waiting_time,turnaround_time,stretch,allocated_resources,consumed_energy,"
    "metadata,tenant,cluster,restarts,facility_energy_j,cost_krw,co2_g\n";

}  // namespace

JobsCsv::JobsCsv(const std::filesystem::path& file) : file_(file) { file_.write(kColumns); }

void JobsCsv::write(const record::JobRow& row) {
  line_.clear();
  const auto put_time = [this](base::Duration time) {
    append_seconds(line_, time);
    line_ += ',';
  };
  append_whole(line_, row.number);
  fmt::format_to(std::back_inserter(line_), ",{},{},", csv_field(row.workload), csv_field(row.accelerator));
  put_time(row.submission);
  fmt::format_to(std::back_inserter(line_), "{},", static_cast<double>(row.accelerators_milli) / 1000);
  put_time(row.requested);
  line_ += row.is_done ? "1,COMPLETED_SUCCESSFULLY," : "0,NOT_FINISHED,";
  put_time(row.start);
  put_time(row.run);
  put_time(row.finish);
  put_time(row.start - row.submission);
  put_time(row.finish - row.submission);
  append_stretch(line_, row.finish - row.submission, row.run);
  fmt::format_to(std::back_inserter(line_), ",{},{},,{},{},{},{},{},{}\n", row.allocated,
                 finite(row.it_energy_j, "it_energy_j"), csv_field(row.tenant), csv_field(row.cluster), row.restarts,
                 finite(row.facility_energy_j, "facility_energy_j"), finite(row.cost_krw, "cost_krw"),
                 finite(row.co2_g, "co2_g"));
  file_.write(line_);
}

}  // namespace aibelt::report
