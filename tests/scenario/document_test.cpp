#include "aibelt/scenario/document.hpp"

#include "aibelt/scenario/reader.hpp"
#include "tests/scenario/issues_text.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
using Texts = std::vector<std::string>;

namespace {

constexpr const char* kFacts = R"({"facts": {"one": {"value": 1, "mark": "S", "source": "x"}}})";

struct Loaded {
  std::optional<scenario::Document> document;
  base::Issues issues;
};

Loaded load(const std::filesystem::path& file, const Texts& overrides = {}) {
  Loaded loaded;
  loaded.document = scenario::load_document(file, overrides, loaded.issues);
  return loaded;
}

/// The document `text` after one `--set`, or the message why there is none.
std::string after_set(const std::string& text, const std::string& assignment) {
  base::Issues issues;
  auto source = scenario::parse_json(text, "s.json", issues);
  REQUIRE(source);
  scenario::Document document{"s.json", std::move(source->root), std::move(source->positions), {}};
  scenario::apply_override(document, assignment, issues);
  return issues.empty() ? document.root.dump() : issues[0].message;
}

}  // namespace

TEST_CASE("what a scenario says goes over what it extends, key by key") {
  const test::TemporaryFolder folder;
  folder.write("base/base.json", R"({"a": {"x": 1, "y": [1, 2, 3]}, "b": 1, "gone": 1})");
  const auto file = folder.write("top.json", R"({"extends": "base/base.json", "a": {"y": [9], "z": 3}, "gone": null})");
  const Loaded loaded = load(file);
  REQUIRE(loaded.document);
  CHECK(loaded.issues.empty());
  CHECK(loaded.document->root.dump() == R"({"a":{"x":1,"y":[9],"z":3},"b":1})");
}

TEST_CASE("each value keeps the file and line it was written in") {
  const test::TemporaryFolder folder;
  const auto base_file = folder.write("base.json", "{\"a\": 1,\n\"b\": 2}");
  const auto file = folder.write("top.json", "{\"extends\": \"base.json\",\n\n\"a\": 3}");
  const Loaded loaded = load(file);
  REQUIRE(loaded.document);
  CHECK(loaded.document->positions.at("a").file == file.string());
  CHECK(loaded.document->positions.at("a").line == 3);
  CHECK(loaded.document->positions.at("b").file == base_file.string());
  CHECK(loaded.document->positions.at("b").line == 2);
}

TEST_CASE("extends reaches through several files, each relative to its own folder") {
  const test::TemporaryFolder folder;
  folder.write("x/deep/base.json", R"({"a": 1, "b": 1, "c": 1})");
  folder.write("x/middle.json", R"({"extends": "deep/base.json", "b": 2, "c": 2})");
  const auto file = folder.write("y/top.json", R"({"extends": "../x/middle.json", "c": 3})");
  CHECK(load(file).document->root.dump() == R"({"a":1,"b":2,"c":3})");
}

TEST_CASE("a circle of extends is reported with its way round") {
  const test::TemporaryFolder folder;
  folder.write("a.json", R"({"extends": "b.json"})");
  const auto file = folder.write("b.json", R"({"extends": "./a.json"})");
  const Loaded loaded = load(file);
  CHECK_FALSE(loaded.document);
  CHECK(test::texts_of(loaded.issues) == Texts{"extends: this file extends itself through b.json → a.json → b.json"});
}

TEST_CASE("extends that is no text or names no file is reported") {
  const test::TemporaryFolder folder;
  const Loaded number = load(folder.write("a.json", R"({"extends": 5})"));
  CHECK_FALSE(number.document);
  CHECK(test::texts_of(number.issues) == Texts{"extends: must be the path of one scenario file, as text"});
  const Loaded missing = load(folder.write("b.json", R"({"extends": "none.json"})"));
  CHECK_FALSE(missing.document);
  CHECK(test::texts_of(missing.issues) == Texts{": no such file; check the path"});
}

TEST_CASE("a scenario that is no object is refused") {
  const test::TemporaryFolder folder;
  const Loaded loaded = load(folder.write("a.json", "[1]"));
  CHECK_FALSE(loaded.document);
  CHECK(test::texts_of(loaded.issues) == Texts{": a scenario is a JSON object, { … }"});
}

