#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace aibelt::sweep {

/// Rows of a CSV file as RFC 4180 has them: a field in quotes may hold commas, quotes and line ends.
class CsvReader {
 public:
  /// Throws base::IoError where the file cannot be opened.
  explicit CsvReader(const std::filesystem::path& path);

  /// Puts the next row into `fields`; false at the end of the file.
  bool next(std::vector<std::string>& fields);

 private:
  std::ifstream file_;
};

}  // namespace aibelt::sweep
