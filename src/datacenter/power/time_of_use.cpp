#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "kinds.hpp"

namespace aibelt::datacenter {
namespace {

constexpr int kMonths = 12;

/// The price class of each of 24 hours: o off-peak, m mid-peak, p peak; a capital letter is discounted.
struct DayHours {
  std::string classes = std::string(24, 'o');
};

/// The prices of some months.
struct Season {
  std::vector<std::int64_t> months;
  base::Quantity<kEnergyPrice> off_peak, mid_peak, peak;
  DayHours weekday, saturday, sunday;
  base::Ratio discount;

  const DayHours& hours_of(int iso_weekday) const {
    constexpr int kSaturday = 5;
    return iso_weekday < kSaturday ? weekday : iso_weekday == kSaturday ? saturday : sunday;
  }

  double price_of(char hour_class) const {
    switch (hour_class) {
      case 'p':
      case 'P':
        return peak.in_base_units();
      case 'm':
      case 'M':
        return mid_peak.in_base_units();
      default:
        return off_peak.in_base_units();
    }
  }

  static const scenario::FieldTable<Season>& fields();
};

/// Prices by season, kind of day and hour; charges by energy and by the highest hour of demand.
struct TimeOfUse : Tariff {
  std::vector<Season> seasons;
  scenario::Ramp<kDemandCharge> charge;
  std::vector<std::int64_t> charge_months;
  scenario::Ramp<kEnergyPrice> climate_charge;
  scenario::Ramp<kEnergyPrice> fuel_charge;
  scenario::Ramp<base::kPlain> level{base::Ratio::from_base_units(1)};
  std::optional<base::SimTime> discount_until;
  std::array<std::size_t, kMonths> season_of{};  ///< of each month

  ByHour prices(const DayOfHours& day) const override {
    const double scale = level.at(day.start).in_base_units();
    const double charges = climate_charge.at(day.start).in_base_units() + fuel_charge.at(day.start).in_base_units();
    const bool has_discounts = !discount_until || day.start < *discount_until;
    ByHour prices;
    std::transform(day.hours.begin(), day.hours.end(), prices.begin(), [&](const LocalHour& hour) {
      const Season& season = seasons[season_of[static_cast<std::size_t>(hour.month)]];
      const char hour_class = season.hours_of(hour.weekday).classes[static_cast<std::size_t>(hour.hour)];
      const bool is_discounted = has_discounts && hour_class < 'a';
      return season.price_of(hour_class) * (is_discounted ? 1 - season.discount.in_base_units() : 1) * scale + charges;
    });
    return prices;
  }

  double demand_charge(base::SimTime date) const override {
    return charge.at(date).in_base_units() * level.at(date).in_base_units() * kMonthInSeconds;
  }

  double billed_demand(const std::vector<double>& peaks, base::Month month) const override {
    double billed = peaks.back();
    const std::size_t n_back = std::min<std::size_t>(peaks.size(), kMonths);
    for (std::size_t back = 1; back < n_back; ++back) {
      const std::int64_t of_year = (month.index - static_cast<std::int64_t>(back)) % kMonths + 1;
      if (std::find(charge_months.begin(), charge_months.end(), of_year) != charge_months.end()) {
        billed = std::max(billed, peaks[peaks.size() - 1 - back]);
      }
    }
    return billed;
  }

  /// Finds the season of each month; reports months that have none or two.
  void find_seasons(scenario::Reader& reader, const std::string& path) {
    for (std::int64_t month = 1; month <= kMonths; ++month) {
      const auto has = [month](const Season& season) {
        return std::find(season.months.begin(), season.months.end(), month) != season.months.end();
      };
      if (std::count_if(seasons.begin(), seasons.end(), has) != 1) {
        reader.report(path, fmt::format("month {} must stand in exactly one of the \"seasons\"", month));
        return;
      }
      season_of[static_cast<std::size_t>(month - 1)] =
          static_cast<std::size_t>(std::find_if(seasons.begin(), seasons.end(), has) - seasons.begin());
    }
  }

  static const scenario::FieldTable<TimeOfUse>& fields();
};

}  // namespace
}  // namespace aibelt::datacenter

