/// Goods stay whole and accounted for when everything goes wrong at once, in random networks.

#include "aibelt/product/products.hpp"
#include "tests/engine/accounts.hpp"
#include "tests/engine/disrupted_network.hpp"
#include "tests/engine/in_child.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::Account;
using test::disrupted;
using test::kDisrupted;

namespace {

double outcomes_per_unit(const scenario::Scenario& scenario, const Account& account) {
  return account.of.stage == "wafer_finishing"
             ? static_cast<double>(product::memory_of(scenario, account.of.item).gross_dies().number())
             : 1;
}

/// Goods of the sender's item that wait for room on its lanes.
double queued(const Account& sender, base::Month month) {
  double sum = 0;
  for (const metrics::Curve* curve : sender.run.curves().find({.item = sender.of.item, .place = sender.of.place})) {
    if (curve->series.measure.starts_with("queued_for_")) {
      sum += sender.goods_at(month, curve->series.measure);
    }
  }
  return sum;
}

}  // namespace

TEST_CASE(
    "Disrupted, what a plant starts is good, scrap, lost or in process, and what is good is shipped, lost or in "
    "stock") {
  double lost = 0;
  for (std::uint64_t network = 1; network <= kDisrupted; ++network) {
    INFO("network " << network);
    const scenario::Scenario scenario = test::scenario_of(disrupted(network).dump());
    const test::Run run(scenario);
    const auto& months = run.curves().months();
    for (const Account& maker : test::accounts_of(run, "good")) {
      INFO(maker.of.place << " " << maker.of.item);
      const double outcomes = outcomes_per_unit(scenario, maker);
      for (std::size_t i = 1; i < months.size(); ++i) {
        const base::Month month = months[i];
        const double finished = (maker.goods_at(month, "good") + maker.goods_at(month, "scrap")) / outcomes;
        const double lost_units = maker.at(month, "lost_in_process");
        REQUIRE(test::is_whole(finished));
        REQUIRE(maker.at(month, "in_process") ==
                maker.at(months[i - 1], "in_process") + maker.at(month, "started") - finished - lost_units);
        REQUIRE(maker.at(month, "in_process") >= 0);
        const double lost_goods = maker.goods_at(month, "lost") - lost_units * outcomes;
        REQUIRE(lost_goods >= 0);
        REQUIRE(maker.goods_at(month, "stock") == maker.goods_at(months[i - 1], "stock") +
                                                      maker.goods_at(month, "good") - maker.goods_at(month, "shipped") -
                                                      lost_goods);
        REQUIRE(maker.goods_at(month, "stock") >= 0);
        lost += lost_units;
      }
    }
  }
  CHECK(lost > 0);
}

TEST_CASE(
    "Disrupted, a customer or a site wants what it wanted less what it cancelled, and waits for no less than it "
    "lacks") {
  double cancelled = 0;
  for (std::uint64_t network = 1; network <= kDisrupted; ++network) {
    INFO("network " << network);
    const test::Run run(test::scenario_of(disrupted(network).dump()));
    for (const Account& buyer : test::accounts_of(run, "cancelled")) {
      double missing = 0;
      double back = 0;
      for (const base::Month month : run.curves().months()) {
        missing += buyer.goods_at(month, "demand") - buyer.goods_at(month, "received");
        back += buyer.goods_at(month, "cancelled");
        // What is cancelled of what was due already lowers what is missing, the rest the demand to come.
        const double waited_for = buyer.goods_at(month, buyer.of.stage == "site" ? "late" : "unmet");
        REQUIRE(waited_for <= std::max(0.0, missing));
        REQUIRE(waited_for >= std::max(0.0, missing - back));
      }
      cancelled += back;
    }
  }
  CHECK(cancelled > 0);
}

