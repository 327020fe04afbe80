#include "workload_file.hpp"

#include <array>
#include <cstdio>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "aibelt/report/csv_sink.hpp"
#include "aibelt/report/number_text.hpp"

namespace aibelt::cli {
namespace {

std::string header() { return fmt::format("{}\n", fmt::join(workload::workload_columns(), ",")); }

/// Empty where the trace does not say, which is where `amount` is `unstated`.
void append_amount(std::string& text, std::int64_t amount, std::int64_t unstated) {
  if (amount != unstated) {
    report::append_whole(text, amount);
  }
}

/// One job in the order of `workload_columns`.
void append_row(std::string& text, const workload::Job& job, const workload::JobSource& names) {
  report::append_whole(text, job.number);
  text += ',';
  report::append_seconds(text, job.submission.time_since_epoch());
  text += ',';
  report::append_seconds(text, job.runtime);
  text += ',';
  report::append_seconds(text, job.estimate);
  text += ',';
  report::append_whole(text, job.processors);
  text += ',';
  append_amount(text, job.gpu_milli, 1000);
  text += ',';
  append_amount(text, job.cpu_milli, 0);
  text += ',';
  append_amount(text, job.memory_mib, 0);
  text += ',';
  text += report::csv_field(names.tenant_name(job.tenant));
  text += ',';
  text += report::csv_field(names.accelerator_name(job.accelerator));
  text += ',';
  append_amount(text, job.priority, 0);
  text += ',';
  text += report::csv_field(names.profile_name(job.profile));
  text += '\n';
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

/// A rename would put a plain file in the place of a device.
void refuse_what_is_no_file(const std::filesystem::path& path) {
  if (!path.has_filename() || (std::filesystem::exists(path) && !std::filesystem::is_regular_file(path))) {
    throw base::IoError(path.string(), "this is no file; name one for the workload");
  }
}

}  // namespace

GzipPacker::GzipPacker() {
  constexpr int kGzip = 15 + 16;  // window of 32 KiB, with a gzip header instead of a zlib one
  constexpr int kMemory = 8;
  const int result = deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, kMemory, Z_DEFAULT_STRATEGY);
  base::ensure(result == Z_OK, "zlib does not start");
}

std::string GzipPacker::pack(std::string_view text, bool is_last) {
  std::string packed;
  std::array<Bytef, std::size_t{1} << 16> part{};
  stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));
  stream_.avail_in = static_cast<uInt>(text.size());
  do {
    stream_.next_out = part.data();
    stream_.avail_out = static_cast<uInt>(part.size());
    deflate(&stream_, is_last ? Z_FINISH : Z_NO_FLUSH);
    packed.append(reinterpret_cast<const char*>(part.data()), part.size() - stream_.avail_out);
  } while (stream_.avail_out == 0);
  return packed;
}

WorkloadFile::WorkloadFile(const std::filesystem::path& file) : path_(file), text_(header()) {
  if (file.empty()) {
    return;
  }
  refuse_what_is_no_file(file);
  folder_.emplace(folder_of(file));
  file_.emplace(folder_->add(file.filename().string()));
  if (file.extension() == ".gz") {
    packer_.emplace();
  }
}

void WorkloadFile::write(const workload::Job& job, const workload::JobSource& names) {
  constexpr std::size_t kPart = std::size_t{1} << 20;
  append_row(text_, job, names);
  if (file_ && text_.size() >= kPart) {
    hand_on(false);
  }
}

void WorkloadFile::commit() {
  if (!file_) {
    std::fwrite(text_.data(), 1, text_.size(), stdout);
    return;
  }
  hand_on(true);
  file_->finish();
  folder_->commit();
}

void WorkloadFile::hand_on(bool is_last) {
  file_->write(packer_ ? packer_->pack(text_, is_last) : text_);
  text_.clear();
}

}  // namespace aibelt::cli
