#include "aibelt/scenario/scenario.hpp"
#include "aibelt/scenario/document.hpp"

#include "aibelt/scenario/codec.hpp"
#include "tests/scenario/issues_text.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
using scenario::Json;
using Texts = std::vector<std::string>;

namespace {

struct Mill : scenario::Spec {
  base::Power power;
  std::string feeds;

  static const scenario::FieldTable<Mill>& fields() {
    static const scenario::FieldTable<Mill> table = {
        scenario::field(&Mill::power, {.name = "power", .unit = "MW", .low = 0, .doc = "what it takes"}),
        scenario::field(&Mill::feeds,
                        {.name = "feeds", .doc = "where its goods go", .refers_to = "shops", .by_default = "none"}),
    };
    return table;
  }
  void check(scenario::Reader& reader, const std::string& path) const override {
    if (power.in_base_units() == 13e6) {
      reader.report(path, "thirteen is unlucky");
    }
  }
};

struct Shop : scenario::Spec {
  static const scenario::FieldTable<Shop>& fields() {
    static const scenario::FieldTable<Shop> table;
    return table;
  }
};

scenario::Catalogue catalogue() {
  return {{"mills",
           "what makes goods",
           {scenario::kind<scenario::Spec, Mill>("wind", "turns with the wind"),
            scenario::kind<scenario::Spec, Mill>("water", "turns with the river")}},
          {"shops", "what sells goods", {scenario::kind<scenario::Spec, Shop>("corner", "sells to all")}}};
}

constexpr const char* kGood = R"({
  "name": "small", "title": "Does it run?", "from": "2026", "to": "2027", "seed": 7,
  "switches": {"river": "full"},
  "mills": {
    "b": {"power": "1 MW", "feeds": "s"},
    "a": {"kind": "water", "power": {"fact": "mw"}, "when": {"river": ["full", "half"]}},
    "c": {"kind": "water", "power": {"fact": "mw"}, "when": {"river": ["dry"]}}
  },
  "shops": {"s": {}},
  "expect": [{"kpi": "goods", "at": "2026-12", "min": 1}]
})";

/// What reading the JSON `text` gives, after `changes` (RFC 7386).
struct Reading {
  std::optional<scenario::Scenario> scenario;
  Texts problems;

  explicit Reading(const std::string& text = kGood, const Json& changes = Json::object()) {
    base::Issues issues;
    auto source = scenario::parse_json(text, "s.json", issues);
    REQUIRE(source);
    source->root.merge_patch(changes);
    scenario::Document document{"s.json", source->root, source->positions, {}};
    document.facts["mw"] = {.id = "mw", .value = 5, .unit = "MW", .as_of = "2026", .source = "x", .mark = "S"};
    scenario = scenario::read_scenario(document, catalogue(), issues);
    problems = test::texts_of(issues);
  }
};

Texts problems_with(const Json& changes) {
  const Reading reading(kGood, changes);
  CHECK_FALSE(reading.scenario);
  return reading.problems;
}

std::string hash_with(const Json& changes) { return Reading(kGood, changes).scenario.value().hash; }

}  // namespace

TEST_CASE("a scenario is read with its frame and its sections") {
  const Reading reading;
  CHECK(reading.problems == Texts{});
  const scenario::Scenario& scenario = reading.scenario.value();
  CHECK(scenario.name == "small");
  CHECK(scenario.title == "Does it run?");
  CHECK(scenario.from == base::parse_date("2026"));
  CHECK(scenario.to == base::parse_date("2027"));
  CHECK(scenario.seed == 7);
  CHECK(scenario.section("shops").size() == 1);
  CHECK(scenario.section("lakes").empty());
  CHECK(scenario.spec<Mill>("mills", "b").power.in_base_units() == 1e6);
  CHECK(scenario.spec<Mill>("mills", "b").feeds == "s");
}

TEST_CASE("an entry without a kind has the section's first") {
  const Reading reading;
  CHECK(reading.scenario->section("mills").find("b")->second.kind == "wind");
  CHECK(reading.scenario->section("mills").find("a")->second.kind == "water");
}

