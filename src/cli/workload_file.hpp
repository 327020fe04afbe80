#pragma once

#include <zlib.h>

#include <filesystem>
#include <optional>
#include <string>

#include "aibelt/report/output_file.hpp"
#include "aibelt/report/partial_folder.hpp"
#include "aibelt/workload/job_source.hpp"

namespace aibelt::cli {

/// Packs text as gzip, the same text to the same bytes.
class GzipPacker {
 public:
  GzipPacker();
  ~GzipPacker() { deflateEnd(&stream_); }
  GzipPacker(const GzipPacker&) = delete;
  GzipPacker& operator=(const GzipPacker&) = delete;

  /// What there is of `text` and all before it, packed; all of it where this is the last.
  std::string pack(std::string_view text, bool is_last);

 private:
  z_stream stream_{};
};

/// A workload file being written: CSV with a header line, one job a row. It takes its place, or goes to stdout, in `commit`,
/// and nothing shows without it. A file whose name ends in `.gz` is packed. Throws base::IoError.
class WorkloadFile {
 public:
  /// `file` empty: stdout.
  explicit WorkloadFile(const std::filesystem::path& file);

  /// `names` is the source of the job.
  void write(const workload::Job& job, const workload::JobSource& names);

  void commit();

 private:
  void hand_on(bool is_last);

  std::filesystem::path path_;
  std::optional<report::PartialFolder> folder_;
  std::optional<report::OutputFile> file_;
  std::optional<GzipPacker> packer_;
  std::string text_;
};

}  // namespace aibelt::cli
