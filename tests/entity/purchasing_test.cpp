#include "aibelt/entity/purchasing.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <string>

#include "aibelt/base/error.hpp"
#include "aibelt/base/random.hpp"
#include "tests/entity/desk.hpp"
#include "tests/product/kind_of.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::day;

namespace {

/// Delivers at a fixed rate, from a date on.
struct Maker : entity::ActorSpec {
  double rate = 1;
  base::SimTime from;
  std::int64_t preference = 1;
  std::optional<base::SimTime> qualified;
  base::Duration making_time{0};
  double price = 0;
  double freight = 0;
  std::shared_ptr<const entity::Sourcing> chosen = entity::default_sourcing();

  explicit Maker(double per_second, base::SimTime since = {}) : rate(per_second), from(since) {}
  std::string stage() const override { return "supplier"; }
  std::unique_ptr<entity::Entity> make(const entity::Setting&) const override { return nullptr; }
  std::shared_ptr<const entity::Sourcing> sourcing() const override { return chosen; }
  std::vector<entity::Item> produces(const scenario::Scenario&) const override { return {}; }
  std::vector<entity::Item> consumes(const scenario::Scenario&) const override { return {}; }
  double nominal_rate(const scenario::Scenario&, const entity::Item&, base::SimTime date) const override {
    return date >= from ? rate : 0;
  }
};

/// A buyer of stacks, with the makers it can order from.
class Buyer {
 public:
  explicit Buyer(std::vector<Maker> makers, const std::string& sourcing = "by_capacity")
      : makers_(std::move(makers)), received_(makers_.size(), 0) {
    own_.chosen = test::kind_of<entity::Sourcing>('"' + sourcing + '"');
    std::map<entity::ItemId, std::vector<entity::Partner>> sources;
    for (std::size_t i = 0; i < makers_.size(); ++i) {
      entity::Partner partner{{static_cast<std::int32_t>(i)}, "", base::kDay, &makers_[i]};
      partner.preference = makers_[i].preference;
      partner.making_time = makers_[i].making_time;
      partner.price = [this, i](base::SimTime) { return makers_[i].price; };
      if (makers_[i].freight > 0) {
        partner.lanes = {{.name = "lane", .cost = makers_[i].freight}};
      }
      if (makers_[i].qualified) {
        partner.lanes = {{.name = "lane", .qualified = {{"hbm4", *makers_[i].qualified}}}};
      }
      sources[kStacks].push_back(partner);
    }
    purchasing_.emplace(entity::Setting{scenario_, "buyer", {99}, items_, sources, {}, {}, series_, {}, &own_});
  }

  /// What each maker is asked for when `quantity` is ordered for `due`.
  std::vector<std::int64_t> order(std::int64_t quantity, base::SimTime due = day("2026-03-01")) {
    desk.sent.clear();
    purchasing_->order(kStacks, quantity, due, desk);
    std::vector<std::int64_t> parts(makers_.size(), 0);
    for (const auto& sent : desk.sent) {
      const auto& placed = std::get<entity::Order>(sent.content);
      CHECK(placed.due == due);
      CHECK(placed.item == kStacks);
      CHECK(sent.arrives == desk.now() + entity::kOrderDelay);
      CHECK(placed.quantity > 0);
      parts[static_cast<std::size_t>(sent.to.index)] += placed.quantity;
    }
    return parts;
  }

  entity::Purchasing& purchasing() { return *purchasing_; }

  static constexpr entity::ItemId kStacks{0};
  test::Desk desk{day("2026-01-01")};