TEST_CASE("an entry whose switches stand elsewhere is left out, with the figures it uses") {
  const Reading full;
  CHECK(full.scenario->section("mills").size() == 2);
  CHECK_FALSE(full.scenario->section("mills").contains("c"));
  const Reading dry(kGood, R"({"switches": {"river": "dry"}})"_json);
  CHECK_FALSE(dry.scenario->section("mills").contains("a"));
  CHECK(dry.scenario->section("mills").contains("c"));
  Texts paths;
  for (const scenario::Use& use : dry.scenario->uses) {
    paths.push_back(use.path);
  }
  CHECK(paths == Texts{"mills.b.power", "mills.c.power", "seed"});
}

TEST_CASE("an entry that is left out is checked all the same") {
  CHECK(problems_with(R"({"mills": {"c": {"power": "5 kg"}}})"_json).size() == 1);
  CHECK(problems_with(R"({"mills": {"c": {"power": "13 MW"}}})"_json) == Texts{"mills.c: thirteen is unlucky"});
}

TEST_CASE("a switch that is not there and a malformed when are refused") {
  CHECK(problems_with(R"({"mills": {"c": {"when": {"lake": ["full"]}}}})"_json) ==
        Texts{"mills.c.when.lake: there is no switch \"lake\" in \"switches\""});
  CHECK(problems_with(R"({"mills": {"c": {"when": {"river": "dry"}}}})"_json) ==
        Texts{"mills.c.when.river: must be a list, [ … ]"});
}

TEST_CASE("an entry's own check, references and names are reported") {
  CHECK(problems_with(R"({"mills": {"b": {"power": "13 MW"}}})"_json) == Texts{"mills.b: thirteen is unlucky"});
  CHECK(problems_with(R"({"mills": {"b": {"feeds": "t"}}})"_json) ==
        Texts{"mills.b.feeds: there is no \"t\" in \"shops\"; did you mean \"s\"?"});
  const std::string name = GENERATE(as<std::string>{}, "", "a b", "a.b", "ä", std::string(65, 'x'));
  CHECK(problems_with(Json{{"shops", Json{{name, Json::object()}}}}) ==
        Texts{scenario::child_path("shops", name) + ": a name is 1 to 64 letters, digits, \"_\" or \"-\""});
}

TEST_CASE("a section or an entry of the wrong type or kind is refused") {
  CHECK(problems_with(R"({"shops": [1], "mills": null})"_json) ==
        Texts{"shops: must be an object of entries by name, { name: { … } }"});
  CHECK(problems_with(R"({"shops": {"t": 5}})"_json) == Texts{"shops.t: must be an object, { … }"});
  CHECK(problems_with(R"({"mills": {"b": {"kind": "wnd"}}})"_json) ==
        Texts{"mills.b.kind: there is no kind \"wnd\"; the kinds are wind, water; did you mean \"wind\"?"});
  CHECK(problems_with(R"({"mills": {"b": {"kind": 5}}})"_json) == Texts{"mills.b.kind: must be text in double quotes"});
}

TEST_CASE("an unknown top-level key is refused with the nearest known one") {
  const Texts problems = problems_with(R"({"mils": {}})"_json);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].starts_with("mils: unknown key \"mils\"; did you mean \"mills\"?; known here: mills, shops, name"));
}

TEST_CASE("a scenario without its frame is told all it lacks, and nothing it does not") {
  const Reading reading("{}");
  CHECK(reading.problems == Texts{": needs \"name\": short name, used for folders and tables",
                                  ": needs \"from\": first day of the run",
                                  ": needs \"to\": day after the last of the run"});
}

TEST_CASE("a frame that contradicts itself is refused") {
  CHECK(problems_with(R"({"to": "2026"})"_json) == Texts{"to: must be later than \"from\""});
  CHECK(problems_with(R"({"name": "../up"})"_json) == Texts{"name: a name is 1 to 64 letters, digits, \"_\" or \"-\""});
  CHECK(problems_with(R"({"name": ""})"_json) == Texts{"name: a name is 1 to 64 letters, digits, \"_\" or \"-\""});
  CHECK(problems_with(R"({"seed": -1})"_json) == Texts{"seed: -1 is below the smallest allowed, 0"});
}

