#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/base/quantity.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/facts.hpp"
#include "aibelt/scenario/field_info.hpp"
#include "aibelt/scenario/json.hpp"

namespace aibelt::scenario {

struct Document;

/// Where a figure of a scenario comes from.
enum class Origin { fact, assumption, stated };

/// One figure a scenario uses, for the provenance of a run.
struct Use {
  std::string path;
  Origin origin = Origin::stated;
  std::string fact;   ///< id; empty unless `origin` is fact
  std::string value;  ///< with its unit, as written
  std::string low;    ///< with its unit; empty where none is given
  std::string high;
  std::string as_of;
  std::string source;  ///< of the fact, or the reason of the assumption
  std::string mark;    ///< the fact's mark, A for an assumption, empty for a stated figure
};

/// Reads values out of a document, collects what is wrong with them and notes the figures used.
class Reader {
 public:
  Reader(const Document& document, base::Issues& issues) : document_(document), issues_(issues) {}

  const Document& document() const { return document_; }
  const std::vector<Use>& uses() const { return uses_; }

  void report(const std::string& path, std::string message);

  /// A number in base units from `"103 MW"`, a plain number, `{"fact": id}` or `{"assume": "…"}`, checked against the bounds.
  std::optional<double> number(const Json& node, const std::string& path, const FieldInfo& info,
                               const base::Dimension& dimension);

  /// `info.count` numbers in base units from a list of what `number` reads, or from a fact with as many `values`.
  std::optional<std::vector<double>> numbers(const Json& node, const std::string& path, const FieldInfo& info,
                                             const base::Dimension& dimension);

  std::optional<base::SimTime> date(const Json& node, const std::string& path);

  /// The date a fact applies to, for a ramp point that is just `{"fact": id}`.
  std::optional<base::SimTime> date_of_fact(const Json& node, const std::string& path);

  std::optional<std::string> text(const Json& node, const std::string& path, const FieldInfo& info);

  /// From now on the entries at these paths (`sites.ulsan`) may not be named.
  void hide(std::set<std::string> entries) { hidden_ = std::move(entries); }

  /// Reports a `name` that no entry of `section` has, with the nearest one.
  void check_reference(const std::string& section, const std::string& name, const std::string& path);

  /// Reports each key of `node` that is not in `known`, with the nearest known one.
  void refuse_unknown_keys(const Json& node, const std::string& path, const std::vector<std::string>& known);

 private:
  std::optional<double> quantity_text(const std::string& text, const std::string& path, const FieldInfo& info,
                                      const base::Dimension& dimension);
  std::optional<double> fact_value(const Json& node, const std::string& path, const FieldInfo& info,
                                   const base::Dimension& dimension);
  std::optional<double> assumed_value(const Json& node, const std::string& path, const FieldInfo& info,
                                      const base::Dimension& dimension);
  std::optional<std::vector<double>> fact_values(const Json& node, const std::string& path, const FieldInfo& info,
                                                 const base::Dimension& dimension);
  const Fact* find_fact(const Json& node, const std::string& path);
  std::optional<double> within_bounds(double value, const std::string& path, const FieldInfo& info);

  const Document& document_;
  base::Issues& issues_;
  std::vector<Use> uses_;
  std::set<std::string> hidden_;
};

/// `; did you mean "x"?` as a suffix, or nothing when no candidate is near.
std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates);

/// The value of `fact` with its unit, as `Use::value` has it.
std::string value_text(const Fact& fact);

/// That none of `facts` is called `id`, with the nearest one.
std::string no_such_fact(const std::string& id, const Facts& facts);

}  // namespace aibelt::scenario
