/// Goods are whole and none is lost, at every stage and in every month of random networks with yields.

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "aibelt/product/products.hpp"
#include "tests/engine/accounts.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::Account;
using test::accounts_of;
using test::for_networks;
using test::is_whole;

namespace {

const scenario::Json& fields_of(const scenario::Json& root, const Account& account) {
  for (const auto& section : root) {
    if (section.is_object() && section.contains(account.of.place)) {
      return section[account.of.place];
    }
  }
  throw std::logic_error("no entry " + account.of.place);
}

/// What the days before the run have left in process: whole days of cycle time at the opening rate, in units of work.
double opening_in_process(const scenario::Json& root, const Account& account) {
  const scenario::Json& plant = fields_of(root, account);
  const scenario::Json& product = plant["products"][account.of.item];
  const double a_day = product.contains("opening_rate") ? std::stod(product["opening_rate"].get<std::string>()) : 0;
  const double units =
      account.of.stage == "packaging" ? root["accelerators"][account.of.item]["packages_per_wafer"].get<double>() : 1;
  return a_day * units * std::stod(plant["cycle_time"].get<std::string>());
}

double opening_stock(const scenario::Json& root, const Account& account) {
  const scenario::Json& product = fields_of(root, account)["products"][account.of.item];
  return product.value("opening_stock", 0.0);
}

double outcomes_per_unit(const scenario::Scenario& scenario, const Account& account) {
  return account.of.stage == "wafer_finishing"
             ? static_cast<double>(product::memory_of(scenario, account.of.item).gross_dies().number())
             : 1;
}

/// What waits for room on lanes at a month's end, summed over who it goes to.
double queued_on_lanes(const test::Run& run, const std::string& key, base::Month month) {
  double sum = 0;
  for (const metrics::Curve* curve : run.curves().find({})) {
    const record::Series& series = curve->series;
    if (series.measure.starts_with("queued_for_") && series.item + " " + series.unit == key) {
      sum += Account{run, series}.at(month, series.measure, series.unit);
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("Opening in process + started = finished + in process, and good + scrap = finished x outcomes") {
  for_networks([](const test::SpiedRun& spied, const scenario::Scenario& scenario, const scenario::Json& root) {
    const test::Run& run = spied.run;
    const auto makers = accounts_of(run, "good");
    REQUIRE(makers.size() >= 8);
    for (const Account& maker : makers) {
      INFO(maker.of.place << " " << maker.of.item);
      double in_process = opening_in_process(root, maker);
      for (const base::Month month : run.curves().months()) {
        const double finished =
            (maker.goods_at(month, "good") + maker.goods_at(month, "scrap")) / outcomes_per_unit(scenario, maker);
        REQUIRE(is_whole(finished));
        in_process += maker.at(month, "started") - finished;
        REQUIRE(in_process == maker.at(month, "in_process"));
        REQUIRE(in_process >= 0);
      }
    }
  });
}

TEST_CASE("Opening stock + good = shipped + stock") {
  for_networks([](const test::SpiedRun& spied, const scenario::Scenario&, const scenario::Json& root) {
    const test::Run& run = spied.run;
    for (const Account& maker : accounts_of(run, "good")) {
      INFO(maker.of.place << " " << maker.of.item);
      double stock = opening_stock(root, maker);
      for (const base::Month month : run.curves().months()) {
        stock += maker.goods_at(month, "good") - maker.goods_at(month, "shipped");
        REQUIRE(stock == maker.goods_at(month, "stock"));
        REQUIRE(stock >= 0);
        REQUIRE(is_whole(stock));
      }
    }
  });
}

TEST_CASE("Received = used + input stock, and used = started x what each takes in") {
  for_networks([](const test::SpiedRun& spied, const scenario::Scenario& scenario, const scenario::Json&) {
    const test::Run& run = spied.run;
    for (const Account& input : accounts_of(run, "used")) {
      INFO(input.of.place << " uses " << input.of.item << " " << input.of.unit);
      double stock = 0;
      for (const base::Month month : run.curves().months()) {
        stock += input.goods_at(month, "received") - input.goods_at(month, "used");
        REQUIRE(stock == input.goods_at(month, "input_stock"));
        REQUIRE(stock >= 0);
        double taken = 0;
        for (const metrics::Curve* work : run.curves().find({.measure = "started", .place = input.of.place})) {
          const std::string& product = work->series.item;
          const double started =
              run.curves().sum_at({.measure = "started", .item = product, .place = input.of.place}, month);
          if (input.of.stage == "wafer_finishing" && product == input.of.item) {
            taken += started;
          } else if (input.of.stage == "stacking" && product == input.of.item) {
            taken += started *
                     (input.of.unit == "dies" ? static_cast<double>(product::memory_of(scenario, product).layers) : 1);
          } else if (input.of.stage == "packaging" &&
                     product::accelerator_of(scenario, product).memory == input.of.item) {
            taken += started * static_cast<double>(product::accelerator_of(scenario, product).stacks);
          } else if (input.of.stage == "assembly" && product::rack_of(scenario, product).accelerator == input.of.item) {
            taken += started * static_cast<double>(product::rack_of(scenario, product).accelerators);
          }
        }
        REQUIRE(taken == input.goods_at(month, "used"));
      }
    }
  });
}

// A fab's filler product leaves the model as it is made; the next test looks at the others.
TEST_CASE("Shipped upstream = received downstream + in transit") {
  for_networks([](const test::SpiedRun& spied, const scenario::Scenario& scenario, const scenario::Json&) {
    std::map<std::pair<base::Month, std::string>, double> sent, arrived;
    for (const test::Posted& post : spied.posts) {
      if (const auto* goods = std::get_if<entity::Shipment>(&post.content)) {
        const entity::Item& item = (*spied.items)[goods->item];
        const std::string key = item.product + " " + std::string(entity::unit_of(item.good));
        sent[{base::month_of(post.sent), key}] += static_cast<double>(goods->quantity);
        REQUIRE(goods->quantity > 0);
        REQUIRE(post.arrives > post.sent);
        if (post.arrives < scenario.to) {
          arrived[{base::month_of(post.arrives), key}] += static_cast<double>(goods->quantity);
        }
      }
    }
    std::map<std::string, double> queued;
    for (const base::Month month : spied.run.curves().months()) {
      std::map<std::string, double> shipped, received;
      for (const Account& maker : accounts_of(spied.run, "shipped")) {
        if (maker.of.stage != "fab") {
          shipped[maker.of.item + " " + maker.of.unit] += maker.goods_at(month, "shipped");
        }
      }
      for (const Account& user : accounts_of(spied.run, "received")) {
        received[user.of.item + " " + user.of.unit] += user.goods_at(month, "received");
      }
      for (const auto& [key, quantity] : shipped) {
        INFO(base::to_text(month) << " " << key);
        const double waiting = queued_on_lanes(spied.run, key, month);
        REQUIRE(waiting >= 0);
        REQUIRE(quantity == sent[{month, key}] + waiting - std::exchange(queued[key], waiting));
      }
      for (const auto& [key, quantity] : received) {
        INFO(base::to_text(month) << " " << key);
        REQUIRE(quantity == arrived[{month, key}]);
      }
    }
  });
}

TEST_CASE("What lanes say is under way to a customer was sent there and has not arrived") {
  double goods_under_way = 0;
  for_networks([&](const test::SpiedRun& spied, const scenario::Scenario&, const scenario::Json&) {
    std::map<std::string, std::vector<const test::Posted*>> sent;  // by place, customer, item and unit
    for (const test::Posted& post : spied.posts) {
      if (const auto* goods = std::get_if<entity::Shipment>(&post.content)) {
        const entity::Item& item = (*spied.items)[goods->item];
        sent[spied.name(post.from) + " in_transit_to_" + spied.name(post.to) + " " + item.product + " " +
             std::string(entity::unit_of(item.good))]
            .push_back(&post);
      }
    }
    for (const metrics::Curve* curve : spied.run.curves().find({})) {
      const record::Series& series = curve->series;
      if (!series.measure.starts_with("in_transit_to_")) {
        continue;
      }
      const auto& posts = sent[series.place + " " + series.measure + " " + series.item + " " + series.unit];
      INFO(series.place << " " << series.measure << " " << series.item);
      for (const base::Month month : spied.run.curves().months()) {
        const base::SimTime end = base::start_of(base::next(month));
        double under_way = 0;
        for (const test::Posted* post : posts) {
          const bool is_under_way = post->sent < end && post->arrives >= end;
          under_way += is_under_way ? static_cast<double>(std::get<entity::Shipment>(post->content).quantity) : 0;
        }
        REQUIRE(Account{spied.run, series}.at(month, series.measure, series.unit) == under_way);
        goods_under_way += under_way;
      }
    }
  });
  CHECK(goods_under_way > 0);
}

TEST_CASE("A fab without a filler ships every wafer it says it ships") {
  for_networks([](const test::SpiedRun& spied, const scenario::Scenario& scenario, const scenario::Json&) {
    std::map<std::string, double> sent;
    for (const test::Posted& post : spied.posts) {
      const auto* goods = std::get_if<entity::Shipment>(&post.content);
      if (goods != nullptr && (*spied.items)[goods->item].good == entity::Good::wafer) {
        sent[(*spied.items)[goods->item].product] += static_cast<double>(goods->quantity);
      }
    }
    for (const auto& [product, entry] : scenario.section("memory")) {
      const double shipped = spied.run.total({.stage = "fab", .measure = "shipped", .item = product});
      CHECK(shipped >= sent[product]);  // more where a fab makes it as filler
      if (product.starts_with("hbm1")) {
        double waiting = 0;  // for room on a lane, at the end
        for (const metrics::Curve* curve : spied.run.curves().find({.stage = "fab", .item = product})) {
          if (curve->series.measure.starts_with("queued_for_")) {
            waiting += Account{spied.run, curve->series}.at(spied.run.curves().months().back(), curve->series.measure,
                                                            curve->series.unit);
          }
        }
        CHECK(shipped == sent[product] + waiting);
      }
    }
  });
}

TEST_CASE("Customers lack what they wanted less what they received") {
  for_networks([](const test::SpiedRun& spied, const scenario::Scenario&, const scenario::Json&) {
    for (const Account& buyer : accounts_of(spied.run, "demand")) {
      if (buyer.of.stage != "customer") {
        continue;
      }
      double missing = 0;
      for (const base::Month month : spied.run.curves().months()) {
        missing += buyer.at(month, "demand") - buyer.at(month, "received");
        REQUIRE(buyer.at(month, "unmet") == std::max(0.0, missing));
      }
    }
  });
}

TEST_CASE("Used capacity stays within capacity and what a day may carry over") {
  for_networks([](const test::SpiedRun& spied, const scenario::Scenario&, const scenario::Json&) {
    for (const Account& plant : accounts_of(spied.run, "used_capacity")) {
      double left = 1;
      for (const base::Month month : spied.run.curves().months()) {
        left += plant.at(month, "capacity") - plant.at(month, "used_capacity");
        REQUIRE(left >= -1e-3);
        REQUIRE(plant.at(month, "used_capacity") <= plant.at(month, "capacity") + 1);
      }
    }
  });
}

TEST_CASE("Every series of a run is declared once") {
  for_networks([](const test::SpiedRun& spied, const scenario::Scenario&, const scenario::Json&) {
    const auto& series = spied.run.sink().series();
    const std::set<record::Series> once(series.begin(), series.end());
    CHECK(once.size() == series.size());
  });
}
