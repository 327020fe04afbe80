#include "aibelt/scenario/facts.hpp"
#include "aibelt/scenario/json_source.hpp"

#include <filesystem>

#include "tests/scenario/issues_text.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;

namespace {

scenario::Facts facts_of(const std::string& text, base::Issues& issues, const std::string& file = "data.json") {
  scenario::Facts facts;
  const auto source = scenario::parse_json(text, file, issues);
  REQUIRE(source);
  scenario::add_facts(*source, file, facts, issues);
  return facts;
}

/// What is wrong with a fact of these members.
std::vector<std::string> problems_in(const std::string& members) {
  base::Issues issues;
  CHECK(facts_of("{\"facts\": {\"x\": {" + members + "}}}", issues).empty());
  return test::texts_of(issues);
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a fact is read with everything printed") {
  base::Issues issues;
  const auto facts = facts_of(R"({"facts": {"a.b": {"label": "L", "value": 103, "low": 100, "high": 110, "unit": "MW",
      "as_of": "2029-02", "source": "Press", "mark": "S", "note": "N"}}})",
                              issues);
  CHECK(issues.empty());
  REQUIRE(facts.contains("a.b"));
  const scenario::Fact& fact = facts.at("a.b");
  CHECK(fact.id == "a.b");
  CHECK(fact.label == "L");
  CHECK(fact.value == 103);
  CHECK(fact.low == 100);
  CHECK(fact.high == 110);
  CHECK(fact.unit == "MW");
  CHECK(fact.as_of == "2029-02");
  CHECK(fact.source == "Press");
  CHECK(fact.mark == "S");
  CHECK(fact.note == "N");
  CHECK(fact.file == "data.json");
}

TEST_CASE("a fact may hold a table of values") {
  base::Issues issues;
  const auto facts =
      facts_of(R"({"facts": {"a": {"value": 2, "values": [1, 3], "source": "Press", "mark": "S"}}})", issues);
  CHECK(issues.empty());
  CHECK(facts.at("a").values == std::vector<double>{1, 3});
  for (const char* values : {"3", "[]", R"([1, "2"])"}) {
    CHECK(problems_in(std::string(R"("value": 1, "source": "Press", "mark": "S", "values": )") + values) ==
          Texts{"facts.x.values: must be a list of numbers; their unit stands in \"unit\""});
  }
}

TEST_CASE("a fact without source, value or known mark is refused") {
  CHECK(problems_in(R"("value": 1, "mark": "S")") ==
        Texts{"facts.x: a fact needs a \"source\"; an assumption says whose it is there"});
  CHECK(problems_in(R"("mark": "S", "source": "Press")") == Texts{"facts.x: a fact needs a \"value\""});
  CHECK(problems_in(R"("value": 1, "source": "Press")") == Texts{"facts.x: a fact needs a \"mark\": S, K, D or A"});
  CHECK(problems_in(R"("value": 1, "source": "Press", "mark": "SK")") ==
        Texts{"facts.x: a fact needs a \"mark\": S, K, D or A"});
}

TEST_CASE("an assumption among the facts needs its range") {
  CHECK(problems_in(R"("value": 1, "source": "own", "mark": "A", "low": 1)") ==
        Texts{"facts.x: an assumption (mark A) needs its range, \"low\" and \"high\""});
}

TEST_CASE("a range the wrong way round is refused") {
  CHECK(problems_in(R"("value": 1, "source": "own", "mark": "S", "low": 2, "high": 1)") ==
        Texts{"facts.x: \"low\" is above \"high\"; swap them"});
}

TEST_CASE("an unknown key and a value of the wrong type in a fact are reported together") {
  const auto problems = problems_in(R"("value": "1", "unit": 3, "mark": "S", "source": "own", "foo": 1)");
  REQUIRE(problems.size() == 3);
  CHECK(problems[0].starts_with("facts.x.foo: unknown key in a fact"));
  CHECK(problems[1] == "facts.x.value: must be a number; its unit stands in \"unit\"");
  CHECK(problems[2] == "facts.x.unit: must be text in double quotes");
}

TEST_CASE("a broken fact leaves the others standing and is reported with its line") {
  base::Issues issues;
  const auto facts =
      facts_of("{\"facts\": {\n\"bad\": 5,\n\"good\": {\"value\": 1, \"mark\": \"S\", \"source\": \"x\"}}}", issues);
  CHECK(facts.size() == 1);
  CHECK(facts.contains("good"));
  REQUIRE(issues.size() == 1);
  CHECK(base::to_text(issues[0]) ==
        "data.json:2:8: facts.bad: a fact is an object with value, unit, as_of, source and mark");
}

TEST_CASE("a data file without facts is refused") {
  const std::string text = GENERATE("[]", "{}", "{\"facts\": []}");
  base::Issues issues;
  CHECK(facts_of(text, issues).empty());
  CHECK(test::texts_of(issues) == Texts{"facts: a data file is an object whose key \"facts\" holds figures by id"});
}

TEST_CASE("an id that stands in two files is refused, and the first stays") {
  base::Issues issues;
  auto facts = facts_of(R"({"facts": {"a": {"value": 1, "mark": "S", "source": "x"}}})", issues, "one.json");
  const auto second =
      scenario::parse_json(R"({"facts": {"a": {"value": 2, "mark": "S", "source": "x"}}})", "two.json", issues);
  scenario::add_facts(*second, "two.json", facts, issues);
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].file == "two.json");
  CHECK(issues[0].message == "this id stands in one.json too; give one of the two another name");
  CHECK(facts.at("a").value == 1);
}

TEST_CASE("the project's data files hold facts without a fault") {
  base::Issues issues;
  scenario::Facts facts;
  for (const auto& entry : std::filesystem::directory_iterator(AIBELT_SOURCE_DIR "/scenarios/data")) {
    if (entry.path().extension() == ".json") {
      const auto source = scenario::read_json_file(entry.path(), issues);
      REQUIRE(source);
      scenario::add_facts(*source, entry.path().filename().string(), facts, issues);
    }
  }
  CHECK(test::texts_of(issues) == Texts{});
  CHECK(facts.size() > 400);
}
