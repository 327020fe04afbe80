#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/architecture/code_text.hpp"
#include "tests/architecture/rules.hpp"
#include "tests/support/catch.hpp"

namespace fs = std::filesystem;
using aibelt::architecture::breaches_in;
using aibelt::architecture::without_comments_and_literals;
using Breaches = std::vector<std::string>;

namespace {

/// A made-up project in a temporary folder, sound until a test writes a breach into it.
class MadeUpProject {
 public:
  MadeUpProject() : root_(fs::temp_directory_path() / ("aibelt-architecture-" + std::to_string(::getpid()))) {
    fs::remove_all(root_);
    write("src/CMakeLists.txt",
          "aibelt_module(base 0 SOURCES base/a.cpp)\n"
          "aibelt_module(network 2 SOURCES network/b.cpp USES base LINKS Boost::headers)\n"
          "aibelt_module(metrics 2 SOURCES metrics/m.cpp USES base)\n"
          "aibelt_module(engine 5 SOURCES engine/c.cpp USES network LINKS SimGrid::SimGrid)\n"
          "aibelt_module(cli 6 SOURCES cli/d.cpp USES engine)\n");
    write("include/aibelt/base/a.hpp", "#pragma once\n#include <string>\n");
    write("include/aibelt/network/b.hpp", "#pragma once\n#include \"aibelt/base/a.hpp\"\n");
    write("src/base/a.cpp", "#include \"aibelt/base/a.hpp\"\n// exit(1) and std::random_device are refused\n");
    write("src/network/b.cpp", "#include \"aibelt/network/b.hpp\"\n#include <boost/graph/adjacency_list.hpp>\n");
    write("src/network/detail/flow.hpp", "#pragma once\n");
    write("src/network/flow.cpp", "#include \"detail/flow.hpp\"\n");
    write("src/metrics/m.cpp", "void exit_code(); void f() { plant.exit(); simgrid::s4u::this_actor::exit(); }\n");
    write("src/engine/c.cpp", "#include <simgrid/s4u.hpp>\n#include \"aibelt/base/a.hpp\"\n");
    write("src/cli/d.cpp", "int main() { std::exit(2); }\n");
    append("src/CMakeLists.txt", "# network/flow.cpp\nset(more network/flow.cpp)\n");
  }
  ~MadeUpProject() { fs::remove_all(root_); }
  MadeUpProject(const MadeUpProject&) = delete;
  MadeUpProject& operator=(const MadeUpProject&) = delete;

  void write(const fs::path& file, const std::string& text) { put(file, text, std::ios::trunc); }
  void append(const fs::path& file, const std::string& text) { put(file, text, std::ios::app); }
  Breaches breaches() const { return breaches_in(root_); }

 private:
  void put(const fs::path& file, const std::string& text, std::ios::openmode mode) {
    fs::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file, std::ios::out | mode) << text;
  }

  fs::path root_;
};

}  // namespace

TEST_CASE("the source tree keeps to the architecture") {
  const Breaches breaches = breaches_in(AIBELT_SOURCE_DIR);
  for (const std::string& breach : breaches) {
    UNSCOPED_INFO(breach);
  }
  CHECK(breaches.empty());
}

TEST_CASE("a sound made-up project has no breach") { CHECK(MadeUpProject().breaches() == Breaches{}); }

TEST_CASE("an upward include is a breach") {
  MadeUpProject project;
  project.append("include/aibelt/base/a.hpp", "#include \"aibelt/network/b.hpp\"\n");
  CHECK(project.breaches() ==
        Breaches{"include/aibelt/base/a.hpp:3: uses network, missing from the USES of base",
                 "include/aibelt/base/a.hpp:3: uses network, which is on no lower floor than base"});
}

TEST_CASE("an include of a module on the same floor is a breach") {
  MadeUpProject project;
  project.write("src/metrics/m.cpp", "#  include <aibelt/network/b.hpp>\n");
  CHECK(project.breaches() == Breaches{"src/metrics/m.cpp:1: uses network, missing from the USES of metrics",
                                       "src/metrics/m.cpp:1: uses network, which is on no lower floor than metrics"});
}

TEST_CASE("an include of a lower module that CMake does not name is a breach") {
  MadeUpProject project;
  project.write("src/engine/c.cpp", "#include \"aibelt/metrics/m.hpp\"\n");
  CHECK(project.breaches() == Breaches{"src/engine/c.cpp:1: uses metrics, missing from the USES of engine"});
}

TEST_CASE("a CMake link upward or to the same floor is a breach") {
  MadeUpProject project;
  project.append("src/CMakeLists.txt",
                 "aibelt_module(supply 4 SOURCES supply/s.cpp USES base\n  engine  # up\n)\n"
                 "aibelt_module(sweep 4 USES supply nowhere)\n");
  CHECK(project.breaches() ==
        Breaches{"src/CMakeLists.txt: module supply uses engine, which is on no lower floor than supply",
                 "src/CMakeLists.txt: module sweep uses supply, which is on no lower floor than sweep",
                 "src/CMakeLists.txt: module sweep uses undeclared module nowhere"});
}

