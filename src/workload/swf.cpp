#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "line_reader.hpp"
#include "sources.hpp"

namespace aibelt::workload {
namespace {

constexpr std::size_t kFields = 18;

/// Fields of the Standard Workload Format, counted from 0.
enum Field : std::size_t { number = 0, submission = 1, runtime = 3, allocated = 4, requested = 7, requested_time = 8 };

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

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// Seconds, whole or with decimals, of which six are kept. Too large a number gives more than any limit.
std::optional<base::Duration> seconds(std::string_view text) {
  constexpr std::int64_t kLimit = 1'000'000'000'000;
  constexpr std::size_t kDecimals = 6;
  const std::size_t point = text.find('.');
  const auto whole = whole_number(text.substr(0, point));
  if (!whole) {
    return std::nullopt;
  }
  if (*whole > kLimit || *whole < -kLimit) {
    return std::chrono::seconds{*whole > 0 ? kLimit : -kLimit};
  }
  std::int64_t microseconds = 0;
  if (point != std::string_view::npos) {
    std::string_view rest = text.substr(point + 1);
    for (std::size_t i = 0; i < std::max(rest.size(), kDecimals); ++i) {
      if (i < rest.size() && (rest[i] < '0' || rest[i] > '9')) {
        return std::nullopt;
      }
      if (i < kDecimals) {
        microseconds = 10 * microseconds + (i < rest.size() ? rest[i] - '0' : 0);
      }
    }
  }
  return std::chrono::seconds{*whole} + base::Duration{text.starts_with('-') ? -microseconds : microseconds};
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

class SwfSource : public JobSource {
 public:
  SwfSource(const TraceOptions& options, RowProblems& problems)
      : lines_(options.file), screening_(options.screening), problems_(problems) {
    read_header();
  }

  std::int64_t declared() const { return declared_; }
  void set_processors(std::int32_t processors) { processors_ = processors; }
  std::int32_t processors() const override { return processors_; }

  bool next(Job& job) override {
    while (has_row_ || read_row()) {
      has_row_ = false;
      const auto problem = read(job);
      if (!problem) {
        note_order(job);
        return true;
      }
      problems_.add(lines_.line_number(), *problem);
    }
    if (lines_.is_broken() && !std::exchange(is_break_noted_, true)) {
      problems_.add(lines_.line_number() + 1, RowProblem::torn_line);
    }
    return false;
  }

 private:
  /// Comments up to the first row.
  void read_header() { has_row_ = read_row(); }

  /// Goes to the next line that is neither empty nor a comment.
  bool read_row() {
    std::string_view line;
    while (lines_.next(line)) {
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

  std::optional<RowProblem> read(Job& job) const {
    if (row_.count < kFields) {
      return lines_.is_unfinished() ? RowProblem::torn_line : RowProblem::missing_fields;
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
    job.number = *id;
    job.profile = -1;
    return screen({*submitted, *ran, *asked_time, *asked > 0 ? *asked : *used}, screening_, processors_, job);
  }

  void note_order(const Job& job) {
    if (job.submission < latest_) {
      problems_.add(lines_.line_number(), RowProblem::unordered);
    } else {
      latest_ = job.submission;
    }
  }

  LineReader lines_;
  Screening screening_;
  RowProblems& problems_;
  Row row_;  ///< valid until the next line is read
  bool has_row_ = false;
  bool is_break_noted_ = false;
  std::int64_t declared_ = 0;
  std::int32_t processors_ = 0;
  base::SimTime latest_;
};

}  // namespace

std::unique_ptr<JobSource> open_swf(const TraceOptions& options, RowProblems& problems, base::Issues& issues) {
  auto source = std::make_unique<SwfSource>(options, problems);
  const std::int32_t processors = settle_processors(options, source->declared(), issues);
  if (processors == 0) {
    return nullptr;
  }
  source->set_processors(processors);
  return source;
}

}  // namespace aibelt::workload
