#include "aibelt/network/fibre.hpp"

#include <cmath>

namespace aibelt::network {

const scenario::FieldTable<Outage>& Outage::fields() {
  static const scenario::FieldTable<Outage> table = {
      scenario::field(&Outage::from, {.name = "from", .doc = "date on which the link goes out of service"}),
      scenario::field(
          &Outage::duration,
          {.name = "duration", .unit = "h", .low = 1.0 / 3600, .high = 100000, .doc = "how long it stays so"}),
  };
  return table;
}

const scenario::FieldTable<Link>& Link::fields() {
  static const scenario::FieldTable<Link> table = {
      scenario::field(&Link::from, {.name = "from", .doc = "place at one end: a site or any other name"}),
      scenario::field(&Link::to, {.name = "to", .doc = "place at the other end"}),
      scenario::field(&Link::waves, {.name = "waves",
                                     .unit = "1",
                                     .low = 0,
                                     .high = 10000,
                                     .doc = "wavelengths in service, by date; whole ones count",
                                     .is_step = true}),
      scenario::field(&Link::wave_rate, {.name = "wave_rate",
                                         .unit = "Gbit/s",
                                         .low = 0.001,
                                         .high = 100000,
                                         .doc = "line rate of a wavelength, each way"}),
      scenario::field(&Link::length,
                      {.name = "length",
                       .unit = "km",
                       .low = 0,
                       .high = 50000,
                       .doc = "great-circle distance between the two; gives the round trip where that is not stated",
                       .by_default = "none"}),
      scenario::field(&Link::detour, {.name = "detour",
                                      .unit = "1",
                                      .low = 1,
                                      .high = 10,
                                      .doc = "length of the fibre over the great-circle distance",
                                      .by_default = "1.4"}),
      scenario::field(&Link::round_trip, {.name = "round_trip",
                                          .unit = "ms",
                                          .low = 0,
                                          .high = 10000,
                                          .doc = "there and back, equipment and all",
                                          .by_default = "2 × length × detour over two thirds of the speed of light"}),
      scenario::field(&Link::efficiency, {.name = "efficiency",
                                          .unit = "1",
                                          .low = 0.01,
                                          .high = 1,
                                          .doc = "share of the line rate that transfers can use",
                                          .by_default = "0.9"}),
      scenario::field(&Link::cuts, {.name = "cuts", .doc = "planned times out of service", .by_default = "[]"}),
      scenario::field(&Link::cut_rate, {.name = "cut_rate",
                                        .unit = "1/year",
                                        .low = 0,
                                        .high = 1000,
                                        .doc = "cuts a year of service at random, at a constant rate",
                                        .by_default = "0 1/year"}),
      scenario::field(&Link::repair, {.name = "repair",
                                      .unit = "h",
                                      .low = 1.0 / 3600,
                                      .high = 100000,
                                      .doc = "mean time to mend a random cut, exponential",
                                      .by_default = "none; needed with cut_rate"}),
  };
  return table;
}

void Link::check(scenario::Reader& reader, const std::string& path) const {
  if (!from.empty() && from == to) {
    reader.report(scenario::child_path(path, "to"), "is where the link comes from; name another place");
  }
  if (length.has_value() == round_trip.has_value()) {
    reader.report(path, length
                            ? "has \"length\" and \"round_trip\"; the one follows from the other, keep one of the two"
                            : "needs \"length\" or \"round_trip\"");
  }
  if (cut_rate.in_base_units() > 0 && !repair) {
    reader.report(path, "needs \"repair\": mean time to mend a random cut");
  }
}

base::Duration Link::latency_there_and_back() const {
  if (round_trip) {
    return *round_trip;
  }
  constexpr double kSpeedInFibre = 299'792'458.0 * 2 / 3;  // m/s
  constexpr double kMicroseconds = 1e6;
  const double metres = 2 * length.value().in_base_units() * detour.in_base_units();
  return base::Duration{std::llround(metres / kSpeedInFibre * kMicroseconds)};
}

scenario::Catalogue link_sections() {
  return {{"links",
           "fibre between places, which data moves over",
           {scenario::kind<scenario::Spec, Link>("fibre", "wavelengths both ways, with cuts and repairs")}}};
}

}  // namespace aibelt::network