TEST_CASE("the data files of a scenario and of what it extends are read, each once") {
  const test::TemporaryFolder folder;
  folder.write("data/one.json", kFacts);
  folder.write("data/two.json", R"({"facts": {"two": {"value": 2, "mark": "S", "source": "x"}}})");
  folder.write("base.json", R"({"data": ["data/one.json"]})");
  const auto file =
      folder.write("x/top.json", R"({"extends": "../base.json", "data": ["../data/two.json", "../data/one.json"]})");
  const Loaded loaded = load(file);
  REQUIRE(loaded.document);
  CHECK(loaded.issues.empty());
  CHECK(loaded.document->facts.size() == 2);
  CHECK(loaded.document->root.dump() == "{}");
}

TEST_CASE("data that is no list of paths is reported once") {
  const test::TemporaryFolder folder;
  const Loaded text = load(folder.write("a.json", R"({"data": "one.json"})"));
  CHECK(test::texts_of(text.issues) == Texts{"data: must be a list of data files, such as [\"../data/memory.json\"]"});
  CHECK_FALSE(text.document->root.contains("data"));
  const Loaded number = load(folder.write("b.json", R"({"data": [5]})"));
  CHECK(test::texts_of(number.issues) == Texts{"data[0]: must be the path of a data file, as text"});
}

TEST_CASE("a missing data file is reported by its name") {
  const test::TemporaryFolder folder;
  const Loaded loaded = load(folder.write("a.json", R"({"data": ["none.json"]})"));
  REQUIRE(loaded.issues.size() == 1);
  CHECK(loaded.issues[0].file == (folder.path() / "none.json").string());
}

TEST_CASE("the option --set reaches objects, lists and new keys") {
  const std::string text = R"({"a":{"b":[1,{"c":2}]},"d":5})";
  CHECK(after_set(text, "d=6") == R"({"a":{"b":[1,{"c":2}]},"d":6})");
  CHECK(after_set(text, "a.b[0]=7") == R"({"a":{"b":[7,{"c":2}]},"d":5})");
  CHECK(after_set(text, "a.b[1].c=true") == R"({"a":{"b":[1,{"c":true}]},"d":5})");
  CHECK(after_set(text, "a.new.deep=1") == R"({"a":{"b":[1,{"c":2}],"new":{"deep":1}},"d":5})");
  CHECK(after_set(text, "a={\"b\": []}") == R"({"a":{"b":[]},"d":5})");
}

TEST_CASE("the value of --set is JSON, or text when it is not") {
  CHECK(after_set("{}", "a=103 MW") == R"({"a":"103 MW"})");
  CHECK(after_set("{}", "a=\"103\"") == R"({"a":"103"})");
  CHECK(after_set("{}", "a=2027-03") == R"({"a":"2027-03"})");
  CHECK(after_set("{}", "a=x=y") == R"({"a":"x=y"})");
  CHECK(after_set("{}", "a=") == R"({"a":""})");
  CHECK(after_set(R"({"a": 1, "b": 2})", "a=null") == R"({"b":2})");
}

TEST_CASE("a malformed --set is refused with an example") {
  const std::string assignment =
      GENERATE("", "a", "=1", "a..b=1", ".a=1", "a.=1", "a[=1", "a[x]=1", "a[-1]=1", "a[]=1");
  INFO(assignment);
  CHECK(after_set(R"({"a": [1]})", assignment) == "write it as path=value, for example --set sites.ulsan.pue=1.2");
}

TEST_CASE("a --set to a place that cannot be is refused") {
  const std::string assignment = GENERATE("a[1]=5", "a.b=5", "d.e=5", "d[0]=5", "new[0]=5");
  INFO(assignment);
  CHECK(after_set(R"({"a": [1], "d": 5})", assignment) ==
        "there is no such place in the scenario; the path must follow its keys");
}

namespace {

/// Facts of a number, a word, and a table.
scenario::Facts some_facts() {
  scenario::Facts facts;
  facts["site.mw"] = {.id = "site.mw", .value = 20, .low = 15, .high = 25, .unit = "MW", .source = "x", .mark = "S"};
  facts["share"] = {.id = "share", .value = 0.5, .unit = "1"};
  facts["word"] = {.id = "word", .value = 1, .unit = "qualitative"};
  facts["table"] = {.id = "table", .value = 2, .values = {1, 3}, .unit = "1"};
  return facts;
}

/// The value of a fact after one `--set`, or the message why it stays.
std::string fact_after_set(const std::string& id, const std::string& value) {
  scenario::Document document{"s.json", scenario::Json::object(), {}, some_facts()};
  base::Issues issues;
  scenario::apply_override(document, "fact." + id + "=" + value, issues);
  return issues.empty() ? scenario::value_text(document.facts.find(id)->second) : issues[0].message;
}

}  // namespace

