// The points of a sweep take no memory: what is allocated does not grow with how many there are.

#include <sys/resource.h>

#include "tests/support/catch.hpp"
#include "tests/sweep_design/probe.hpp"

using namespace aibelt;

namespace {

long peak_kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/// Goes through every run and sums up what it says, so that nothing of it is left out.
std::size_t length_of_all(const sweep::Sweep& sweep) {
  std::size_t length = 0;
  for (std::uint64_t i = 0; i < sweep.n_runs(); ++i) {
    for (const std::string& override : sweep.run(i).overrides) {
      length += override.size();
    }
  }
  return length;
}

}  // namespace

TEST_CASE("a hundred thousand points take no more memory than one") {
#if defined(__SANITIZE_ADDRESS__)
  AIBELT_SKIP("the address sanitizer keeps what is freed");
#endif
  for (const std::string kind : {"latin_hypercube", "monte_carlo", "sobol"}) {
    INFO(kind);
    const auto result = test::read(R"("from_facts": "all", "design": {"kind": ")" + kind + R"(", "points": 100000})");
    REQUIRE(result.sweep);
    CHECK(result.sweep->run(99'999).number == 99'999);
    const long before = peak_kilobytes();
    CHECK(length_of_all(*result.sweep) > 100'000);
    CHECK(peak_kilobytes() - before < 1024);
  }
}
