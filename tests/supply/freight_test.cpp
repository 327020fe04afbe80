#include "src/supply/trade/freight.hpp"

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "tests/entity/desk.hpp"
#include "tests/product/kind_of.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::day;

namespace {

std::shared_ptr<const scenario::SpanDistribution> fixed(const std::string& span) {
  return test::kind_of<scenario::SpanDistribution>(R"({"kind": "fixed", "value": ")" + span + "\"}");
}

scenario::Ramp<entity::kPerTime> a_day(double units) {
  return scenario::Ramp<entity::kPerTime>(base::Quantity<entity::kPerTime>::from_base_units(units / 86400));
}

entity::LaneTerms lane(const std::string& name, int days, double cost = 0) {
  entity::LaneTerms terms;
  terms.name = name;
  terms.mode = name;
  terms.lead_time = days * base::kDay;
  terms.cost = cost;
  return terms;
}

/// A sender of stacks with one customer at the end of the lanes.
class Sender {
 public:
  explicit Sender(std::vector<entity::LaneTerms> lanes) {
    entity::Partner partner{kBuyer, "buyer", lanes[0].planned_time(), nullptr};
    partner.lanes = std::move(lanes);
    freight.emplace(entity::Setting{scenario_, "maker", {1}, items_, {}, {{kBuyer, partner}}, {}, series_}, ledger_);
  }

  void send(std::int64_t quantity, std::int64_t late = 0, entity::ItemId item = kStacks) {
    freight->send(kBuyer, item, quantity, desk, late);
  }

  /// What left since the last call, as `3 of 0 +5 d` for three of item 0 that take five days.
  std::vector<std::string> departures() {
    std::vector<std::string> texts;
    for (const auto& sent : desk.sent) {
      const auto& goods = std::get<entity::Shipment>(sent.content);
      texts.push_back(
          fmt::format("{} of {} +{} d", goods.quantity, goods.item.index, (sent.arrives - desk.now()) / base::kDay));
    }
    desk.sent.clear();
    return texts;
  }

  std::vector<std::string> pass_a_day() {
    desk.set(desk.now() + base::kDay);
    freight->pass_a_day(desk);
    return departures();
  }

  static constexpr entity::EntityId kBuyer{5};
  static constexpr entity::ItemId kStacks{0};
  static constexpr entity::ItemId kOthers{1};
  test::Desk desk{day("2026-01-01")};
  std::optional<supply::Freight> freight;

