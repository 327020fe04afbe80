#include <algorithm>

#include "aibelt/scenario/figures.hpp"
#include "kinds.hpp"

namespace aibelt::datacenter {
namespace {

constexpr std::size_t kMonths = 12;
constexpr std::size_t kHours = 24;

/// The shape of one year, month by hour, carried on to the yearly mean of each date.
struct Hourly : Carbon {
  scenario::Figures<kCarbonIntensity, kMonths * kHours> table;
  scenario::Ramp<kCarbonIntensity> yearly_mean;
  double table_mean = 0;  ///< kg/J

  ByHour intensities(const DayOfHours& day) const override {
    const bool is_scaled = !yearly_mean.points().empty();
    const double scale = is_scaled ? yearly_mean.at(day.start).in_base_units() / table_mean : 1;
    ByHour intensities;
    std::transform(day.hours.begin(), day.hours.end(), intensities.begin(),
                   [&](const LocalHour& hour) { return at(hour.month, hour.hour) * scale; });
    return intensities;
  }

  double at(int month, int hour) const {
    return table[static_cast<std::size_t>(month) * kHours + static_cast<std::size_t>(hour)].in_base_units();
  }

  /// Mean over the hours of a year of 365 days.
  double mean() const {
    double sum = 0;
    for (int month = 0; month < 12; ++month) {
      double day = 0;
      for (int hour = 0; hour < 24; ++hour) {
        day += at(month, hour);
      }
      sum += day * base::days_in(base::Month{12 * 2023 + month});
    }
    return sum / (365.0 * kHours);
  }

  static const scenario::FieldTable<Hourly>& fields() {
    static const scenario::FieldTable<Hourly> table = {
        scenario::field(&Hourly::table, {.name = "table",
                                         .unit = "gCO2/kWh",
                                         .low = 0,
                                         .high = 5000,
                                         .doc = "emissions of grid energy, 24 local hours of each of 12 months"}),
        scenario::field(&Hourly::yearly_mean, {.name = "yearly_mean",
                                               .unit = "gCO2/kWh",
                                               .low = 0,
                                               .high = 5000,
                                               .doc = "mean over a year that the table is scaled to, by date",
                                               .by_default = "that of the table"}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<Carbon> hourly_carbon() {
  auto kind = scenario::kind<Carbon, Hourly>(
      "hourly", "the shape of a year by month and hour, scaled to the yearly mean of each date");
  kind.read = [](scenario::Reader& reader, const scenario::Json& node, const std::string& path) {
    auto carbon = std::make_shared<Hourly>();
    scenario::read_fields(reader, node, path, Hourly::fields(), *carbon, {"kind", "when"});
    carbon->table_mean = carbon->mean();
    if (carbon->table_mean <= 0 && !carbon->yearly_mean.points().empty()) {
      reader.report(path, "its \"table\" is all zero, which has no shape to scale to \"yearly_mean\"");
    }
    return std::shared_ptr<const Carbon>(std::move(carbon));
  };
  return kind;
}

}  // namespace aibelt::datacenter
