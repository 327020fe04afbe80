#pragma once

#include <span>
#include <string_view>

namespace aibelt::report {

/// What is said in English, and the same in Korean with the parts `{0}`, `{1}` in an order of its own.
struct Phrase {
  std::string_view en;
  std::string_view ko;
};

/// The words for a key that rows and files use.
struct Word {
  std::string_view key;
  std::string_view en;
  std::string_view ko;
};

std::span<const Phrase> phrases();
std::span<const Word> stage_words();
std::span<const Word> unit_words();
std::span<const Word> measure_words();
std::span<const Word> event_words();

/// Short enough for an axis; docs/reference/kpis.md says more.
std::span<const Word> kpi_words();

}  // namespace aibelt::report
