#include "aibelt/metrics/bullwhip.hpp"

#include "tests/metrics/rows.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::month;

namespace {

record::Series series(const char* measure, const char* item = "hbm", const char* unit = "stacks") {
  return {"warehouse", "hub", item, measure, unit};
}

}  // namespace

// Received 1 3 1 3 1 3: mean 2, variance 6/5. Placed 0 4 0 4 0 4: variance 24/5. A seventh month of 2 and 2 changes neither sum.
TEST_CASE("The bullwhip is the variance of monthly orders placed over that of orders received") {
  const auto curves = test::Rows()
                          .add(series("orders_received"), "2026-02", {1, 3, 1, 3, 1, 3, 2})
                          .add(series("orders_placed"), "2026-02", {0, 4, 0, 4, 0, 4, 2})
                          .add({"warehouse", "hub", "", "other", ""}, "2026-01", {1})
                          .curves();
  const auto found = metrics::bullwhip(curves);
  REQUIRE(found.size() == 1);
  CHECK(found[0].series == record::Series{"warehouse", "hub", "hbm", "bullwhip", "ratio"});
  REQUIRE(found[0].months.size() == 2);
  CHECK(found[0].months.at(month("2026-07")) == Approx(4));
  CHECK(found[0].months.at(month("2026-08")) == Approx(4));
  const metrics::Kpi largest = metrics::largest_bullwhip(curves);
  CHECK(largest.is_present);
  CHECK(largest.value() == Approx(4));
}

// What is asked for takes half as many as what is ordered, since half is scrap: the same swings over the mean do not amplify.
TEST_CASE("Where a place orders inputs, orders are compared over their means") {
  const auto curves = test::Rows()
                          .add(series("orders_implied"), "2026-01", {90, 8, 24, 8, 24, 8, 24})
                          .add(series("orders_placed"), "2026-01", {0, 16, 48, 16, 48, 16, 48})
                          .curves();
  CHECK(metrics::bullwhip(curves).at(0).months.at(month("2026-07")) == Approx(1));
}

TEST_CASE("Steady demand gives no ratio, and places that keep no such account no rows") {
  const auto steady = test::Rows()
                          .add(series("orders_received"), "2026-01", {2, 2, 2, 2, 2, 2, 2})
                          .add(series("orders_placed"), "2026-01", {4, 0, 4, 0, 4, 0, 4})
                          .curves();
  CHECK(metrics::bullwhip(steady).at(0).months.at(month("2026-07")) == 0);
  const auto alone = test::Rows().add(series("orders_placed"), "2026-01", {0, 4, 0, 4, 0, 4}).curves();
  CHECK(metrics::bullwhip(alone).empty());
  CHECK_FALSE(metrics::largest_bullwhip(alone).is_present);
}
