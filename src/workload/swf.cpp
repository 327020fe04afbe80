#include <array>

#include "cells.hpp"
#include "line_source.hpp"

namespace aibelt::workload {
namespace {

constexpr std::size_t kFields = 18;

/// Fields of the Standard Workload Format, counted from 0.
enum Field : std::size_t {
  number = 0,
  submission = 1,
  runtime = 3,
  allocated = 4,
  requested = 7,
  requested_time = 8,
  user = 11
};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// The blank-separated fields of a row.
struct Row {
  std::array<std::string_view, kFields> fields;
  std::size_t count = 0;  ///< kFields + 1 where there are more
};

Row split(std::string_view line) {
  Row row;
  const char* at = line.data();
  const char* const end = at + line.size();
  while (true) {
    while (at != end && is_blank(*at)) {
      ++at;
    }
    if (at == end || row.count > kFields) {
      return row;
    }
    const char* const start = at;
    while (at != end && !is_blank(*at)) {
      ++at;
    }
    if (row.count < kFields) {
      row.fields[row.count] = {start, static_cast<std::size_t>(at - start)};
    }
    ++row.count;
  }
}

/// The number behind `; MaxProcs:`, 0 in any other comment.
std::int64_t declared_processors(std::string_view comment) {
  constexpr std::string_view kKey = "MaxProcs:";
  const std::size_t found = comment.find(kKey);
  if (found == std::string_view::npos) {
    return 0;
  }
  comment.remove_prefix(found + kKey.size());
  const Row row = split(comment);
  return row.count > 0 ? whole_number(row.fields[0]).value_or(0) : 0;
}

class SwfSource : public LineSource {
 public:
  SwfSource(const TraceOptions& options, LineReader lines, RowProblems& problems)
      : LineSource(options, std::move(lines), problems) {
    has_row_ = read_row();  // past the comments at the head
  }

  std::int64_t declared() const { return declared_; }

 private:
  bool read_row() override {
    std::string_view line;
    while (lines().next(line)) {
      row_ = split(line);
      if (row_.count > 0 && row_.fields[0][0] != ';') {
        return true;
      }
      if (declared_ == 0 && row_.count > 0) {
        declared_ = declared_processors(line);
      }
    }
    return false;
  }

  std::optional<RowProblem> read(Job& job) override {
    if (row_.count < kFields) {
      return is_unfinished() ? RowProblem::torn_line : RowProblem::missing_fields;
    }
    if (row_.count > kFields) {
      return RowProblem::extra_fields;
    }
    const auto id = whole_number(row_.fields[Field::number]);
    const auto submitted = seconds(row_.fields[Field::submission]);
    const auto ran = seconds(row_.fields[Field::runtime]);
    const auto asked_time = seconds(row_.fields[Field::requested_time]);
    const auto asked = whole_number(row_.fields[Field::requested]);
    const auto used = whole_number(row_.fields[Field::allocated]);
    if (!id || !submitted || !ran || !asked_time || !asked || !used) {
      return RowProblem::not_a_number;
    }
    job = Job{};
    job.number = *id;
    const std::string_view user = row_.fields[Field::user];
    job.tenant = tenant_of(user == "-1" ? "" : user);
    return screened({*submitted, *ran, *asked_time, *asked > 0 ? *asked : *used}, job);
  }

  Row row_;  ///< valid until the next line is read
  std::int64_t declared_ = 0;
};

}  // namespace

std::unique_ptr<JobSource> open_swf(const TraceOptions& options, LineReader lines, RowProblems& problems,
                                    base::Issues& issues) {
  auto source = std::make_unique<SwfSource>(options, std::move(lines), problems);
  const auto settled = settle_processors(options, source->declared(), issues);
  if (!settled) {
    return nullptr;
  }
  source->settle(*settled);
  return source;
}

}  // namespace aibelt::workload