namespace aibelt::scenario {

template <>
struct Codec<datacenter::DayHours> {
  static void describe(FieldInfo& info) { info.shape = Shape::text; }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                   datacenter::DayHours& out) {
    const auto text = reader.text(node, path, info);
    if (!text) {
      return;
    }
    if (text->size() != out.classes.size() || text->find_first_not_of("ompOMP") != std::string::npos) {
      reader.report(path,
                    "must be 24 letters, one an hour from midnight: o off-peak, m mid-peak, p peak; a capital "
                    "letter is discounted");
      return;
    }
    out.classes = *text;
  }
};

}  // namespace aibelt::scenario

namespace aibelt::datacenter {
namespace {

scenario::FieldInfo price_field(const char* name, const char* doc, const char* by_default = "") {
  return {.name = name, .unit = "KRW/kWh", .low = 0, .high = 10000, .doc = doc, .by_default = by_default};
}

scenario::FieldInfo hours_field(const char* name, const char* doc) { return {.name = name, .doc = doc}; }

const scenario::FieldTable<Season>& Season::fields() {
  static const scenario::FieldTable<Season> table = {
      scenario::field(&Season::months,
                      {.name = "months", .unit = "1", .low = 1, .high = 12, .doc = "its months, January is 1"}),
      scenario::field(&Season::off_peak, price_field("off_peak", "price of hours of class o")),
      scenario::field(&Season::mid_peak, price_field("mid_peak", "price of hours of class m")),
      scenario::field(&Season::peak, price_field("peak", "price of hours of class p")),
      scenario::field(&Season::weekday, hours_field("weekday",
                                                    "24 letters, class of each local hour, Monday to Friday: "
                                                    "o, m or p; a capital letter is discounted")),
      scenario::field(&Season::saturday, hours_field("saturday", "the same on Saturdays")),
      scenario::field(&Season::sunday, hours_field("sunday", "the same on Sundays")),
      scenario::field(&Season::discount, {.name = "discount",
                                          .unit = "1",
                                          .low = 0,
                                          .high = 1,
                                          .doc = "part of the price that discounted hours save",
                                          .by_default = "0"}),
  };
  return table;
}

const scenario::FieldTable<TimeOfUse>& TimeOfUse::fields() {
  static const scenario::FieldTable<TimeOfUse> table = {
      scenario::field(&TimeOfUse::seasons, {.name = "seasons", .doc = "prices by month, every month in one of them"}),
      scenario::field(&TimeOfUse::charge, {.name = "demand_charge",
                                           .unit = "KRW/kW/month",
                                           .low = 0,
                                           .high = 1e6,
                                           .doc = "price of the demand billed, by date",
                                           .by_default = "\"0 KRW/kW/month\""}),
      scenario::field(&TimeOfUse::charge_months,
                      {.name = "charge_months",
                       .unit = "1",
                       .low = 1,
                       .high = 12,
                       .doc = "months whose highest hour is billed in the eleven after too; none: each its own",
                       .by_default = "[]"}),
      scenario::field(&TimeOfUse::climate_charge,
                      price_field("climate_charge", "climate and environment charge, by date", "\"0 KRW/kWh\"")),
      scenario::field(&TimeOfUse::fuel_charge,
                      price_field("fuel_charge", "fuel cost adjustment, by date", "\"0 KRW/kWh\"")),
      scenario::field(&TimeOfUse::level, {.name = "level",
                                          .unit = "1",
                                          .low = 0,
                                          .high = 100,
                                          .doc = "prices and demand charge over those stated, by date",
                                          .by_default = "1"}),
      scenario::field(&TimeOfUse::discount_until,
                      {.name = "discount_until", .doc = "end of the discounts", .by_default = "never"}),
  };
  return table;
}

}  // namespace

double Tariff::billed_demand(const std::vector<double>& peaks, base::Month) const { return peaks.back(); }

scenario::Kind<Tariff> time_of_use_tariff() {
  auto kind = scenario::kind<Tariff, TimeOfUse>(
      "time_of_use", "prices by season, kind of day and hour, and a charge on the highest hour of demand");
  kind.read = [](scenario::Reader& reader, const scenario::Json& node, const std::string& path) {
    auto tariff = std::make_shared<TimeOfUse>();
    scenario::read_fields(reader, node, path, TimeOfUse::fields(), *tariff, {"kind", "when"});
    tariff->find_seasons(reader, path);
    return std::shared_ptr<const Tariff>(std::move(tariff));
  };
  return kind;
}

}  // namespace aibelt::datacenter
