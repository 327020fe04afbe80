#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace aibelt::scenario {

/// What the JSON of a field looks like; decides its schema and its line in `aibelt list`.
enum class Shape { text, truth, number, integer, quantity, figures, date, ramp, list, object, map, kind, any };

/// One documented key of a scenario: everything the parser, the schema, `aibelt list` and the reference pages need to know.
struct FieldInfo {
  std::string name;
  Shape shape = Shape::text;
  std::string unit;                  ///< unit of the bounds and of examples; empty where no quantity
  std::optional<double> low;         ///< smallest allowed, in `unit`
  std::optional<double> high;        ///< largest allowed, in `unit`
  std::string doc;                   ///< one phrase
  std::string source;                ///< `[key]` into docs/references.bib; empty where it is the scenario's own
  std::string refers_to;             ///< section whose entries this text names
  std::string keys_refer_to;         ///< section whose entries the keys of this map name
  std::vector<std::string> choices;  ///< the allowed words of a text
  std::string by_default;            ///< value when the key is missing, as a user would write it; empty: required
  bool is_step = false;              ///< a ramp written as a bare list holds each value until the next date
  std::size_t count = 0;             ///< how many quantities `figures` are
  std::vector<FieldInfo> parts;      ///< fields of an object, or the one field of a map's values or a list's elements
  struct KindInfo;
  std::vector<KindInfo> kinds;  ///< what `kind` may be, with the fields of each

  bool is_required() const { return by_default.empty(); }
};

/// One kind of an entry or of a choice, with its fields.
struct FieldInfo::KindInfo {
  std::string name;
  std::string doc;
  std::vector<FieldInfo> fields;
};

}  // namespace aibelt::scenario

// Made once, in field_info.cpp, and not by every table of fields.
extern template class std::vector<aibelt::scenario::FieldInfo>;
extern template class std::vector<aibelt::scenario::FieldInfo::KindInfo>;
