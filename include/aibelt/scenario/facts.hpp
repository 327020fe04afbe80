#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"

namespace aibelt::scenario {

struct JsonSource;

/// One sourced figure of `scenarios/data/*.json`, as printed there.
struct Fact {
  std::string id;
  std::string label;
  double value = 0;
  std::vector<double>
      values;  ///< of a table, in `unit`; `value` then is what the label says of them, such as their mean
  std::optional<double> low;   ///< in `unit`
  std::optional<double> high;  ///< in `unit`
  std::string unit;            ///< in the grammar of base::parse_unit, or a plain word for what is no quantity
  std::string as_of;           ///< the date the figure applies to, as printed
  std::string source;
  std::string mark;  ///< S read in a source, K background knowledge, D derived, A assumption
  std::string note;
  std::string file;
};

using Facts = std::map<std::string, Fact, std::less<>>;

/// Adds the facts of one data file to `facts`; an id that stands in two files is an issue.
void add_facts(const JsonSource& source, const std::string& file, Facts& facts, base::Issues& issues);

}  // namespace aibelt::scenario
