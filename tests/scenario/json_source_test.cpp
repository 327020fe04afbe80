#include "aibelt/scenario/json_source.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
using scenario::parse_json;

namespace {

std::string place_of(const scenario::JsonSource& source, const std::string& path) {
  const scenario::Position& position = source.positions.at(path);
  return std::to_string(position.line) + ":" + std::to_string(position.column);
}

/// The one issue that parsing `text` gives, as text.
std::string problem_in(std::string_view text) {
  base::Issues issues;
  CHECK_FALSE(parse_json(text, "s.json", issues));
  REQUIRE(issues.size() == 1);
  return base::to_text(issues[0]);
}

std::string problem_of_file(const std::filesystem::path& file) {
  base::Issues issues;
  CHECK_FALSE(scenario::read_json_file(file, issues));
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].file == file.string());
  return issues[0].message;
}

}  // namespace

TEST_CASE("every value knows the line and column at which it begins") {
  base::Issues issues;
  const auto source = parse_json(
      "{\n"
      "  \"a\": 12,\n"
      "  \"b\": {\"c\": \"text, {with} \\\"quotes\\\"\", \"d\": true},\n"
      "  \"list\": [1, [2.5, null],\n"
      "           \"x\"],\n"
      "  \"last\" :\n"
      "    -7\n"
      "}\n",
      "s.json", issues);
  REQUIRE(source);
  CHECK(place_of(*source, "") == "1:1");
  CHECK(place_of(*source, "a") == "2:8");
  CHECK(place_of(*source, "b") == "3:8");
  CHECK(place_of(*source, "b.c") == "3:14");
  CHECK(place_of(*source, "b.d") == "3:46");
  CHECK(place_of(*source, "list") == "4:11");
  CHECK(place_of(*source, "list[0]") == "4:12");
  CHECK(place_of(*source, "list[1]") == "4:15");
  CHECK(place_of(*source, "list[1][0]") == "4:16");
  CHECK(place_of(*source, "list[1][1]") == "4:21");
  CHECK(place_of(*source, "list[2]") == "5:12");
  CHECK(place_of(*source, "last") == "7:5");
  CHECK(source->positions.size() == 12);
  CHECK(source->positions.at("a").file == "s.json");
}

TEST_CASE("the document is what the text says") {
  const std::string text = R"({"a":[1,2.5,-3,"x",null,true],"b":{"c":{}}})";
  base::Issues issues;
  const auto source = parse_json(text, "s.json", issues);
  REQUIRE(source);
  CHECK(source->root.dump() == text);
  CHECK(issues.empty());
}

TEST_CASE("a path joins keys by dots and puts indices in brackets") {
  CHECK(scenario::child_path("", "a") == "a");
  CHECK(scenario::child_path("a", "b") == "a.b");
  CHECK(scenario::child_path("a.b", std::size_t{3}) == "a.b[3]");
}

TEST_CASE("a syntax error is reported with line and column") {
  CHECK(problem_in("{\n  \"a\": 1,\n  \"b\" 2\n}").starts_with("s.json:3:7: not valid JSON: "));
  CHECK(problem_in("").starts_with("s.json:1:1: not valid JSON: "));
  CHECK(problem_in("{} {}").starts_with("s.json:1:4: not valid JSON: "));
  CHECK(problem_in("{\"a\": 1").starts_with("s.json:1:7: not valid JSON: "));
  CHECK(problem_in("[NaN]").starts_with("s.json:1:2: not valid JSON: "));
  CHECK(problem_in("[1e999]").find("not valid JSON: ") != std::string::npos);
  CHECK(problem_in("[\"\xff\"]").starts_with("s.json:1:3: not valid JSON: "));
  CHECK(problem_in(std::string_view("[1\0]", 4)).find("not valid JSON: ") != std::string::npos);
}

TEST_CASE("a key that stands twice is reported where it stands again") {
  CHECK(problem_in("{\"a\": 1,\n \"b\": {\"c\": 1, \"c\": 2}}") ==
        "s.json:2:16: b.c: the key \"c\" stands twice; keep one of the two");
}

TEST_CASE("nesting is refused beyond 64 levels") {
  base::Issues issues;
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  CHECK(parse_json(nested(64), "s.json", issues));
  CHECK(issues.empty());
  CHECK(problem_in(nested(65)) == "s.json:1:65: nested deeper than 64 levels; flatten it");
  CHECK(problem_in(std::string(1'000'000, '[')) == "s.json:1:65: nested deeper than 64 levels; flatten it");
}

TEST_CASE("long garbage gives a short message") {
  CHECK(problem_in("[\"" + std::string(100'000, 'x')).size() < 250);
  CHECK(problem_in("[" + std::string(100'000, '7') + "x]").size() < 250);
}

TEST_CASE("a file that cannot be a scenario is refused with the mend") {
  const test::TemporaryFolder folder;
  CHECK(problem_of_file(folder.path() / "none.json") == "no such file; check the path");
  CHECK(problem_of_file(folder.path()) == "this is a folder; name the scenario.json inside it");
  CHECK(problem_of_file(folder.write("x", "") / "inside.json") == "no such file; check the path");
  CHECK(problem_of_file(folder.path() / std::string(5000, 'x')) == "cannot be opened: File name too long");
}

TEST_CASE("more than 64 MiB is refused, from a file and from a device without end") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("large.json", "");
  std::filesystem::resize_file(file, (std::uintmax_t{64} << 20) + 1);
  const std::string expected = "larger than 64 MiB, which no scenario needs; is this the right file?";
  CHECK(problem_of_file(file) == expected);
  CHECK(problem_of_file("/dev/zero") == expected);
}

TEST_CASE("a file is read like its text") {
  const test::TemporaryFolder folder;
  base::Issues issues;
  const auto source = scenario::read_json_file(folder.write("a.json", "{\"a\":\r\n 5}"), issues);
  REQUIRE(source);
  CHECK(source->root["a"] == 5);
  CHECK(place_of(*source, "a") == "2:2");
}
