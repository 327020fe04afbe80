// What aibelt says of itself: help, version, list.

#include "aibelt/base/version.hpp"
#include "aibelt/engine/engine.hpp"
#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::Ending;
using test::run_program;
using Words = std::vector<std::string>;

namespace {

void check_holds(const std::string& text, const Words& words) {
  for (const std::string& word : words) {
    INFO(word);
    CHECK(text.find(word) != std::string::npos);
  }
}

/// Every field name among `fields`, at any depth.
void collect(const std::vector<scenario::FieldInfo>& fields, Words& names) {
  for (const scenario::FieldInfo& field : fields) {
    names.push_back(field.name);
    for (const auto& kind : field.kinds) {
      names.push_back(kind.name);
      collect(kind.fields, names);
    }
    for (const scenario::FieldInfo& part : field.parts) {
      collect(part.parts, names);
    }
  }
}

}  // namespace

TEST_CASE("the help of each command names its options and the exit codes") {
  struct Case {
    Words command;
    Words options;
  };
  const std::vector<Case> cases = {
      {{}, {"run", "validate", "schema", "list", "--help", "--version"}},
      {{"run"}, {"scenario", "--out", "--set", "--seed", "--unit", "--check", "--help", "tokens/s"}},
      {{"validate"}, {"scenario", "--set", "--help"}},
      {{"schema"}, {"--help"}},
      {{"list"}, {"section", "--help"}},
  };
  for (const Case& one : cases) {
    Words arguments = one.command;
    arguments.emplace_back("--help");
    const Ending ending = run_program(arguments);
    INFO(ending.out);
    CHECK(ending.exit == 0);
    CHECK(ending.err.empty());
    check_holds(ending.out, one.options);
    check_holds(ending.out, {"Exit codes: 0 ok, 1 a check failed, 2 bad input or usage, 3 disk, 75 interrupted."});
  }
}

TEST_CASE("no option is missing from the help that this list of them forgets") {
  for (const Words& command : {Words{"run"}, Words{"validate"}, Words{"schema"}, Words{"list"}}) {
    const Ending ending = run_program({command[0], "--help"});
    std::size_t n_options = 0;
    for (std::size_t at = ending.out.find("\n  -"); at != std::string::npos; at = ending.out.find("\n  -", at + 1)) {
      ++n_options;
    }
    INFO(ending.out);
    CHECK(n_options == (command[0] == "run" ? 10u : command[0] == "validate" ? 2u : 1u));
  }
}

TEST_CASE("the version is one line") {
  const Ending ending = run_program({"--version"});
  CHECK(ending.exit == 0);
  CHECK(ending.out == "aibelt " + std::string(base::version()) + "\n");
  CHECK(ending.err.empty());
}

TEST_CASE("the list holds every section and kind") {
  const Ending ending = run_program({"list"});
  CHECK(ending.exit == 0);
  CHECK(ending.err.empty());
  for (const scenario::Section& section : engine::catalogue()) {
    for (const auto& kind : section.kinds) {
      check_holds(ending.out, {section.name, kind.info.name, kind.info.doc});
    }
  }
}

TEST_CASE("the list of a section holds every field of its kinds") {
  for (const scenario::Section& section : engine::catalogue()) {
    const Ending ending = run_program({"list", section.name});
    CHECK(ending.exit == 0);
    CHECK(ending.err.empty());
    Words names;
    for (const auto& kind : section.kinds) {
      names.push_back("kind " + kind.info.name);
      collect(kind.info.fields, names);
    }
    CHECK(!names.empty());
    check_holds(ending.out, names);
  }
}

TEST_CASE("wrong usage is refused with what is wrong and where help is") {
  struct Case {
    Words arguments;
    std::string message;
  };
  const std::vector<Case> cases = {
      {{}, "A subcommand is required\n"},
      {{"run"}, "scenario is required\n"},
      {{"run", "a.json", "b.json"}, "The following argument was not expected: b.json\n"},
      {{"run", "a.json", "--sed", "1"}, "The following arguments were not expected: 1 --sed\n"},
      {{"run", "a.json", "--seed", "-1"}, "--seed: \"-1\" is no whole number from 0 to 9000000000000000\n"},
      {{"run", "a.json", "--seed", "1.5"}, "--seed: \"1.5\" is no whole number from 0 to 9000000000000000\n"},
      {{"run", "a.json", "--seed", "9000000000000001"},
       "--seed: \"9000000000000001\" is no whole number from 0 to 9000000000000000\n"},
      {{"run", "a.json", "--out", ""}, "--out: names no folder\n"},
      {{"run", "a.json", "--unit", "kg"}, "--unit: kg not in {wafers,stacks,GB,packages,MW,tokens/s}\n"},
      {{"validate"}, "scenario is required\n"},
  };
  for (const Case& one : cases) {
    const Ending ending = run_program(one.arguments);
    CHECK(ending.exit == 2);
    CHECK(ending.out.empty());
    CHECK(ending.err == one.message + "Run with --help for more information.\n");
  }
}

TEST_CASE("a section that is not there is refused") {
  const Ending ending = run_program({"list", "fab"});
  CHECK(ending.exit == 2);
  CHECK(ending.out.empty());
  CHECK(ending.err == "there is no section \"fab\"; did you mean \"fabs\"? aibelt list shows them all\n");
}
