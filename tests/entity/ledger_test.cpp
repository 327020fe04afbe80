#include "aibelt/entity/ledger.hpp"

#include "tests/entity/desk.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using entity::Ledger;
using test::day;

namespace {

/// A ledger of one total and one level, with its desk.
struct Books {
  entity::SeriesBook series;
  Ledger ledger{"fab", "M15X", series};
  Ledger::Account good = ledger.total("hbm4", "good", "wafers");
  Ledger::Account stock = ledger.level("hbm4", "stock", "wafers");
  test::Desk desk;

  explicit Books(std::string_view date) : desk(day(date)) { ledger.roll(desk); }

  void go_to(std::string_view date) {
    desk.set(day(date));
    ledger.roll(desk);
  }
  void end(std::string_view date) {
    desk.set(day(date));
    ledger.finish(desk);
  }

  /// `2026-01 good 5` and so on, as written.
  std::vector<std::string> rows() {
    const auto declared = series.take();
    std::vector<std::string> texts;
    for (const record::CurveRow& row : desk.curves) {
      const record::Series& of = declared[static_cast<std::size_t>(row.series.index)];
      texts.push_back(base::to_text(row.month) + " " + of.measure + " " + std::to_string(static_cast<long>(row.value)));
    }
    return texts;
  }
};

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("A total starts again each month and a level stays") {
  Books books("2026-01-10");
  books.ledger.add(books.good, 3);
  books.ledger.add(books.good, 2);
  books.ledger.set(books.stock, 7);
  books.go_to("2026-02-01");
  books.ledger.add(books.good, 1);
  books.end("2026-03-01");
  CHECK(books.rows() == Rows{"2026-01 good 5", "2026-01 stock 7", "2026-02 good 1", "2026-02 stock 7"});
}

TEST_CASE("Months in which nothing happened are closed on the way, open accounts with a row of zero") {
  Books books("2026-01-01");
  books.ledger.add(books.good, 4);
  books.go_to("2026-04-15");
  books.end("2026-04-16");
  CHECK(books.rows() == Rows{"2026-01 good 4", "2026-02 good 0", "2026-03 good 0", "2026-04 good 0"});
}

TEST_CASE("An account writes nothing before the month in which it first differs from zero") {
  Books books("2026-01-01");
  books.go_to("2026-02-01");
  books.ledger.set(books.stock, 1);
  books.go_to("2026-03-01");
  books.ledger.set(books.stock, 0);
  books.end("2026-04-01");
  CHECK(books.rows() == Rows{"2026-02 stock 1", "2026-03 stock 0"});
}

TEST_CASE("The last month is closed where the run ends, whole or in part, and only once") {
  Books whole("2026-01-01");
  whole.ledger.add(whole.good, 4);
  whole.end("2026-02-01");
  CHECK(whole.rows() == Rows{"2026-01 good 4"});
  Books part("2026-01-01");
  part.ledger.add(part.good, 4);
  part.end("2026-01-15");
  CHECK(part.rows() == Rows{"2026-01 good 4"});
}

TEST_CASE("A ledger says when a month is over, before it is rolled") {
  Books books("2026-01-01");
  CHECK(books.ledger.days_in_month() == 31);
  books.desk.set(day("2026-01-31"));
  CHECK_FALSE(books.ledger.is_month_over(books.desk));
  books.desk.set(day("2026-02-01"));
  CHECK(books.ledger.is_month_over(books.desk));
  books.ledger.roll(books.desk);
  CHECK_FALSE(books.ledger.is_month_over(books.desk));
  CHECK(books.ledger.days_in_month() == 28);
}

TEST_CASE("Values are written to the millionth, from a thousand million on to the unit") {
  Books books("2026-01-01");
  double tenths = 0;
  for (int i = 0; i < 10; ++i) {
    tenths += 0.1;
  }
  books.ledger.add(books.good, tenths);
  books.ledger.set(books.stock, 3e9 + 0.25);
  books.end("2026-02-01");
  REQUIRE(books.desk.curves.size() == 2);
  CHECK(books.desk.curves[0].value == 1);
  CHECK(books.desk.curves[1].value == 3e9);
}

TEST_CASE("Accounts are declared with the ledger's stage and place") {
  Books books("2026-01-01");
  const auto declared = books.series.take();
  REQUIRE(declared.size() == 2);
  CHECK(declared[0] == record::Series{"fab", "M15X", "hbm4", "good", "wafers"});
  CHECK(declared[1] == record::Series{"fab", "M15X", "hbm4", "stock", "wafers"});
}