 private:
  scenario::Scenario scenario_;
  entity::Items items_{{{entity::Good::stack, "hbm4"}, {entity::Good::rack, "nvl72"}}};
  entity::SeriesBook series_;
  Maker own_{0};
  std::vector<Maker> makers_;
  std::vector<std::int64_t> received_;
  std::optional<entity::Purchasing> purchasing_;
};

using Parts = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("The only maker gets the whole order, whatever it can deliver") {
  CHECK(Buyer({Maker(0)}).order(17) == Parts{17});
}

TEST_CASE("An order is split in whole units in proportion to what each maker can deliver when it is due") {
  CHECK(Buyer({Maker(1), Maker(3)}).order(100) == Parts{25, 75});
  CHECK(Buyer({Maker(2), Maker(2)}).order(10) == Parts{5, 5});
}

TEST_CASE("Remainders are carried over from order to order") {
  Buyer buyer({Maker(1), Maker(1), Maker(1)});
  Parts sum(3, 0);
  for (int i = 0; i < 3; ++i) {
    const Parts parts = buyer.order(1);
    CHECK(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == 1);
    std::transform(sum.begin(), sum.end(), parts.begin(), sum.begin(), std::plus<>());
  }
  CHECK(sum == Parts{1, 1, 1});
}

TEST_CASE("Makers who can deliver nothing yet get nothing, until all of them are such") {
  Buyer buyer({Maker(1), Maker(1, day("2027-01-01"))});
  CHECK(buyer.order(10, day("2026-12-31")) == Parts{10, 0});
  CHECK(buyer.order(10, day("2027-01-01")) == Parts{5, 5});
  Buyer early({Maker(1, day("2027-01-01")), Maker(5, day("2027-01-01"))});
  CHECK(early.order(10, day("2026-06-01")) == Parts{5, 5});
}

TEST_CASE("Over many orders the split stays within a unit or two of the proportion") {
  const std::vector<double> rates = {1, 2.5, 7, 0.01, 19.49};
  const double all = std::accumulate(rates.begin(), rates.end(), 0.0);
  Buyer buyer({Maker(rates[0]), Maker(rates[1]), Maker(rates[2]), Maker(rates[3]), Maker(rates[4])});
  base::Stream random(7, "orders");
  std::vector<double> got(rates.size(), 0);
  double ordered = 0;
  for (int i = 0; i < 3000; ++i) {
    const auto quantity = static_cast<std::int64_t>(1 + random.below(40));
    const Parts parts = buyer.order(quantity);
    REQUIRE(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == quantity);
    ordered += static_cast<double>(quantity);
    for (std::size_t m = 0; m < rates.size(); ++m) {
      REQUIRE(parts[m] >= 0);
      got[m] += static_cast<double>(parts[m]);
      REQUIRE(std::abs(got[m] - ordered * rates[m] / all) < 2);
    }
  }
}

namespace {

/// Lets `buyer` order 20 a day from two makers for 200 days, of whom the second delivers nothing.
void wait_for_the_second(Buyer& buyer) {
  for (int i = 0; i < 200; ++i) {
    buyer.desk.set(day("2026-01-01") + i * base::kDay);
    const Parts parts = buyer.order(20, buyer.desk.now());
    buyer.purchasing().note_arrival({0}, {Buyer::kStacks, parts[0]}, buyer.desk.now());
    if (i < 100) {
      REQUIRE(parts == Parts{10, 10});
    }
  }
}

constexpr base::Duration kUsual = std::chrono::days{2};  // one for the order, one under way

void check_split(const Parts& parts, const Parts& expected) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    CHECK(std::abs(parts[i] - expected[i]) <= 1);  // a remainder carried over
  }
}

}  // namespace

