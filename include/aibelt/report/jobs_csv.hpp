#pragma once

#include <filesystem>
#include <string>

#include "aibelt/record/rows.hpp"
#include "aibelt/report/output_file.hpp"

namespace aibelt::report {

/// Writes the jobs of a run, as they end, with Batsim's columns and then those of aibelt; throws base::IoError.
///
/// Times are in seconds from the start of the run, with six decimals where they are not whole; `consumed_energy` is the
/// IT energy in joules. A job that the end of the run cut off has the final state NOT_FINISHED.
class JobsCsv {
 public:
  explicit JobsCsv(const std::filesystem::path& file);

  void write(const record::JobRow& row);

  /// Puts the file onto the disk.
  void finish() { file_.finish(); }

 private:
  OutputFile file_;
  std::string line_;
};

}  // namespace aibelt::report
