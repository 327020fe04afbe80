#pragma once

#include <memory>
#include <string>

#include <fmt/format.h>

#include "aibelt/scenario/codec.hpp"
#include "aibelt/scenario/document.hpp"

namespace aibelt::test {

/// The behaviour that `json` describes, such as `{"kind": "murphy", …}`; null when it is wrong.
template <class Base>
std::shared_ptr<const Base> kind_of(const std::string& json) {
  const scenario::Document document;
  base::Issues issues;
  scenario::Reader reader(document, issues);
  std::shared_ptr<const Base> behaviour;
  scenario::Codec<std::shared_ptr<const Base>>::read(reader, scenario::Json::parse(json), "x", {}, behaviour);
  return issues.empty() ? behaviour : nullptr;
}

/// Values for all the fields of a kind: each quantity at `part` of the way between its bounds.
inline std::string with_fields_at(const scenario::FieldInfo::KindInfo& kind, double part) {
  std::string json = fmt::format(R"({{"kind": "{}")", kind.name);
  for (const scenario::FieldInfo& field : kind.fields) {
    if (field.low && field.high) {
      json += fmt::format(R"(, "{}": "{} {}")", field.name, *field.low + part * (*field.high - *field.low), field.unit);
    }
  }
  return json + "}";
}

}  // namespace aibelt::test
