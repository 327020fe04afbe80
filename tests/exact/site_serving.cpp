/// What two sites serve, counted by hand. Shares of a site are granted in whole millionths, so figures hold to a few of these.

#include "tests/engine/running.hpp"
#include "tests/exact/site_scenario.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using exact::two_sites;

namespace {

constexpr double kDay = 86400;
constexpr double kMillionths = 4e-6;

void check_served(const test::Run& run, const char* service, double demand, double served, double capacity) {
  struct Month {
    const char* name;
    double days;
  };
  for (const Month month : {Month{"2026-01", 31}, Month{"2026-02", 28}, Month{"2026-03", 31}}) {
    INFO(service << " in " << month.name);
    const auto value = [&](const char* measure) {
      return run.at(month.name, {.stage = "service", .measure = measure, .item = service}) / (month.days * kDay);
    };
    CHECK(value("demand") == Approx(demand).epsilon(1e-9));
    CHECK(value("capacity") == Approx(capacity).epsilon(1e-9));
    CHECK(value("served") == Approx(served).epsilon(kMillionths));
    CHECK(value("unmet") == Approx(demand - served).epsilon(kMillionths).margin(kMillionths * demand));
  }
}

double utilisation(const test::Run& run, const char* site) {
  return run.at("2026-02", {.stage = "service", .measure = "utilisation", .item = site});
}

}  // namespace

// Site a serves 2 racks x 10 x 100 = 2000 tokens/s, site b 1000. Chat comes first: 1000 at a and 500 at b. Search gets the rest of
// both, 1000 and 500, of the 2400 it wants.
TEST_CASE("The service that ranks first is served in full, the second gets what is left of both sites") {
  const test::Run run = test::run_of(two_sites(2, 1, R"(
      "chat": { "demand": "1500 tokens/s", "priority": 1 }, "search": { "demand": "2400 tokens/s", "priority": 2 })"));
  check_served(run, "chat", 1500, 1500, 3000);
  check_served(run, "search", 2400, 1500, 3000);
  CHECK(utilisation(run, "a") == Approx(1));
  CHECK(utilisation(run, "b") == Approx(1));
}

// Of one rank they share: at a chat asks for 1000 and search for 2000 of 2000 tokens/s and get 2/3 of it, 667 and 1333; at b the 833 and
// 1667 they still want share 1000 alike, 333 and 667.
TEST_CASE("Services of one rank get the same fraction of what they want") {
  const test::Run run = test::run_of(two_sites(2, 1, R"(
      "chat": { "demand": "1500 tokens/s" }, "search": { "demand": "3000 tokens/s" })"));
  check_served(run, "chat", 1500, 1000, 3000);
  check_served(run, "search", 3000, 2000, 3000);
}

// Local may run at b only and wants all of it; chat ranks behind, finds a's 2000 and nothing at b: 200 of its 2200 are unmet.
TEST_CASE("A service bound to one site leaves the others to those who may move") {
  const test::Run run = test::run_of(two_sites(2, 1, R"(
      "chat": { "demand": "2200 tokens/s", "priority": 2 },
      "local": { "demand": "1000 tokens/s", "priority": 1, "sites": ["b"] })"));
  check_served(run, "local", 1000, 1000, 1000);
  check_served(run, "chat", 2200, 2000, 3000);
}

// A package does 2 EFLOP/s x 0.5, a site of 20 packages 20 EFLOP/s. Training takes 5 of a's 20 and 5 of b's 20, a
// quarter of each; tokens get three quarters of 2 x 2000.
TEST_CASE("Training and inference share accelerators by the time each takes") {
  const test::Run run = test::run_of(two_sites(2, 2, R"(
      "model": { "kind": "training", "demand": "10 EFLOP/s", "priority": 1 }, "chat": { "demand": "5000 tokens/s", "priority": 2 })"));
  check_served(run, "model", 10, 10, 40);
  check_served(run, "chat", 5000, 3000, 4000);
}

// 300 of 3000 tokens/s: each site works a tenth of the time.
TEST_CASE("Demand below capacity is spread over the sites by what they could serve") {
  const test::Run run = test::run_of(two_sites(2, 1, R"("chat": { "demand": "300 tokens/s" })"));
  check_served(run, "chat", 300, 300, 3000);
  CHECK(utilisation(run, "a") == Approx(0.1).epsilon(1e-4));
  CHECK(utilisation(run, "b") == Approx(0.1).epsilon(1e-4));
}
