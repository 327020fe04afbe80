#pragma once

#include <string>
#include <vector>

#include "aibelt/report/page.hpp"
#include "figure.hpp"
#include "figure_json.hpp"

namespace aibelt::report {

struct Page::Content {
  std::string kind;   ///< run, runs or sweep
  std::string title;  ///< as the scenario has it
  PageJson runs = PageJson::array();
  PageJson sweep;                               ///< null where there are runs
  std::vector<std::pair<Text, Text>> identity;  ///< name and value of what was run
  std::vector<Section> sections;
};

/// The JSON of web/schema.md.
PageJson page_json(const Page::Content& content, Language language);

/// The sections of a sweep's page.
std::vector<Section> sweep_sections(const SweepResults& sweep);

}  // namespace aibelt::report