TEST_CASE("the option --set gives a fact another value, in its own unit or one of its kind") {
  CHECK(fact_after_set("site.mw", "22.5") == "22.5 MW");
  CHECK(fact_after_set("site.mw", "0.7 MW") == "0.7 MW");
  CHECK(fact_after_set("site.mw", "\"23500 kW\"") == "23.5 MW");
  CHECK(fact_after_set("share", "25%") == "0.25");
  CHECK(fact_after_set("word", "3") == "3 qualitative");
}

TEST_CASE("a fact that has another value keeps all else") {
  scenario::Document document{"s.json", scenario::Json::object(), {}, some_facts()};
  base::Issues issues;
  scenario::apply_override(document, "fact.site.mw=30", issues);
  CHECK(issues.empty());
  CHECK(document.root == scenario::Json::object());
  const scenario::Fact& fact = document.facts.find("site.mw")->second;
  CHECK(fact.value == 30);
  CHECK(fact.low == 15);
  CHECK(fact.high == 25);
  CHECK(fact.source == "x");
}

TEST_CASE("a value that a fact cannot have is refused with its mend") {
  CHECK(fact_after_set("site.mv", "1") == "no fact \"site.mv\" in the data files; did you mean \"site.mw\"?");
  CHECK(fact_after_set("site.mw", "3 days") ==
        "\"3 days\" has the wrong unit; fact \"site.mw\" takes a number or a quantity such as \"20 MW\"");
  CHECK(fact_after_set("site.mw", "3 MWW") == "unknown unit \"MWW\"; did you mean \"Wh\"?");
  CHECK(fact_after_set("site.mw", "[1]") == "fact \"site.mw\" takes a number or a quantity such as \"20 MW\"");
  CHECK(fact_after_set("word", "much") == "fact \"word\" takes a number such as 1");
  CHECK(fact_after_set("table", "1") == "fact \"table\" is a table of 2 values; one number cannot stand for it");
}

TEST_CASE("the first key on the way of a path that does not exist is named with the nearest") {
  const scenario::Document document{"s.json", scenario::Json::parse(R"({"sites": {"ulsan": {"pue": 1}}})"), {}, {}};
  CHECK(scenario::missing_on_way(document, "sites.ulsan.pue") == "");
  CHECK(scenario::missing_on_way(document, "sites.ulsan.none") == "");
  CHECK(scenario::missing_on_way(document, "sites.ulsam.pue") ==
        "there is no \"ulsam\" in \"sites\"; did you mean \"ulsan\"?");
  CHECK(scenario::missing_on_way(document, "site.ulsan.pue") ==
        "there is no \"site\" in the scenario; did you mean \"sites\"?");
  CHECK(scenario::is_path("sites.ulsan.phases[0][1]"));
  CHECK_FALSE(scenario::is_path("sites..pue"));
}

TEST_CASE("a --set that is no UTF-8 is refused") {
  CHECK(after_set("{}", "a=\xff") == "the value is no valid UTF-8 text");
  CHECK(after_set("{}", "a\xff=1") == "the path is no valid UTF-8 text");
  CHECK(after_set("{}", "a=Ω") == R"({"a":"Ω"})");
}

TEST_CASE("the option --set does not change which files are read") {
  CHECK(after_set("{}", "data=[]") == "is settled as the file is read; change it in the file");
  CHECK(after_set("{}", "extends=x.json") == "is settled as the file is read; change it in the file");
}

TEST_CASE("issues in a value from --set name the assignment") {
  const test::TemporaryFolder folder;
  const Loaded loaded = load(folder.write("a.json", R"({"a": {"b": 1}, "ab": 1})"), {"a={\"b\": 2}"});
  const scenario::Positions& positions = loaded.document->positions;
  CHECK(positions.at("a").file == "--set a={\"b\": 2}");
  CHECK_FALSE(positions.contains("a.b"));
  CHECK(positions.at("ab").line == 1);
}
