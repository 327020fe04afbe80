#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/scenario/any_value.hpp"
#include "aibelt/scenario/codec.hpp"
#include "aibelt/scenario/file_path.hpp"
#include "aibelt/sweep/sweep.hpp"

namespace aibelt::sweep {

/// A factor as a sweep file has it.
struct FactorText {
  std::string path;
  std::string fact;
  std::optional<std::vector<scenario::AnyValue>> values;
  std::optional<scenario::AnyValue> low;
  std::optional<scenario::AnyValue> high;
  std::optional<std::string> shape;
  std::optional<scenario::AnyValue> mode;
  std::optional<scenario::AnyValue> sd;
  bool whole = false;
  std::int64_t levels = 0;

  static const scenario::FieldTable<FactorText>& fields();
};

/// Facts to be drawn within their ranges.
struct FactChoice {
  bool is_all = false;
  std::vector<std::string> ids;
};

/// A sweep file, read but not yet held to its scenario.
struct SweepText {
  std::string title;
  scenario::FilePath scenario;
  std::map<std::string, scenario::AnyValue> set;
  std::map<std::string, FactorText> factors;
  FactChoice from_facts;
  std::shared_ptr<const Design> design;
  std::int64_t replications = 1;
  std::optional<std::int64_t> seed;
  std::vector<std::string> kpis;
  std::vector<WantedCurve> curves;
  bool keep_runs = false;

  static const scenario::FieldTable<SweepText>& fields();
};

/// `value` as it stands behind `path=` in an override: texts bare, where that keeps them texts.
std::string override_text(const scenario::Json& value);

}  // namespace aibelt::sweep

namespace aibelt::scenario {

/// `"all"` or a list of ids.
template <>
struct Codec<sweep::FactChoice> {
  static void describe(FieldInfo& info) { info.shape = Shape::any; }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo&,
                   sweep::FactChoice& out) {
    out.is_all = node == Json("all");
    if (!out.is_all && !node.is_array()) {
      reader.report(path, "must be \"all\" or a list of the ids of facts");
    } else if (!out.is_all) {
      FieldInfo info{.name = "from_facts"};
      Codec<std::vector<std::string>>::describe(info);
      Codec<std::vector<std::string>>::read(reader, node, path, info, out.ids);
    }
  }
};

}  // namespace aibelt::scenario