TEST_CASE("Disrupted, what leaves a place arrives whole, is lost on the way or is under way") {
  double lost = 0;
  for (std::uint64_t network = 1; network <= kDisrupted; ++network) {
    INFO("network " << network);
    const test::SpiedRun spied(test::scenario_of(disrupted(network).dump()));
    for (const metrics::Curve* curve : spied.run.curves().find({.measure = "lost_in_transit"})) {
      const Account sender{spied.run, curve->series};
      INFO(sender.of.place << " " << sender.of.item);
      double booked = 0;
      double shipped = 0;
      for (const base::Month month : spied.run.curves().months()) {
        booked += sender.goods_at(month, "lost_in_transit");
        shipped += sender.goods_at(month, "shipped");
        REQUIRE(test::is_whole(booked));
        const base::SimTime end = base::start_of(base::next(month));
        double heard_of = 0;
        double at_most = 0;
        double sent = 0;
        for (const test::Posted& post : spied.posts) {
          const auto* goods = std::get_if<entity::Shipment>(&post.content);
          if (goods != nullptr && spied.name(post.from) == sender.of.place &&
              (*spied.items)[goods->item].product == sender.of.item && post.sent < end) {
            REQUIRE(goods->quantity >= 0);
            REQUIRE(goods->lost >= 0);
            sent += static_cast<double>(goods->quantity + goods->lost);
            at_most += static_cast<double>(goods->lost);
            heard_of += post.arrives < end ? static_cast<double>(goods->lost) : 0;
          }
        }
        REQUIRE(booked >= heard_of);
        REQUIRE(booked <= at_most);
        if (sender.of.stage != "fab") {  // which also ships what it makes as filler
          REQUIRE(shipped == sent + queued(sender, month));
        }
      }
      lost += booked;
    }
  }
  CHECK(lost > 0);
}

TEST_CASE("Disrupted, a warehouse keeps every unit: opening stock + received = shipped + lost + stock") {
  double lost = 0;
  for (std::uint64_t network = 1; network <= kDisrupted; ++network) {
    INFO("network " << network);
    const test::Run run(test::scenario_of(disrupted(network).dump()));
    double stock = 7;
    for (const base::Month month : run.curves().months()) {
      const auto at = [&](const char* measure) {
        return run.curves().sum_at({.measure = measure, .unit = "racks", .place = "hub"}, month);
      };
      stock += at("received") - at("shipped") - at("lost");
      REQUIRE(at("stock") == stock);
      REQUIRE(stock >= 0);
      lost += at("lost");
    }
  }
  CHECK(lost > 0);
}

TEST_CASE(
    "Disrupted, racks that landed are connected, lost or waiting, and those connected burn in, live, are lost or "
    "retired") {
  double lost = 0;
  for (std::uint64_t network = 1; network <= kDisrupted; ++network) {
    INFO("network " << network);
    const test::Json root = disrupted(network);
    const test::Run run(test::scenario_of(root.dump()));
    for (const Account& site : test::accounts_of(run, "live")) {
      INFO(site.of.place << " " << site.of.item);
      double waiting = 0;
      double put_under_power = root["sites"][site.of.place]["opening"].value(site.of.item, 0.0);
      for (const base::Month month : run.curves().months()) {
        const double in_process = site.at(month, "lost_in_process");
        waiting += site.at(month, "received") - site.at(month, "connected") - (site.at(month, "lost") - in_process);
        put_under_power += site.at(month, "connected") - site.at(month, "retired") - in_process;
        REQUIRE(test::is_whole(site.at(month, "live")));
        REQUIRE(site.at(month, "live") >= 0);
        REQUIRE(waiting >= 0);
        REQUIRE(put_under_power >= site.at(month, "live"));
        lost += site.at(month, "lost");
      }
    }
  }
  CHECK(lost > 0);
}

TEST_CASE("Both drivers write the same bytes of random networks where everything goes wrong") {
  for (std::uint64_t network = 1; network <= 3; ++network) {
    INFO("network " << network);
    const scenario::Scenario scenario = test::scenario_of(disrupted(network, "2027-01").dump());
    const std::string with_simgrid =
        test::in_child([&] { return test::Run(scenario, engine::Driver::simgrid).text(); });
    REQUIRE(with_simgrid == test::Run(scenario).text());
  }
}
