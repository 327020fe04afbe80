/// Racks, power and served work of random networks add up, on every site and in every month.

#include <map>

#include "aibelt/product/products.hpp"
#include "tests/engine/accounts.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::Account;
using test::for_networks;
using test::is_whole;

TEST_CASE("Racks that landed are connected or waiting, and those connected burn in, live or have retired") {
  for_networks([](const test::SpiedRun& spied, const scenario::Scenario& scenario, const scenario::Json& root) {
    for (const auto& [site, entry] : scenario.section("sites")) {
      INFO(site);
      double power_of_site = 0;
      for (const base::Month month : spied.run.curves().months()) {
        double waiting_in_all = 0;
        double landed_now = 0;
        power_of_site = 0;
        for (const auto& [rack, rack_entry] : scenario.section("racks")) {
          if (spied.run.curves().find({.stage = "site", .measure = "live", .item = rack, .place = site}).empty()) {
            continue;
          }
          const Account at_site{spied.run, {"site", site, rack, "live", "racks"}};
          double received = 0;
          double connected = 0;
          double retired = 0;
          for (const base::Month past : spied.run.curves().months()) {
            if (past <= month) {
              received += at_site.at(past, "received");
              connected += at_site.at(past, "connected");
              retired += at_site.at(past, "retired");
            }
          }
          const double waiting = received - connected;
          const double opened = root["sites"][site]["opening"].value(rack, 0.0);
          const double burning_in = opened + connected - retired - at_site.at(month, "live");
          REQUIRE(waiting >= 0);
          REQUIRE(burning_in >= 0);
          if (root["sites"][site]["burn_in"] == "0 days") {
            REQUIRE(burning_in == 0);
          }
          waiting_in_all += waiting;
          landed_now += at_site.at(month, "received");
          power_of_site += at_site.at(month, "live") * product::rack_of(scenario, rack).power.in_base_units() / 1e6;
          REQUIRE(at_site.at(month, "live") >= 0);
          REQUIRE(is_whole(at_site.at(month, "live")));
        }
        const Account whole_site{spied.run, {"site", site, "", "", ""}};
        REQUIRE(whole_site.at(month, "it_power_live") == Approx(power_of_site).margin(2e-6));
        REQUIRE(power_of_site <= whole_site.at(month, "it_power_usable") + 2e-6);
        if (waiting_in_all > landed_now) {  // some waited all month
          REQUIRE(whole_site.at(month, "waiting_for_power") + whole_site.at(month, "waiting_for_commissioning") > 0);
        }
      }
    }
  });
}

TEST_CASE("What sites opened with and what they told the services is what is live") {
  for_networks([](const test::SpiedRun& spied, const scenario::Scenario& scenario, const scenario::Json& root) {
    std::map<std::string, double> told;
    for (const auto& site : root["sites"]) {
      for (const auto& [rack, count] : site["opening"].items()) {
        const auto& product = product::rack_of(scenario, rack);
        told[product.accelerator] += count.get<double>() * static_cast<double>(product.accelerators);
      }
    }
    for (const test::Posted& post : spied.posts) {
      if (const auto* change = std::get_if<entity::LiveChange>(&post.content)) {
        told[(*spied.items)[change->item].product] += static_cast<double>(change->change);
      }
    }
    std::map<std::string, double> live;
    for (const auto& [rack, entry] : scenario.section("racks")) {
      const auto& product = product::rack_of(scenario, rack);
      live[product.accelerator] += static_cast<double>(product.accelerators) *
                                   spied.run.curves().sum_at({.stage = "site", .measure = "live", .item = rack},
                                                             spied.run.curves().months().back());
    }
    for (const auto& [accelerator, count] : live) {
      INFO(accelerator);
      CHECK(told[accelerator] == count);
    }
  });
}

TEST_CASE("Served + unmet = demand, nothing is served beyond capacity, and no site works more than all the time") {
  for_networks([](const test::SpiedRun& spied, const scenario::Scenario& scenario, const scenario::Json&) {
    for (const auto& [service, entry] : scenario.section("services")) {
      const Account account{spied.run, {"service", "services", service, "", ""}};
      for (const base::Month month : spied.run.curves().months()) {
        INFO(service << " " << base::to_text(month));
        const double served = account.at(month, "served");
        REQUIRE(served + account.at(month, "unmet") == Approx(account.at(month, "demand")).epsilon(1e-9).margin(2));
        REQUIRE(served <= account.at(month, "capacity") * (1 + 1e-9) + 2);
      }
    }
    for (const auto& [site, entry] : scenario.section("sites")) {
      for (const base::Month month : spied.run.curves().months()) {
        REQUIRE(spied.run.curves().sum_at({.measure = "utilisation", .item = site}, month) <= 1 + 1e-6);
      }
    }
  });
}