 private:
  scenario::Scenario scenario_;
  entity::Items items_{{{entity::Good::stack, "hbm4"}, {entity::Good::stack, "hbm4e"}}};
  entity::SeriesBook series_;
  entity::Ledger ledger_{"maker", "maker", series_};
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("Goods on a plain lane leave at once and take its lead time") {
  Sender sender({lane("road", 3)});
  sender.send(7);
  CHECK(sender.departures() == Texts{"7 of 0 +3 d"});
  CHECK(sender.pass_a_day().empty());
}

TEST_CASE("A delay and an inspection come on top of the lead time, and plans count them in the mean") {
  entity::LaneTerms terms = lane("sea", 30);
  terms.delay = fixed("4 days");
  terms.inspection = fixed("10 days");
  terms.inspected = 1;
  CHECK(terms.planned_time() == 44 * base::kDay);
  Sender held({terms});
  held.send(1);
  CHECK(held.departures() == Texts{"1 of 0 +44 d"});
  terms.inspected = 0.25;
  CHECK(terms.planned_time() == 36 * base::kDay + base::kDay / 2);
  Sender sender({terms});
  int n_held = 0;
  for (int i = 0; i < 4000; ++i) {
    sender.send(1);
    const Texts left = sender.departures();
    n_held += left == Texts{"1 of 0 +44 d"} ? 1 : 0;
    REQUIRE((left == Texts{"1 of 0 +44 d"} || left == Texts{"1 of 0 +34 d"}));
  }
  CHECK(std::abs(n_held - 1000) < 3 * 28);  // binomial: sqrt(4000 x 0.25 x 0.75) = 27.4
}

TEST_CASE("A lane of limited capacity takes goods first in, first out, parts of a unit carried over") {
  entity::LaneTerms terms = lane("air", 2);
  terms.capacity = a_day(2.5);
  Sender sender({terms});
  sender.send(4);
  sender.send(3, 0, Sender::kOthers);
  CHECK(sender.departures().empty());
  CHECK(sender.pass_a_day() == Texts{"2 of 0 +2 d"});
  CHECK(sender.pass_a_day() == Texts{"2 of 0 +2 d", "1 of 1 +2 d"});
  CHECK(sender.pass_a_day() == Texts{"2 of 1 +2 d"});
  CHECK(sender.pass_a_day().empty());
  sender.send(9);
  CHECK(sender.pass_a_day() == Texts{"3 of 0 +2 d"});  // an idle day leaves no more than part of a unit
}

TEST_CASE("Late goods go by the quickest lane and others by the cheapest") {
  Sender sender({lane("air", 2, 9), lane("sea", 30, 1)});
  REQUIRE(sender.freight->has_choice(Sender::kBuyer));
  sender.send(10, 4);
  CHECK(sender.departures() == Texts{"4 of 0 +2 d", "6 of 0 +30 d"});
}

TEST_CASE("The quickest lane is the one on which the goods arrive first, the wait for room counted") {
  entity::LaneTerms air = lane("air", 2, 9);
  air.capacity = a_day(1);
  Sender sender({air, lane("sea", 30, 1)});
  sender.send(29, 29);  // fills the air freight for 29 days
  sender.send(5, 5);
  CHECK(sender.departures() == Texts{"5 of 0 +30 d"});
}

TEST_CASE("Goods arrive no earlier than they are qualified") {
  entity::LaneTerms terms = lane("road", 3);
  terms.qualified = {{"hbm4", day("2026-02-01")}};
  Sender sender({terms});
  CHECK_FALSE(sender.freight->is_open(Sender::kBuyer, Sender::kStacks, day("2026-01-28")));
  CHECK(sender.freight->permitted(Sender::kBuyer, Sender::kStacks, 5, day("2026-01-28")) == 0);
  CHECK(sender.freight->is_open(Sender::kBuyer, Sender::kStacks, day("2026-01-29")));
  CHECK(sender.freight->permitted(Sender::kBuyer, Sender::kStacks, 5, day("2026-01-29")) == 5);
  CHECK(sender.freight->is_open(Sender::kBuyer, Sender::kOthers, day("2026-01-01")));
  CHECK_THROWS_AS(sender.send(1), base::LogicError);
}

TEST_CASE("A qualification runs from the maker's first output") {
  entity::LaneTerms terms = lane("road", 3);
  terms.qualification = {{"hbm4", 90 * base::kDay}};
  Sender sender({terms});
  CHECK_FALSE(sender.freight->is_open(Sender::kBuyer, Sender::kStacks, day("2030-01-01")));
  sender.freight->note_output(Sender::kStacks, day("2026-03-01"));
  sender.freight->note_output(Sender::kStacks, day("2026-08-01"));
  CHECK_FALSE(sender.freight->is_open(Sender::kBuyer, Sender::kStacks, day("2026-05-29")));
  CHECK(sender.freight->is_open(Sender::kBuyer, Sender::kStacks, day("2026-05-30")));
}

TEST_CASE("The answer to a withdrawal carries no goods and comes no sooner than any could") {
  entity::LaneTerms quick = lane("air", 2);
  quick.delay = fixed("5 days");
  Sender sender({quick, lane("sea", 30)});
  sender.freight->answer(Sender::kBuyer, Sender::kStacks, 12, sender.desk);
  REQUIRE(sender.desk.sent.size() == 1);
  const auto& note = std::get<entity::Shipment>(sender.desk.sent[0].content);
  CHECK(note.quantity == 0);
  CHECK(note.withdrawn == 12);
  CHECK(sender.desk.sent[0].arrives == sender.desk.now() + 2 * base::kDay);
}
