/// Makespans of the job shops of Fisher and Thompson (1963) under two dispatching rules.

#include "tests/exact/job_shop.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared_data.hpp"

using namespace aibelt::exact;

TEST_CASE("two jobs on two machines: makespans by hand") {
  // job 0: machine 0 for 3, machine 1 for 2; job 1: machine 0 for 1, machine 1 for 4
  const JobShop shop{2, {{{0, 3}, {1, 2}}, {{0, 1}, {1, 4}}}};
  CHECK(makespan(shop, is_shorter) == 7);  // machine 0: job 1 to 1, job 0 to 4; machine 1: job 1 to 5, job 0 to 7
  CHECK(makespan(shop, is_earlier) == 9);  // machine 0: job 0 to 3, job 1 to 4; machine 1: job 0 to 5, job 1 to 9
}

TEST_CASE(
    "ft06, ft10 and ft20 have the printed makespans under shortest processing time and first come, first served") {
  struct Instance {
    const char* file;
    std::int64_t shortest_first;
    std::int64_t first_come;
  };
  for (const Instance& instance :
       {Instance{"js06x06.txt", 88, 65}, Instance{"js10x10.txt", 1074, 1184}, Instance{"js20x05.txt", 1267, 1645}}) {
    const auto file = aibelt::test::shared_data(std::filesystem::path("data/job_shops") / instance.file);
    if (!file) {
      AIBELT_SKIP("no data/job_shops in AIBELT_DATA_DIR");
    }
    INFO(instance.file);
    const JobShop shop = read_job_shop(*file);
    CHECK(makespan(shop, is_shorter) == instance.shortest_first);
    CHECK(makespan(shop, is_earlier) == instance.first_come);
  }
}
