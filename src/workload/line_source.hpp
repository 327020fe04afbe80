#pragma once

#include <utility>

#include "line_reader.hpp"
#include "names.hpp"
#include "sources.hpp"

namespace aibelt::workload {

/// A trace with a row a job: counts its bad rows, notes rows out of order, and ends early where it is stopped.
class LineSource : public JobSource {
 public:
  LineSource(const TraceOptions& options, LineReader lines, RowProblems& problems)
      : lines_(std::move(lines)), screening_(options.screening), is_stopped_(options.is_stopped), problems_(problems) {}

  bool next(Job& job) override;

  std::string_view tenant_name(std::int32_t tenant) const override { return tenants_[tenant]; }
  std::int32_t processors() const override { return settled_.processors; }
  void settle(const Settled& settled) { settled_ = settled; }

 protected:
  /// Goes to the next line that holds a row; false at the end.
  virtual bool read_row() = 0;

  /// Turns the row into a job, or says what is wrong with it.
  virtual std::optional<RowProblem> read(Job& job) = 0;

  LineReader& lines() { return lines_; }
  bool is_unfinished() const { return lines_.is_unfinished(); }
  std::optional<RowProblem> screened(const RawJob& raw, Job& job) const {
    return screen(raw, screening_, settled_.limit, job);
  }
  std::int32_t tenant_of(std::string_view name) { return tenants_.index_of(name); }

  bool has_row_ = false;  ///< a row is read that has not been given

 private:
  bool is_stopped();
  void note_order(const Job& job);

  LineReader lines_;
  Screening screening_;
  std::function<bool()> is_stopped_;
  RowProblems& problems_;
  Names tenants_;
  Settled settled_;
  std::int64_t n_rows_ = 0;
  bool is_break_noted_ = false;
  base::SimTime latest_;
};

}  // namespace aibelt::workload
