#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "aibelt/report/output_file.hpp"
#include "aibelt/report/partial_folder.hpp"

namespace aibelt::report {

/// How a test case of a JUnit file ended: `failure` where what was expected does not hold, `error` where it could not be tried.
enum class Verdict { passed, failure, error };

/// One `testcase` of a JUnit file.
struct JUnitCase {
  std::string group;  ///< its `classname`: the scenario, or a point of a sweep
  std::string name;
  Verdict verdict = Verdict::passed;
  std::string message;  ///< empty where it passed
};

/// How many cases a JUnit file holds.
struct JUnitCounts {
  std::uint64_t cases = 0;
  std::uint64_t failures = 0;
  std::uint64_t errors = 0;

  void count(Verdict verdict);
};

/// A JUnit XML file of one suite, as CI systems read it, without times, so that alike results give alike bytes. It takes its
/// place whole in `commit`, or not at all. Members throw base::IoError.
class JUnitFile {
 public:
  /// `counts` are those of the cases to come: they stand first in the file.
  JUnitFile(const std::filesystem::path& file, std::string_view suite, const JUnitCounts& counts);

  void write(const JUnitCase& one);

  /// LogicError unless the cases were as counted.
  void commit();

 private:
  PartialFolder folder_;
  OutputFile file_;
  JUnitCounts counts_;
  JUnitCounts written_;
};

/// `text` in XML, as content or in a value in double quotes; what XML 1.0 cannot hold becomes U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace aibelt::report
