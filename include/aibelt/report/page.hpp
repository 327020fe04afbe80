#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "aibelt/report/page_language.hpp"
#include "aibelt/report/page_sweep.hpp"
#include "aibelt/report/past_run.hpp"

namespace aibelt::report {

/// Everything on a page for planners, worked out from runs or from a sweep; web/schema.md says what there is.
class Page {
 public:
  struct Content;

  /// One run, or several side by side. `title`: above all; that of the run where it is empty.
  static Page of_runs(const std::vector<PastRun>& runs, const std::string& title = {});
  static Page of_sweep(const SweepResults& sweep, const std::string& title = {});

  Page(Page&& other) noexcept;
  Page& operator=(Page&& other) noexcept;
  ~Page();

  /// One file that needs nothing else and runs nothing but its own scripts.
  std::string html(Language language) const;

  /// The tables alone; of figures by month, their years.
  std::string markdown(Language language) const;

  /// Name and text of a CSV file for each figure, in English.
  std::vector<std::pair<std::string, std::string>> csv() const;

  /// The JSON that `html` carries.
  std::string data(Language language) const;

 private:
  explicit Page(std::unique_ptr<Content> content);

  std::unique_ptr<Content> content_;
};

}  // namespace aibelt::report
