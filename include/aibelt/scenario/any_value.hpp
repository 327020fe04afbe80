#pragma once

#include <nlohmann/json.hpp>

#include "aibelt/scenario/field.hpp"

namespace aibelt::scenario {

/// A value of any shape, for what is handed on to a place that knows its shape.
struct AnyValue {
  Json value;
};

template <>
struct Codec<AnyValue> {
  static void describe(FieldInfo& info) { info.shape = Shape::any; }
  static void read(Reader&, const Json& node, const std::string&, const FieldInfo&, AnyValue& out) { out.value = node; }
};

}  // namespace aibelt::scenario
