#include <algorithm>

#include <fmt/format.h>

#include "aibelt/network/lanes.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::network {
namespace {

constexpr double kShortest = 1.0 / 86400;  // days: a second, what drivers look ahead at least

}  // namespace

const scenario::FieldTable<Customs>& Customs::fields() {
  static const scenario::FieldTable<Customs> table = {
      scenario::field(&Customs::inspected, {.name = "inspected",
                                            .unit = "1",
                                            .low = 0,
                                            .high = 1,
                                            .doc = "share of the shipments that are looked into"}),
      scenario::field(&Customs::time, {.name = "time", .doc = "how much longer such a shipment takes"}),
  };
  return table;
}

const scenario::FieldTable<Lane>& Lane::fields() {
  static const scenario::FieldTable<Lane> table = {
      scenario::field(&Lane::from, {.name = "from", .doc = "entry the goods leave"}),
      scenario::field(&Lane::to, {.name = "to", .doc = "entry the goods reach"}),
      scenario::field(&Lane::lead_time,
                      {.name = "lead_time",
                       .unit = "days",
                       .low = kShortest,
                       .high = 1000,
                       .doc = "door to door, customs and all; the least where a delay or customs come on top"}),
      scenario::field(&Lane::mode, {.name = "mode",
                                    .doc = "what carries the goods; lanes between the same two places differ in it",
                                    .choices = {"air", "rail", "road", "sea"},
                                    .by_default = "none"}),
      scenario::field(&Lane::delay,
                      {.name = "delay", .doc = "what a shipment takes beyond the lead time", .by_default = "none"}),
      scenario::field(&Lane::customs,
                      {.name = "customs", .doc = "shipments held for inspection", .by_default = "none"}),
      scenario::field(&Lane::capacity,
                      {.name = "capacity",
                       .unit = "1/month",
                       .low = 0,
                       .doc = "units of goods it takes, by date; what is more waits its turn at the sender",
                       .by_default = "unlimited"}),
      scenario::field(&Lane::cost, {.name = "cost",
                                    .unit = "USD",
                                    .low = 0,
                                    .high = 1e9,
                                    .doc = "freight of one unit of goods",
                                    .by_default = "0 USD"}),
      scenario::field(&Lane::preference, {.name = "preference",
                                          .unit = "1",
                                          .low = 1,
                                          .high = 1000,
                                          .doc = "standing with a buyer that ranks its sources, 1 first",
                                          .by_default = "1"}),
      scenario::field(&Lane::order_time, {.name = "order_time",
                                          .unit = "days",
                                          .low = kShortest,
                                          .high = 1000,
                                          .doc = "how long an order takes to reach who delivers",
                                          .by_default = "1 day"}),
      scenario::field(
          &Lane::qualified,
          {.name = "qualified", .doc = "products the buyer takes over it only from a date on", .by_default = "none"}),
      scenario::field(&Lane::qualification,
                      {.name = "qualification",
                       .unit = "days",
                       .low = 0,
                       .high = 3650,
                       .doc = "products that go over it only so long after the maker's first output",
                       .by_default = "none"}),
  };
  return table;
}

void Lane::check(scenario::Reader& reader, const std::string& path) const {
  for (const auto& [product, span] : qualification) {
    if (qualified.contains(product)) {
      reader.report(scenario::child_path(scenario::child_path(path, "qualification"), product),
                    "stands under \"qualified\" too; say it with a date or with a time, not both");
    }
  }
  const auto is_none = [](const auto& point) { return point.value.in_base_units() <= 0; };
  if (capacity && !capacity->points().empty() &&
      std::all_of(capacity->points().begin(), capacity->points().end(), is_none)) {
    reader.report(scenario::child_path(path, "capacity"), "is nothing at any date; take the lane out instead");
  }
}

scenario::Catalogue lane_sections() {
  return {{"lanes",
           "who delivers to whom, and how long it takes",
           {scenario::kind<scenario::Spec, Lane>(
               "lane", "a way for goods: lead time, delay, capacity, customs and qualification")}}};
}

}  // namespace aibelt::network
