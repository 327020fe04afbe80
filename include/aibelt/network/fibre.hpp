#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/scenario/codec.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::network {

using DataRate = base::Quantity<base::dimension(base::Measure::data) / base::kTime>;
using PerTime = base::Quantity<base::kPlain / base::kTime>;

/// A time for which a link is out of service, known beforehand.
struct Outage {
  base::SimTime from;
  base::Duration duration{0};

  static const scenario::FieldTable<Outage>& fields();
};

/// A fibre between two places; each wave carries its rate both ways at once.
struct Link : scenario::Spec {
  std::string from;
  std::string to;
  scenario::Ramp<base::kPlain> waves;
  DataRate wave_rate;
  std::optional<base::Length> length;
  base::Ratio detour = base::Ratio::from_base_units(1.4);
  std::optional<base::Duration> round_trip;
  base::Ratio efficiency = base::Ratio::from_base_units(0.9);
  std::vector<Outage> cuts;
  PerTime cut_rate;
  std::optional<base::Duration> repair;

  void check(scenario::Reader& reader, const std::string& path) const override;

  /// There and back: as stated, or over the fibre at two thirds of the speed of light.
  base::Duration latency_there_and_back() const;

  static const scenario::FieldTable<Link>& fields();
};

/// The section `links`.
scenario::Catalogue link_sections();

/// How one link stands for a while.
struct LinkState {
  std::int64_t waves = 0;
  bool is_cut = false;
  double rate = 0;  ///< what transfers can use each way, B/s; 0 while dark or cut

  friend bool operator==(const LinkState&, const LinkState&) = default;
};

/// A way through the links; channel 2 i is link i from its `from` to its `to`, channel 2 i + 1 the other direction.
struct Way {
  std::vector<std::int32_t> channels;
  base::Duration round_trip{0};
};

/// A time in which all links stand as they are.
struct Epoch {
  base::SimTime from;
  std::vector<LinkState> links;    ///< by link
  std::vector<std::int32_t> ways;  ///< by place the data leaves × n_places + place it goes to; -1 where there is none
};

/// The links of a scenario over its whole run, cuts and repairs included: these depend on dates and on the stream
/// `links/NAME/cuts` of each link only, so every way data can ever take is known beforehand.
class Fibre {
 public:
  /// `scenario` must outlive it.
  explicit Fibre(const scenario::Scenario& scenario);

  const std::vector<std::string>& places() const { return places_; }          ///< in the order of names
  const std::vector<std::string>& link_names() const { return link_names_; }  ///< in the order of names
  const Link& link(std::size_t i) const { return *links_[i]; }
  const std::vector<Way>& ways() const { return ways_; }
  const std::vector<Epoch>& epochs() const { return epochs_; }  ///< by date, the first from the start of the run

  /// The way from one place to another in `epoch` that takes least time, then fewest links; -1 when there is none.
  std::int32_t way(const Epoch& epoch, std::int32_t from, std::int32_t to) const {
    return epoch.ways[static_cast<std::size_t>(from) * places_.size() + static_cast<std::size_t>(to)];
  }

 private:
  std::size_t place(std::string_view name) const;
  void find_ways(Epoch& epoch);
  std::int32_t number_of(const std::vector<std::int32_t>& channels);

  std::vector<std::string> places_;
  std::vector<std::string> link_names_;
  std::vector<const Link*> links_;
  std::vector<Way> ways_;
  std::map<std::vector<std::int32_t>, std::int32_t> numbers_;                    ///< of ways, by channels
  std::map<std::vector<std::int32_t>, std::vector<std::int32_t>> ways_of_open_;  ///< by the links that are open
  std::vector<Epoch> epochs_;
};

}  // namespace aibelt::network
