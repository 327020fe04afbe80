// Traces damaged at random: every row is a job or a counted problem, whatever it holds.

#include <algorithm>
#include <sstream>
#include <string>

#include "aibelt/base/random.hpp"
#include "tests/support/catch.hpp"
#include "tests/workload/reading.hpp"

using namespace aibelt;
using workload::RowProblem;
using workload::TraceFormat;

namespace {

constexpr int kRows = 60;

std::string swf() {
  std::string text;
  for (int i = 0; i < kRows; ++i) {
    text += std::to_string(i) + " " + std::to_string(10 * i) + " 0 50 2 -1 -1 2 60 -1 1 7 1 -1 1 -1 -1 -1\n";
  }
  return text;
}

std::string table() {
  std::string text;
  for (int i = 0; i < kRows; ++i) {
    text += std::to_string(i) + "," + std::to_string(10 * i) + ",50,60,1,500,2000,4096,\"a, b\",H100,-1,x\n";
  }
  return text;
}

/// Some characters of `text` replaced, doubled or dropped, and perhaps its end cut off.
std::string damaged(std::string text, base::Stream& stream) {
  constexpr std::string_view kCharacters = "0123456789-.,;#\"eE \n\r\tx\xff";
  const std::uint64_t n_changes = stream.below(30);
  for (std::uint64_t i = 0; i < n_changes; ++i) {
    const std::size_t at = stream.below(text.size());
    const std::uint64_t what = stream.below(3);
    const std::string with(what == 0 ? 0 : what, kCharacters[stream.below(kCharacters.size())]);
    text.replace(at, 1, with);
  }
  return stream.bernoulli(0.3) ? text.substr(0, stream.below(text.size())) : text;
}

/// Lines that are neither blank nor begin with `comment`, after blanks where those may stand before it.
std::int64_t rows_of(const std::string& text, char comment, bool may_be_indented) {
  std::istringstream stream(text);
  std::int64_t n_rows = 0;
  for (std::string line; std::getline(stream, line);) {
    if (line.ends_with('\r')) {
      line.pop_back();
    }
    const std::size_t first = line.find_first_not_of(" \t");
    const bool is_comment = first != std::string::npos && line[first] == comment && (first == 0 || may_be_indented);
    n_rows += first != std::string::npos && !is_comment ? 1 : 0;
  }
  return n_rows;
}

void check_all_counted(const test::Reading& reading, std::int64_t n_rows) {
  REQUIRE(reading.issues.empty());
  const std::int64_t n_bad = reading.problems.count() - reading.problems.count(RowProblem::unordered);
  CHECK(static_cast<std::int64_t>(reading.jobs.size()) + n_bad == n_rows);
  for (const workload::Job& job : reading.jobs) {
    const bool is_sound = job.processors >= 1 && job.processors <= 64 && job.runtime > base::Duration::zero() &&
                          job.runtime <= job.estimate && job.submission >= base::SimTime{} && job.gpu_milli >= 1 &&
                          job.gpu_milli <= 1000 && job.cpu_milli >= 0 && job.memory_mib >= 0;
    REQUIRE(is_sound);
  }
}

}  // namespace

TEST_CASE("every row of a damaged trace is a sound job or a counted problem") {
  const test::TemporaryFolder folder;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    CAPTURE(seed);
    base::Stream stream(seed, "damage");
    const std::string rows = damaged(swf(), stream);
    check_all_counted(test::read({.file = folder.write("t.swf", rows), .processors = 64, .format = TraceFormat::swf}),
                      rows_of(rows, ';', true));
    const std::string cells = damaged(table(), stream);
    const std::string header =
        "job_id,submission_s,runtime_s,estimate_s,processors,gpu_milli,cpu_milli,memory_mib,tenant,accelerator,"
        "priority,profile\n";
    check_all_counted(test::read({.file = folder.write("t.csv", header + cells), .processors = 64}),
                      rows_of(cells, '#', false));
  }
}
