#include "src/supply/trade/order_book.hpp"

#include <algorithm>
#include <tuple>

#include "aibelt/base/random.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using entity::EntityId;
using supply::OrderBook;

namespace {

base::SimTime day(int days) { return base::SimTime{} + days * base::kDay; }

constexpr EntityId kAnna{1};
constexpr EntityId kBert{2};

using Due = std::map<EntityId, std::int64_t>;

}  // namespace

TEST_CASE("What must have left by now is due, by customer") {
  OrderBook book;
  book.add(kAnna, 5, day(10));
  book.add(kBert, 7, day(3));
  book.add(kAnna, 2, day(3));
  CHECK(book.open() == 14);
  CHECK(book.due(day(2)).empty());
  CHECK(book.due(day(3)) == Due{{kAnna, 2}, {kBert, 7}});
  CHECK(book.overdue() == 9);
  CHECK(book.due(day(10)) == Due{{kAnna, 7}, {kBert, 7}});
  CHECK(book.overdue() == 14);
}

TEST_CASE("Lines stand in the order in which they must leave, those of one date as they came") {
  OrderBook book;
  book.add(kAnna, 1, day(5));
  book.add(kAnna, 2, day(4));
  book.add(kBert, 3, day(5));
  book.add(kBert, 4, day(1));
  std::vector<std::int64_t> quantities;
  for (const supply::Line& line : book.lines()) {
    quantities.push_back(line.open);
  }
  CHECK(quantities == std::vector<std::int64_t>{4, 2, 1, 3});
}

TEST_CASE("Filling takes from the customer's earliest lines and from nobody else's") {
  OrderBook book;
  book.add(kBert, 4, day(1));
  book.add(kAnna, 5, day(1));
  book.add(kAnna, 5, day(2));
  book.due(day(2));
  book.fill(kAnna, 7);
  CHECK(book.due(day(2)) == Due{{kAnna, 3}, {kBert, 4}});
  CHECK(book.open() == 7);
  CHECK(book.overdue() == 7);
  std::vector<std::int64_t> open;
  for (const supply::Line& line : book.lines()) {
    open.push_back(line.open);
  }
  CHECK(open == std::vector<std::int64_t>{4, 0, 3});
  book.fill(kBert, 4);
  CHECK(book.lines().size() == 1);
}

TEST_CASE("An order that is late already when it comes is due at once") {
  OrderBook book;
  book.add(kAnna, 5, day(9));
  book.due(day(9));
  book.add(kBert, 2, day(1));
  CHECK(book.due(day(9)) == Due{{kAnna, 5}, {kBert, 2}});
}

TEST_CASE("A book agrees with a plain list of lines on 5,000 random orders and shipments") {
  struct Plain {
    base::SimTime leaves;
    EntityId customer;
    std::int64_t open;
  };
  base::Stream random(4, "book");
  OrderBook book;
  std::vector<Plain> lines;
  for (int now = 0; now < 5000; ++now) {
    const EntityId customer{static_cast<std::int32_t>(random.below(4))};
    const auto quantity = static_cast<std::int64_t>(1 + random.below(20));
    const base::SimTime leaves = day(now - 20 + static_cast<int>(random.below(60)));
    book.add(customer, quantity, leaves);
    lines.push_back({leaves, customer, quantity});
    Due due;
    std::int64_t overdue = 0;
    std::int64_t open = 0;
    for (const Plain& line : lines) {
      open += line.open;
      if (line.leaves <= day(now)) {
        due[line.customer] += line.open;
        overdue += line.open;
      }
    }
    const auto& found = book.due(day(now));
    for (const auto& [who, much] : due) {
      REQUIRE(found.at(who) == much);
    }
    REQUIRE(book.overdue() == overdue);
    REQUIRE(book.open() == open);
    if (!due.empty()) {
      const auto pick = std::next(due.begin(), static_cast<std::ptrdiff_t>(random.below(due.size())));
      std::int64_t filled = std::min<std::int64_t>(pick->second, static_cast<std::int64_t>(random.below(40)));
      book.fill(pick->first, filled);
      for (Plain& line : lines) {
        if (line.customer == pick->first && line.leaves <= day(now)) {
          const std::int64_t part = std::min(filled, line.open);
          line.open -= part;
          filled -= part;
        }
      }
    }
  }
}

TEST_CASE("What a customer gets fills its firm lines first, then those of a letter, spot and the rest") {
  OrderBook book;
  book.add(kAnna, 5, day(1));
  book.add(kAnna, 4, day(2), supply::Terms::spot);
  book.add(kAnna, 3, day(3), supply::Terms::letter_of_intent);
  book.add(kAnna, 2, day(4), supply::Terms::firm);
  book.due(day(4));
  CHECK(book.firm_due(kAnna) == 2);
  CHECK(book.firm_due(kBert) == 0);
  const auto open_after = [&](std::int64_t quantity) {
    book.fill(kAnna, quantity);
    std::vector<std::int64_t> open;
    for (const supply::Line& line : book.lines()) {
      open.push_back(line.open);
    }
    return open;
  };
  CHECK(open_after(1) == std::vector<std::int64_t>{5, 4, 3, 1});
  CHECK(open_after(3) == std::vector<std::int64_t>{5, 4, 1, 0});
  CHECK(book.firm_due(kAnna) == 0);
  CHECK(open_after(4) == std::vector<std::int64_t>{5, 1, 0, 0});
  CHECK(open_after(6).empty());
}

TEST_CASE("Lines newly due say what is left open of them, until the next day") {
  OrderBook book;
  book.add(kAnna, 5, day(1));
  book.add(kBert, 4, day(2));
  book.add(kAnna, 6, day(2));
  book.due(day(1));
  REQUIRE(book.newly_due().size() == 1);
  book.fill(kAnna, 2);
  CHECK(book.newly_due()[0].open == 3);
  book.due(day(2));
  REQUIRE(book.newly_due().size() == 2);
  book.fill(kAnna, 5);  // 3 of the late line, 2 of the one due today
  CHECK(book.newly_due()[0].open == 4);
  CHECK(book.newly_due()[1].open == 4);
  CHECK(book.newly_due()[1].quantity == 6);
  book.fill(kBert, 4);
  CHECK(book.newly_due()[0].open == 0);
  book.due(day(3));
  CHECK(book.newly_due().empty());
}

TEST_CASE("Cancelling takes from the lines that must leave last, and no more than is open") {
  OrderBook book;
  book.add(kAnna, 5, day(1), supply::Terms::firm);
  book.add(kAnna, 6, day(5));
  book.add(kBert, 7, day(9));
  book.due(day(1));
  CHECK(book.cancel(kAnna, 8) == 8);
  CHECK(book.open() == 10);
  CHECK(book.overdue() == 3);
  CHECK(book.firm_due(kAnna) == 3);
  CHECK(book.firm_open(day(9)) == 3);
  CHECK(book.newly_due()[0].quantity == 3);
  CHECK(book.cancel(kAnna, 100) == 3);
  CHECK(book.cancel(kAnna, 1) == 0);
  CHECK(book.open() == 7);
  CHECK(book.due(day(9)).at(kBert) == 7);
  CHECK(book.due(day(9)).at(kAnna) == 0);
}

TEST_CASE("A line that comes after its date is late from the day it came") {
  OrderBook book;
  book.add(kAnna, 5, day(1), supply::Terms::none, day(4));
  book.add(kAnna, 5, day(6), supply::Terms::none, day(4));
  CHECK(book.lines()[0].date() == day(4));
  CHECK(book.lines()[1].date() == day(6));
}