TEST_CASE("A maker that has long been late and delivers nothing is asked for a fiftieth of what it can") {
  Buyer buyer({Maker(1), Maker(1)});
  wait_for_the_second(buyer);
  check_split(buyer.order(51'000, buyer.desk.now()), {50'000, 1'000});
}

// The second delivers 4 a day of 10: after n days it is remembered at 4 (1 - (59/60)^n) a day. What was ordered up to two days ago,
// less what has come, is overdue, and at that rate takes `catching_up` days.
TEST_CASE(
    "A late maker is weighed by what it has lately delivered, the later the order is due the more by what it can") {
  Buyer buyer({Maker(10.0 / 86400), Maker(10.0 / 86400)});
  double lately = 0;
  double overdue = 0;
  for (int i = 0; i < 200; ++i) {
    buyer.desk.set(day("2026-01-01") + i * base::kDay);
    const Parts parts = buyer.order(20, buyer.desk.now());
    buyer.purchasing().note_arrival({0}, {Buyer::kStacks, parts[0]}, buyer.desk.now());
    buyer.purchasing().note_arrival({1}, {Buyer::kStacks, 4}, buyer.desk.now());
    lately = lately * 59 / 60 + 4.0 / 60;
    overdue += static_cast<double>(i < 197 ? parts[1] : 0) - 4;
  }
  const double catching_up = overdue / lately;
  REQUIRE(catching_up > 180);
  REQUIRE(catching_up < 730);
  const auto check_in = [&](double days, double second) {
    const auto part = std::llround(100'000 * second / (10 + second));
    const auto span = base::Duration{std::llround(days * 86'400e6)};
    check_split(buyer.order(100'000, buyer.desk.now() + kUsual + span), {100'000 - part, part});
  };
  check_in(0, lately);
  check_in(catching_up / 4, lately + (10 - lately) / 4);
  check_in(catching_up, 10);
  check_in(catching_up * 4, 10);
}

TEST_CASE("A maker that delivers nothing is thought to be back in two years") {
  Buyer buyer({Maker(1), Maker(1)});
  wait_for_the_second(buyer);
  check_split(buyer.order(30'000, buyer.desk.now() + kUsual + std::chrono::days{365}), {20'000, 10'000});
  check_split(buyer.order(30'000, buyer.desk.now() + kUsual + std::chrono::days{730}), {15'000, 15'000});
}

TEST_CASE("A maker that has delivered what it owed is weighed by what it can again") {
  Buyer buyer({Maker(1), Maker(1)});
  wait_for_the_second(buyer);
  buyer.purchasing().note_arrival({1}, {Buyer::kStacks, buyer.purchasing().on_order(Buyer::kStacks)}, buyer.desk.now());
  check_split(buyer.order(30'000, buyer.desk.now()), {15'000, 15'000});
}

// The second takes 100 days for what is made to order and delivers at that pace, all of it after its due date.
TEST_CASE("A maker is not late before its usual time has passed, however early the due date") {
  Maker slow(1);
  slow.making_time = std::chrono::days{100};
  Buyer buyer({Maker(1), slow});
  std::vector<std::int64_t> ordered;
  for (int i = 0; i < 400; ++i) {
    buyer.desk.set(day("2026-01-01") + i * base::kDay);
    const Parts parts = buyer.order(20, day("2026-01-01"));
    REQUIRE(parts == Parts{10, 10});
    ordered.push_back(parts[1]);
    buyer.purchasing().note_arrival({0}, {Buyer::kStacks, parts[0]}, buyer.desk.now());
    if (i >= 110) {
      buyer.purchasing().note_arrival({1}, {Buyer::kStacks, ordered[static_cast<std::size_t>(i - 110)]},
                                      buyer.desk.now());
    }
  }
}

TEST_CASE("An order whose date has passed is split by what makers can deliver from now on") {
  Buyer buyer({Maker(1), Maker(3, day("2026-06-01"))});
  buyer.desk.set(day("2026-06-01"));
  CHECK(buyer.order(100, day("2026-03-01")) == Parts{25, 75});
}

TEST_CASE("What is ordered and has not arrived is on order") {
  Buyer buyer({Maker(1), Maker(3)});
  buyer.order(100);
  buyer.order(20);
  CHECK(buyer.purchasing().on_order(Buyer::kStacks) == 120);
  buyer.purchasing().note_arrival({1}, {Buyer::kStacks, 45}, buyer.desk.now());
  CHECK(buyer.purchasing().on_order(Buyer::kStacks) == 75);
  CHECK(buyer.purchasing().on_order({1}) == 0);
}

namespace {

constexpr double kAWeek = 1.0 / (7 * 86400);

}  // namespace

TEST_CASE("In turn, the preferred maker is filled to what it can deliver in the week, and the rest overflows") {
  Maker second(40 * kAWeek);
  second.preference = 2;
  Buyer buyer({second, Maker(100 * kAWeek)}, "in_turn");
  CHECK(buyer.order(60) == Parts{0, 60});
  CHECK(buyer.order(60) == Parts{20, 40});
  CHECK(buyer.order(20) == Parts{20, 0});
  CHECK(buyer.order(70) == Parts{20, 50});                     // both are full: in proportion to what they can deliver
  CHECK(buyer.order(60, day("2026-03-04")) == Parts{17, 43});  // a week goes from Thursday to Wednesday
  CHECK(buyer.order(60, day("2026-03-05")) == Parts{0, 60});
}

TEST_CASE("In turn, parts of a unit a week add up over the weeks") {
  Maker second(1);
  second.preference = 2;
  Buyer buyer({Maker(1.5 * kAWeek), second}, "in_turn");
  std::int64_t preferred = 0;
  for (int week = 0; week < 10; ++week) {
    preferred += buyer.order(2, day("2026-03-05") + week * base::kWeek)[0];
  }
  CHECK(preferred == 15);
}

TEST_CASE("The cheapest maker, freight included, is filled first, the preferred of equals") {
  Maker near(100 * kAWeek);
  Maker far(100 * kAWeek);
  Maker liked(100 * kAWeek);
  near.price = 10;
  far.price = 8;
  far.freight = 1;
  liked.price = 10;
  liked.preference = 0;
  Buyer buyer({near, far, liked}, "cheapest");
  CHECK(buyer.order(150) == Parts{0, 100, 50});
  CHECK(buyer.order(100) == Parts{50, 0, 50});
  far.price = 12;
  CHECK(Buyer({near, far, liked}, "cheapest").order(150) == Parts{50, 0, 100});
}

TEST_CASE("A single source is the preferred one, the earlier of equals") {
  Maker preferred(1);
  Maker other(100);
  other.preference = 2;
  CHECK(Buyer({other, preferred, preferred}, "single").order(50) == Parts{0, 50, 0});
}

TEST_CASE("A maker whose product the buyer does not take yet gets no order for before") {
  Maker late(1);
  late.qualified = day("2026-06-01");
  Buyer buyer({Maker(1), late});
  CHECK(buyer.order(10, day("2026-05-31")) == Parts{10, 0});
  CHECK(buyer.order(10, day("2026-06-01")) == Parts{5, 5});
  buyer.desk.set(day("2026-07-01"));
  CHECK(buyer.order(10, day("2026-05-31")) == Parts{5, 5});  // it is taken by now
}

TEST_CASE("Where no maker is qualified in time, the order is for when the first of them is") {
  Maker first(1);
  Maker second(9);
  first.qualified = day("2026-06-01");
  second.qualified = day("2026-07-01");
  Buyer buyer({first, second});
  buyer.purchasing().order(Buyer::kStacks, 10, day("2026-03-01"), buyer.desk);
  REQUIRE(buyer.desk.sent.size() == 1);
  CHECK(buyer.desk.sent[0].to.index == 0);
  CHECK(std::get<entity::Order>(buyer.desk.sent[0].content).due == day("2026-06-01"));
}

TEST_CASE("A withdrawal takes the latest orders back, and what comes all the same counts again once answered") {
  Buyer buyer({Maker(1)});
  buyer.order(30, day("2026-03-01"));
  buyer.order(20, day("2026-04-01"));
  buyer.desk.sent.clear();
  CHECK(buyer.purchasing().cancel(Buyer::kStacks, 35, buyer.desk) == 35);
  CHECK(buyer.purchasing().on_order(Buyer::kStacks) == 15);
  REQUIRE(buyer.desk.sent.size() == 2);
  CHECK(std::get<entity::Order>(buyer.desk.sent[0].content).quantity == -20);
  CHECK(std::get<entity::Order>(buyer.desk.sent[1].content).quantity == -15);
  buyer.purchasing().note_arrival({0}, {Buyer::kStacks, 0, 20}, buyer.desk.now());
  buyer.purchasing().note_arrival({0}, {Buyer::kStacks, 0, 5}, buyer.desk.now());  // ten had left
  CHECK(buyer.purchasing().on_order(Buyer::kStacks) == 25);
  CHECK(buyer.purchasing().cancel(Buyer::kStacks, 100, buyer.desk) == 15);
  CHECK_THROWS_AS(buyer.purchasing().note_arrival({7}, {Buyer::kStacks, 0, 5}, buyer.desk.now()), base::LogicError);
}

TEST_CASE("Every kind of sourcing gives each order whole, in any state of the books") {
  base::Stream random(11, "sourcing");
  for (const auto& kind : entity::Sourcing::kinds()) {
    const auto sourcing = test::kind_of<entity::Sourcing>('"' + kind.info.name + '"');
    for (int i = 0; i < 2000; ++i) {
      std::vector<entity::SourceView> sources(1 + random.below(5));
      for (entity::SourceView& source : sources) {
        source = {random.bernoulli(0.3) ? 0 : random.uniform(0, 1e-3), static_cast<std::int64_t>(random.below(3)),
                  static_cast<std::int64_t>(random.below(2000)), random.uniform(0, 9)};
      }
      const auto quantity = static_cast<std::int64_t>(random.below(5000));
      const double week = 604'800.0 * static_cast<double>(random.below(4000));
      const auto parts = sourcing->split({quantity, week, week + 604'800, sources});
      REQUIRE(parts.size() == sources.size());
      REQUIRE(*std::min_element(parts.begin(), parts.end()) >= 0);
      REQUIRE(std::accumulate(parts.begin(), parts.end(), 0.0) == Approx(static_cast<double>(quantity)));
    }
  }
}

TEST_CASE("Ordering what nobody delivers, or receiving what was never ordered, is a bug") {
  Buyer buyer({Maker(1)});
  CHECK_THROWS_AS(buyer.purchasing().order({1}, 5, day("2026-03-01"), buyer.desk), base::LogicError);
  CHECK_THROWS_AS(buyer.purchasing().note_arrival({0}, {{1}, 5}, buyer.desk.now()), base::LogicError);
  CHECK_THROWS_AS(buyer.purchasing().note_arrival({7}, {Buyer::kStacks, 5}, buyer.desk.now()), base::LogicError);
}
