#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/base/time.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::scenario {

/// What a scenario says of one entry of a section; each kind derives its own struct and field table.
struct Spec {
  virtual ~Spec() = default;

  /// Reports what the fields contradict each other in; `path` is the entry's.
  virtual void check(Reader&, const std::string& /*path*/) const {}
};

/// A top-level key that holds entries by name, such as `fabs`; the first kind is the one meant when `kind` is missing.
struct Section {
  std::string name;
  std::string doc;
  Kinds<Spec> kinds;
};

using Catalogue = std::vector<Section>;

/// One entry of a section, in the order of names.
struct Entry {
  std::string kind;
  std::shared_ptr<const Spec> spec;
};

using Entries = std::map<std::string, Entry, std::less<>>;

/// A bound on a KPI that `--check` holds the run to.
struct Expectation {
  std::string kpi;
  std::string at;             ///< month or year as written; empty for the whole run
  std::optional<double> min;  ///< in the KPI's own unit
  std::optional<double> max;

  static const FieldTable<Expectation>& fields();
};

/// A scenario, read and checked; immutable.
struct Scenario {
  std::string name;
  std::string title;
  base::SimTime from;
  base::SimTime to;
  std::int64_t seed = 1;
  std::map<std::string, std::string> switches;
  std::vector<Expectation> expect;
  std::map<std::string, Entries, std::less<>> sections;
  std::vector<Use> uses;  ///< in the order of paths
  std::string hash;       ///< SHA-256 of the resolved document and of the facts it cites, hexadecimal

  static const FieldTable<Scenario>& fields();

  const Entries& section(std::string_view section_name) const;

  /// The spec of `entry` of `section_name` as a `SpecType`, which must be its type.
  template <class SpecType>
  const SpecType& spec(std::string_view section_name, std::string_view entry) const {
    return dynamic_cast<const SpecType&>(*section(section_name).find(entry)->second.spec);
  }
};

/// Why `at` is no month (2029-12) or year (2029) of a run from `from` to `to`; empty where it is one.
std::string why_not_in_run(const std::string& at, base::SimTime from, base::SimTime to);

/// Reads `document` by the catalogue's field tables; nullopt and at least one issue when anything is wrong.
/// An entry whose `when` does not fit the scenario's `switches` is checked but left out.
std::optional<Scenario> read_scenario(const Document& document, const Catalogue& catalogue, base::Issues& issues);

/// The same, but what a problem leaves of the scenario instead of nullopt: fit for further checks, not for a run.
Scenario read_what_is_readable(const Document& document, const Catalogue& catalogue, base::Issues& issues);

}  // namespace aibelt::scenario