TEST_CASE("SimGrid outside engine is a breach") {
  MadeUpProject project;
  project.write("src/metrics/m.cpp", "#include <simgrid/s4u.hpp>\n#include \"xbt/log.h\"\n");
  project.append("src/CMakeLists.txt", "aibelt_module(supply 4 SOURCES s LINKS SimGrid::SimGrid)\n");
  CHECK(project.breaches() ==
        Breaches{"src/CMakeLists.txt: module supply uses SimGrid::SimGrid, which belongs to engine",
                 "src/metrics/m.cpp:1: uses simgrid/s4u.hpp, which belongs to engine",
                 "src/metrics/m.cpp:2: includes xbt/log.h, no private header of metrics",
                 "src/metrics/m.cpp:2: uses xbt/log.h, which belongs to engine"});
}

TEST_CASE("Boost outside network is a breach") {
  MadeUpProject project;
  project.write("src/engine/c.cpp", "#include <boost/graph/adjacency_list.hpp>\n");
  CHECK(project.breaches() ==
        Breaches{"src/engine/c.cpp:1: uses boost/graph/adjacency_list.hpp, which belongs to network"});
}

TEST_CASE("Sobol's sequence belongs to sweep, the linear solver to plan") {
  MadeUpProject project;
  project.write("src/engine/c.cpp", "#include <boost/random/sobol.hpp>\n");
  project.append("src/CMakeLists.txt", "aibelt_module(supply 4 SOURCES s LINKS Coin::Clp)\n");
  CHECK(project.breaches() == Breaches{"src/CMakeLists.txt: module supply uses Coin::Clp, which belongs to plan",
                                       "src/engine/c.cpp:1: uses boost/random/sobol.hpp, which belongs to sweep"});
}

TEST_CASE("another module's private header is a breach") {
  MadeUpProject project;
  project.write("src/metrics/m.cpp", "#include \"../network/detail/flow.hpp\"\n#include \"detail/flow.hpp\"\n");
  CHECK(project.breaches() ==
        Breaches{"src/metrics/m.cpp:1: includes ../network/detail/flow.hpp, no private header of metrics",
                 "src/metrics/m.cpp:2: includes detail/flow.hpp, no private header of metrics"});
}

TEST_CASE("a private header in a public one is a breach") {
  MadeUpProject project;
  project.append("include/aibelt/network/b.hpp", "#include \"detail/flow.hpp\"\n");
  CHECK(project.breaches() ==
        Breaches{"include/aibelt/network/b.hpp:3: a public header includes the private header detail/flow.hpp"});
}

TEST_CASE("ending the process below cli is a breach") {
  MadeUpProject project;
  project.write("src/base/a.cpp",
                "void f() {\n  exit(1);\n  std::abort();\n  ::_Exit(3);\n  return std::quick_exit(1);\n}\n");
  CHECK(project.breaches() == Breaches{"src/base/a.cpp:2: ends the process below cli: exit",
                                       "src/base/a.cpp:3: ends the process below cli: abort",
                                       "src/base/a.cpp:4: ends the process below cli: _Exit",
                                       "src/base/a.cpp:5: ends the process below cli: quick_exit"});
}

TEST_CASE("standard distributions and random_device are breaches everywhere") {
  MadeUpProject project;
  project.append("src/cli/d.cpp", "std::normal_distribution<double> d;\nstd::random_device r;\n");
  CHECK(project.breaches() ==
        Breaches{"src/cli/d.cpp:2: differs between standard libraries or runs: std::normal_distribution",
                 "src/cli/d.cpp:3: differs between standard libraries or runs: std::random_device"});
}

TEST_CASE("a file that CMake does not name is a breach") {
  MadeUpProject project;
  project.write("src/base/lost.cpp", "");
  project.write("src/new_module/x.hpp", "");
  project.write("tests/CMakeLists.txt", "aibelt_test(base SOURCES base/a_test.cpp)  # base/b_test.cpp\n");
  project.write("tests/base/a_test.cpp", "");
  project.write("tests/base/b_test.cpp", "");
  CHECK(project.breaches() == Breaches{"src/base/lost.cpp:1: is missing from src/CMakeLists.txt",
                                       "src/new_module/x.hpp:1: belongs to no module src/CMakeLists.txt declares",
                                       "tests/base/b_test.cpp:1: is missing from tests/CMakeLists.txt"});
}

TEST_CASE("comments, strings and characters are no code, and lines stay where they are") {
  CHECK(without_comments_and_literals("a /* exit(\n */ b // abort(\nc") == "a         \n    b          \nc");
  CHECK(without_comments_and_literals(R"src(f("\"exit(", '"', 1'000) + R"x(")x")src") ==
        R"src(f(         ,    , 1'000) + R       )src");
}