TEST_CASE("an expectation is read, and needs a bound that can be met") {
  const Reading reading;
  REQUIRE(reading.scenario->expect.size() == 1);
  CHECK(reading.scenario->expect[0].kpi == "goods");
  CHECK(reading.scenario->expect[0].at == "2026-12");
  CHECK(reading.scenario->expect[0].min == 1);
  CHECK_FALSE(reading.scenario->expect[0].max);
  CHECK(problems_with(R"({"expect": [{"kpi": "goods"}]})"_json) ==
        Texts{"expect[0]: bounds nothing; add \"min\" or \"max\""});
  CHECK(problems_with(R"({"expect": [{"kpi": "goods", "min": 2, "max": 1}]})"_json) ==
        Texts{"expect[0]: \"min\" is above \"max\"; swap them"});
  CHECK(problems_with(R"({"expect": [{"min": 2}]})"_json) ==
        Texts{"expect[0]: needs \"kpi\": name of the KPI, as in summary.json"});
}

TEST_CASE("the order in which entries are written changes nothing") {
  const std::string text = R"({"seed": 7, "to": "2027", "from": "2026", "name": "n", "shops": {"t": {}, "s": {}}})";
  const std::string turned = R"({"name": "n", "shops": {"s": {}, "t": {}}, "from": "2026", "to": "2027", "seed": 7})";
  CHECK(Reading(text).scenario->hash == Reading(turned).scenario->hash);
}

TEST_CASE("the hash is SHA-256, changes with any value and stays otherwise") {
  const std::string hash = hash_with(Json::object());
  CHECK(hash.size() == 64);
  CHECK(hash.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(hash == hash_with(Json::object()));
  CHECK(hash != hash_with(R"({"seed": 8})"_json));
  CHECK(hash != hash_with(R"({"mills": {"b": {"power": "2 MW"}}})"_json));
}

TEST_CASE("uses stand in the order of paths") {
  const Reading reading;
  REQUIRE(reading.scenario->uses.size() == 3);
  CHECK(reading.scenario->uses[0].path == "mills.a.power");
  CHECK(reading.scenario->uses[0].origin == scenario::Origin::fact);
  CHECK(reading.scenario->uses[1].path == "mills.b.power");
}

TEST_CASE("the option --set reaches the values of a scenario on the disk") {
  const test::TemporaryFolder folder;
  folder.write("data.json", R"({"facts": {"mw": {"value": 5, "unit": "MW", "mark": "S", "source": "x"}}})");
  folder.write("base.json", kGood);
  const auto file = folder.write("s.json", R"({"extends": "base.json", "data": ["data.json"], "seed": 3})");
  base::Issues issues;
  const auto document = scenario::load_document(file, {"seed=4", "mills.b.power=2 MW", "switches.river=dry"}, issues);
  REQUIRE(document);
  const auto scenario = scenario::read_scenario(*document, catalogue(), issues);
  CHECK(test::texts_of(issues) == Texts{});
  REQUIRE(scenario);
  CHECK(scenario->seed == 4);
  CHECK(scenario->spec<Mill>("mills", "b").power.in_base_units() == 2e6);
  CHECK(scenario->section("mills").contains("c"));
}

TEST_CASE("a bad value from --set is reported with the assignment") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("s.json", R"({"name": "n", "from": "2026", "to": "2027"})");
  base::Issues issues;
  const auto document = scenario::load_document(file, {"to=2027 MW"}, issues);
  CHECK_FALSE(scenario::read_scenario(*document, catalogue(), issues));
  REQUIRE(issues.size() == 1);
  CHECK(base::to_text(issues[0]).starts_with("--set to=2027 MW: to: \"2027 MW\" is no date"));
}
