#include "schema.hpp"

#include <string>

#include <fmt/format.h>

#include "aibelt/sweep/sweep.hpp"

namespace aibelt::cli {
namespace {

using Json = nlohmann::ordered_json;
using scenario::FieldInfo;
using scenario::Shape;

constexpr const char* kNamePattern = "^[A-Za-z0-9_-]{1,64}$";

Json object_schema(const std::vector<FieldInfo>& fields);

Json reference(const char* name) { return {{"$ref", fmt::format("#/$defs/{}", name)}}; }

Json kind_schema(const FieldInfo::KindInfo& kind, bool is_kind_required) {
  Json schema = object_schema(kind.fields);
  schema["title"] = kind.name;
  schema["description"] = kind.doc;
  schema["properties"]["kind"] = {{"const", kind.name}};
  if (is_kind_required) {
    schema["required"].push_back("kind");
  }
  return schema;
}

Json choice_schema(const FieldInfo& info) {
  Json options = Json::array();
  for (const auto& kind : info.kinds) {
    if (kind.fields.empty()) {
      options.push_back({{"const", kind.name}, {"description", kind.doc}});
    }
    options.push_back(kind_schema(kind, true));
  }
  return {{"anyOf", options}};
}

Json text_schema(const FieldInfo& info) {
  Json schema = {{"type", "string"}};
  if (!info.choices.empty()) {
    schema["enum"] = info.choices;
  }
  return schema;
}

Json figures_schema(const FieldInfo& info) {
  const Json list = {
      {"type", "array"}, {"items", reference("quantity")}, {"minItems", info.count}, {"maxItems", info.count}};
  return {{"anyOf", {list, reference("table")}}};
}

Json shape_schema(const FieldInfo& info) {
  switch (info.shape) {
    case Shape::text:
      return text_schema(info);
    case Shape::truth:
      return {{"type", "boolean"}};
    case Shape::number:
      return {{"type", "number"}};
    case Shape::integer:
    case Shape::quantity:
      return reference("quantity");
    case Shape::figures:
      return figures_schema(info);
    case Shape::date:
      return reference("date");
    case Shape::ramp:
      return reference("ramp");
    case Shape::list:
      return {{"type", "array"}, {"items", shape_schema(info.parts[0])}};
    case Shape::map:
      return {{"type", "object"}, {"additionalProperties", shape_schema(info.parts[0])}};
    case Shape::object:
      return object_schema(info.parts);
    case Shape::kind:
      return choice_schema(info);
    case Shape::any:
      return Json::object();
  }
  return true;
}

/// The field's schema with what a reader wants to know: unit, bounds, default, source.
Json field_schema(const FieldInfo& info) {
  Json schema = shape_schema(info);
  std::string text = info.doc;
  if (!info.unit.empty() && info.unit != "1") {
    text += fmt::format(" [{}]", info.unit);
  }
  if (info.low || info.high) {
    text += fmt::format("; from {} to {}", info.low ? fmt::format("{}", *info.low) : "anything",
                        info.high ? fmt::format("{}", *info.high) : "anything");
  }
  if (!info.refers_to.empty()) {
    text += fmt::format("; a name in \"{}\"", info.refers_to);
  }
  if (!info.by_default.empty()) {
    text += fmt::format("; default {}", info.by_default);
  }
  schema["description"] = text + (info.source.empty() ? "" : " " + info.source);
  return schema;
}

Json object_schema(const std::vector<FieldInfo>& fields) {
  Json schema = {
      {"type", "object"}, {"properties", Json::object()}, {"required", Json::array()}, {"additionalProperties", false}};
  for (const FieldInfo& field : fields) {
    schema["properties"][field.name] = field_schema(field);
    if (field.is_required()) {
      schema["required"].push_back(field.name);
    }
  }
  schema["properties"]["note"] = {{"type", "string"}, {"description", "a remark; not read"}};
  return schema;
}

Json section_schema(const scenario::Section& section) {
  Json options = Json::array();
  for (std::size_t i = 0; i < section.kinds.size(); ++i) {
    Json option = kind_schema(section.kinds[i].info, i > 0);
    option["properties"]["when"] = {{"type", "object"},
                                    {"description", "switch positions at which the entry takes part"},
                                    {"additionalProperties", {{"type", "array"}, {"items", {{"type", "string"}}}}}};
    options.push_back(std::move(option));
  }
  const Json entry = options.size() == 1 ? options[0] : Json{{"anyOf", options}};
  return {{"type", "object"},
          {"description", section.doc},
          {"propertyNames", {{"pattern", kNamePattern}}},
          {"additionalProperties", entry}};
}

Json definitions() {
  const Json fact = {{"type", "object"},
                     {"description", "a figure of the data files, or a multiple of it"},
                     {"properties",
                      {{"fact", {{"type", "string"}}},
                       {"pick", {{"enum", {"value", "low", "high"}}}},
                       {"times", {{"type", "number"}}},
                       {"why", {{"type", "string"}}}}},
                     {"required", {"fact"}},
                     {"additionalProperties", false}};
  const Json written = {{"type", Json::array({"string", "number"})}};
  const Json assumption = {{"type", "object"},
                           {"description", "an assumption with its range and reason"},
                           {"properties",
                            {{"assume", written},
                             {"low", written},
                             {"high", written},
                             {"why", {{"type", "string"}}},
                             {"as_of", {{"type", "string"}}}}},
                           {"required", {"assume", "low", "high", "why"}},
                           {"additionalProperties", false}};
  const Json point = {{"anyOf",
                       {fact,
                        {{"type", "array"},
                         {"prefixItems", {reference("date"), reference("quantity")}},
                         {"minItems", 2},
                         {"maxItems", 2}}}}};
  const Json points = {{"type", "array"}, {"minItems", 1}, {"items", point}};
  const Json date = {{"anyOf",
                      {{{"type", "string"}, {"pattern", "^\\d{4}(-(\\d{2}(-\\d{2})?|Q[1-4]|H[12]))?$"}},
                       {{"type", "integer"}, {"description", "a year"}, {"minimum", 1900}, {"maximum", 2200}}}}};
  const Json table = {{"type", "object"},
                      {"description", "a fact of the data files that has values"},
                      {"properties", {{"fact", {{"type", "string"}}}}},
                      {"required", {"fact"}},
                      {"additionalProperties", false}};
  return {
      {"date", date},
      {"table", table},
      {"quantity", {{"anyOf", {written, fact, assumption}}}},
      {"ramp",
       {{"anyOf",
         {reference("quantity"),
          points,
          {{"type", "object"},
           {"properties",
            {{"points", points}, {"interpolation", {{"enum", {"step", "linear"}}}}, {"note", {{"type", "string"}}}}},
           {"required", {"points"}},
           {"additionalProperties", false}}}}}}};
}

}  // namespace

nlohmann::ordered_json scenario_schema(const scenario::Catalogue& catalogue) {
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "aibelt scenario"}};
  Json root = object_schema(describe_fields(scenario::Scenario::fields()));
  root["properties"]["extends"] = {{"type", "string"}, {"description", "scenario file this one is merged onto"}};
  root["properties"]["data"] = {
      {"type", "array"}, {"items", {{"type", "string"}}}, {"description", "data files whose facts may be cited"}};
  root["properties"]["$schema"] = {{"type", "string"}, {"description", "this schema, for editors"}};
  for (const scenario::Section& section : catalogue) {
    root["properties"][section.name] = section_schema(section);
  }
  root.erase("required");  // what is missing may stand in the file it extends
  schema.update(root);
  schema["$defs"] = definitions();
  return schema;
}

nlohmann::ordered_json sweep_schema() {
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "aibelt sweep"}};
  schema.update(object_schema(sweep::sweep_fields()));
  schema["properties"]["$schema"] = {{"type", "string"}, {"description", "this schema, for editors"}};
  schema["$defs"] = definitions();
  return schema;
}

}  // namespace aibelt::cli
