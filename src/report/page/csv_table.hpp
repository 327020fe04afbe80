#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"

namespace aibelt::report {

/// A CSV file read line by line; what is wrong with it becomes an issue.
class CsvTable {
 public:
  CsvTable(const std::filesystem::path& file, base::Issues& issues);

  const std::vector<std::string>& header() const { return header_; }

  /// The number of a column; an issue and 0 where there is none.
  std::size_t column(const std::string& name);

  /// Calls `take` with the fields of each line; false from it, or a line of another length, makes the file torn.
  void each(const std::function<bool(const std::vector<std::string>&)>& take);

 private:
  bool next(std::vector<std::string>& fields);
  void report_torn();

  std::string file_;
  base::Issues& issues_;
  std::ifstream stream_;
  std::vector<std::string> header_;
  int line_ = 0;
};

/// A number that is the whole of `text`; nullopt where it is none.
std::optional<double> number_in(const std::string& text);

}  // namespace aibelt::report
