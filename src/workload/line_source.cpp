#include "line_source.hpp"

namespace aibelt::workload {

bool LineSource::next(Job& job) {
  while (has_row_ || read_row()) {
    has_row_ = false;
    if (is_stopped()) {
      return false;
    }
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

bool LineSource::is_stopped() {
  constexpr std::int64_t kRowsBetweenQuestions = 1024;
  return is_stopped_ && ++n_rows_ % kRowsBetweenQuestions == 0 && is_stopped_();
}

void LineSource::note_order(const Job& job) {
  if (job.submission < latest_) {
    problems_.add(lines_.line_number(), RowProblem::unordered);
  } else {
    latest_ = job.submission;
  }
}

}  // namespace aibelt::workload
