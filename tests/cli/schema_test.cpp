// The JSON Schema, held against scenarios by a walker over the part of the standard it uses.

#include <regex>

#include <nlohmann/json.hpp>

#include "aibelt/engine/engine.hpp"
#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
using Json = nlohmann::json;

namespace {

class Walker {
 public:
  explicit Walker(Json schema) : root_(std::move(schema)) {}

  bool accepts(const Json& value) const { return accepts(root_, value); }

 private:
  bool accepts(const Json& schema, const Json& value) const {
    if (schema.is_boolean()) {
      return schema.get<bool>();
    }
    if (schema.contains("$ref")) {
      return accepts(root_.at(Json::json_pointer(schema["$ref"].get<std::string>().substr(1))), value);
    }
    return has_type(schema, value) && is_listed(schema, value) && fits_an_option(schema, value) &&
           (!value.is_object() || fits_object(schema, value)) && (!value.is_array() || fits_array(schema, value)) &&
           (!value.is_number() ||
            (value >= schema.value("minimum", value) && value <= schema.value("maximum", value))) &&
           (!value.is_string() || !schema.contains("pattern") ||
            std::regex_search(value.get<std::string>(), std::regex(schema["pattern"].get<std::string>())));
  }

  static bool has_type(const Json& schema, const Json& value) {
    if (!schema.contains("type")) {
      return true;
    }
    const Json types = schema["type"].is_array() ? schema["type"] : Json::array({schema["type"]});
    return std::any_of(types.begin(), types.end(), [&](const Json& type) {
      return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
             (type == "string" && value.is_string()) || (type == "number" && value.is_number()) ||
             (type == "boolean" && value.is_boolean()) || (type == "integer" && value.is_number_integer());
    });
  }

  static bool is_listed(const Json& schema, const Json& value) {
    if (schema.contains("const") && schema["const"] != value) {
      return false;
    }
    return !schema.contains("enum") || std::count(schema["enum"].begin(), schema["enum"].end(), value) > 0;
  }

  bool fits_an_option(const Json& schema, const Json& value) const {
    return !schema.contains("anyOf") || std::any_of(schema["anyOf"].begin(), schema["anyOf"].end(),
                                                    [&](const Json& option) { return accepts(option, value); });
  }

  bool fits_object(const Json& schema, const Json& value) const {
    for (const Json& key : schema.value("required", Json::array())) {
      if (!value.contains(key.get<std::string>())) {
        return false;
      }
    }
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [key, child] : value.items()) {
      const Json& of_child =
          properties.contains(key) ? properties[key] : schema.value("additionalProperties", Json(true));
      if (!accepts(of_child, child) || !accepts(schema.value("propertyNames", Json(true)), key)) {
        return false;
      }
    }
    return true;
  }

  bool fits_array(const Json& schema, const Json& value) const {
    if (value.size() < schema.value("minItems", std::size_t{0}) ||
        value.size() > schema.value("maxItems", value.size())) {
      return false;
    }
    const Json first = schema.value("prefixItems", Json::array());
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (!accepts(i < first.size() ? first[i] : schema.value("items", Json(true)), value[i])) {
        return false;
      }
    }
    return true;
  }

  Json root_;
};

Json schema() {
  const test::Ending ending = test::run_program({"schema"});
  REQUIRE(ending.exit == 0);
  REQUIRE(ending.err.empty());
  return Json::parse(ending.out);
}

Json scenario_in(const std::filesystem::path& file) { return Json::parse(test::content_of(file)); }

void check_fields(const std::string& text, const std::vector<scenario::FieldInfo>& fields) {
  for (const scenario::FieldInfo& field : fields) {
    INFO(field.name);
    CHECK(text.find("\"" + field.name + "\":") != std::string::npos);
    check_fields(text, field.parts);
    for (const auto& kind : field.kinds) {
      CHECK(text.find("\"const\":\"" + kind.name + "\"") != std::string::npos);
      check_fields(text, kind.fields);
    }
  }
}

}  // namespace

TEST_CASE("the schema holds every section, kind and field of the catalogue") {
  const Json whole = schema();
  CHECK(whole["$schema"] == "https://json-schema.org/draft/2020-12/schema");
  check_fields(whole["properties"].dump(), scenario::describe_fields(scenario::Scenario::fields()));
  for (const scenario::Section& section : engine::catalogue()) {
    REQUIRE(whole["properties"].contains(section.name));
    const std::string text = whole["properties"][section.name].dump();
    for (const auto& kind : section.kinds) {
      CHECK(text.find("\"const\":\"" + kind.info.name + "\"") != std::string::npos);
      check_fields(text, kind.info.fields);
    }
  }
}

TEST_CASE("the schema accepts scenarios that aibelt accepts") {
  const Walker walker(schema());
  CHECK(walker.accepts(scenario_in(AIBELT_SOURCE_DIR "/scenarios/first-belt/scenario.json")));
  CHECK(walker.accepts(scenario_in(test::here() / "belt.json")));
}

TEST_CASE("the schema refuses what it can see is wrong") {
  const Walker walker(schema());
  const std::string name =
      GENERATE(as<std::string>{}, "assumption_bare", "bad_names", "date_bad", "empty_ramp", "extends_not_text",
               "fact_malformed", "kind_malformed", "ramp_interpolation", "ramp_malformed", "root_not_object",
               "unknown_section", "when_malformed", "wrong_types");
  INFO(name);
  CHECK_FALSE(walker.accepts(scenario_in(test::here() / "bad" / (name + ".json"))));
}

TEST_CASE("the schema refuses a key that a first scenario does not know") {
  const Walker walker(schema());
  Json scenario = scenario_in(AIBELT_SOURCE_DIR "/scenarios/first-belt/scenario.json");
  scenario["fabs"]["fab"]["cycletime"] = "80 days";
  CHECK_FALSE(walker.accepts(scenario));
}
