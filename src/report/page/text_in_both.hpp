#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "aibelt/report/page_language.hpp"

namespace aibelt::report {

/// Words in each language of a page; those of a scenario are alike in all.
struct Text {
  std::string en;
  std::string ko;

  const std::string& in(Language language) const { return language == Language::ko ? ko : en; }
  bool empty() const { return en.empty() && ko.empty(); }

  friend bool operator==(const Text&, const Text&) = default;
  friend auto operator<=>(const Text&, const Text&) = default;
};

/// Words of a scenario.
inline Text raw(std::string_view words) { return {std::string(words), std::string(words)}; }

/// Our words, as words.cpp has them by the English ones, with `{}` filled in order; LogicError where they are not there.
Text say(std::string_view english, std::initializer_list<Text> parts = {});

/// The words for a name such as `wafer_finishing`, a unit or a KPI; the name itself where there are none.
Text stage_text(std::string_view stage);
Text unit_text(std::string_view unit);
Text kpi_text(std::string_view kpi, std::string_view doc);
Text measure_text(std::string_view measure);
Text event_text(std::string_view what);

/// Whether there are words for it.
bool has_stage_text(std::string_view stage);
bool has_unit_text(std::string_view unit);

}  // namespace aibelt::report
