#include "contracts.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "../kinds.hpp"

namespace aibelt::supply {
namespace {

constexpr double kSecondsPerMonth = 86400 * 365.25 / 12;  // of the unit "month"
constexpr std::int64_t kMonthsToWait =
    480;  // for room under a ceiling, after which an order stands outside the contracts
constexpr std::array kGoods = {entity::Good::wafer, entity::Good::die,     entity::Good::base_die,
                               entity::Good::stack, entity::Good::package, entity::Good::rack};

template <class Spec, class Member>
scenario::Field<Spec> of_contract(Member Contract::*member, scenario::FieldInfo info) {
  return scenario::field<Spec>(static_cast<Member Spec::*>(member), std::move(info));
}

template <class Spec>
scenario::FieldTable<Spec> contract_fields(const std::string& meaning) {
  const auto volume = [&](entity::Good good) {
    const std::string goods(entity::unit_of(good));
    const std::string unit = good == entity::Good::base_die ? "dies" : goods;
    return scenario::FieldInfo{
        .name = goods, .unit = unit + "/month", .low = 0, .doc = meaning + ", if the maker makes " + goods};
  };
  return {
      of_contract<Spec>(&Contract::maker, {.name = "maker", .doc = "plant or supplier that delivers"}),
      of_contract<Spec>(&Contract::customer, {.name = "customer", .doc = "place at the end of one of its lanes"}),
      of_contract<Spec>(&Contract::product, {.name = "product", .doc = "what it is about"}),
      of_contract<Spec>(
          &Contract::from,
          {.name = "from", .doc = "first day of the month it begins with", .by_default = "the start of the run"}),
      of_contract<Spec>(
          &Contract::to,
          {.name = "to", .doc = "first day of the month it does not hold for any more", .by_default = "never"}),
      of_contract<Spec>(&Contract::wafers, volume(entity::Good::wafer)),
      of_contract<Spec>(&Contract::dies, volume(entity::Good::die)),
      of_contract<Spec>(&Contract::base_dies, volume(entity::Good::base_die)),
      of_contract<Spec>(&Contract::stacks, volume(entity::Good::stack)),
      of_contract<Spec>(&Contract::packages, volume(entity::Good::package)),
      of_contract<Spec>(&Contract::racks, volume(entity::Good::rack)),
  };
}

struct Firm : Contract {
  Terms terms() const override { return Terms::firm; }
  static const scenario::FieldTable<Firm>& fields() {
    static const auto table = contract_fields<Firm>("volume a month the maker is bound to deliver");
    return table;
  }
};

struct LetterOfIntent : Contract {
  Terms terms() const override { return Terms::letter_of_intent; }
  static const scenario::FieldTable<LetterOfIntent>& fields() {
    static const auto table =
        contract_fields<LetterOfIntent>("most that may be called off a month, beside firm volume");
    return table;
  }
};

struct Spot : Contract {
  Terms terms() const override { return Terms::spot; }
  static const scenario::FieldTable<Spot>& fields() {
    static const auto table = contract_fields<Spot>("most that may be bought a month beyond the other contracts");
    return table;
  }
};

bool is_month_start(base::SimTime date) { return base::start_of(base::month_of(date)) == date; }

}  // namespace

std::vector<entity::Good> Contract::goods() const {
  const std::array has = {wafers.has_value(), dies.has_value(),     base_dies.has_value(),
                          stacks.has_value(), packages.has_value(), racks.has_value()};
  std::vector<entity::Good> given;
  for (std::size_t i = 0; i < has.size(); ++i) {
    if (has[i]) {
      given.push_back(kGoods[i]);
    }
  }
  return given;
}

std::optional<double> Contract::volume(base::SimTime date) const {
  std::optional<double> rate;
  const auto look = [&](const auto& ramp) {
    if (ramp) {
      rate = ramp->at(date).in_base_units();
    }
  };
  std::apply([&](const auto&... ramps) { (look(ramps), ...); },
             std::tie(wafers, dies, base_dies, stacks, packages, racks));
  return rate;
}

void Contract::check(scenario::Reader& reader, const std::string& path) const {
  for (const auto& [name, date] : {std::pair{"from", from}, {"to", to}}) {
    if (date != base::SimTime::min() && date != base::kNever && !is_month_start(date)) {
      reader.report(scenario::child_path(path, name), "must be the first day of a month, as volumes go by the month");
    }
  }
  if (to <= from) {
    reader.report(scenario::child_path(path, "to"), "must be later than \"from\"");
  }
  std::vector<std::string_view> given;
  for (const entity::Good good : goods()) {
    given.push_back(entity::unit_of(good));
  }
  if (given.size() > 1) {
    reader.report(path, fmt::format("has \"{}\" and \"{}\"; keep the one that the maker delivers", given[0], given[1]));
  } else if (given.empty() && terms() != Terms::spot) {
    std::vector<std::string_view> all;
    for (const entity::Good good : kGoods) {
      all.push_back(entity::unit_of(good));
    }
    reader.report(path, fmt::format("needs a volume a month, in one of \"{}\"", fmt::join(all, "\", \"")));
  }
}

scenario::Kind<scenario::Spec> firm_contract() {
  return scenario::kind<scenario::Spec, Firm>("firm", "volume the maker is bound to deliver, its shortfall counted");
}

scenario::Kind<scenario::Spec> letter_of_intent() {
  return scenario::kind<scenario::Spec, LetterOfIntent>(
      "letter_of_intent", "volume up to which the customer may call off, without a duty to");
}

scenario::Kind<scenario::Spec> spot_contract() {
  return scenario::kind<scenario::Spec, Spot>("spot", "what may be bought beyond the other contracts");
}

void CallOffs::add(const Contract& contract, base::SimTime from, base::SimTime to) {
  running_.push_back({&contract, base::month_of(std::max(contract.from, from))});
  reach(running_.back(), base::month_of(to - base::Duration{1}));
}

/// Works out the volumes up to a month; later ones follow when an order asks for them, so that they do not depend on how long the
/// run goes on.
void CallOffs::reach(Running& running, base::Month last) {
  const Contract& contract = *running.contract;
  for (; running.next <= last && base::start_of(running.next) < contract.to; running.next = base::next(running.next)) {
    Agreed& of_month = months_[running.next][static_cast<std::size_t>(contract.terms())];
    const auto volume = contract.volume(base::start_of(running.next));
    of_month.is_open = !volume;
    if (volume) {
      running.sum += *volume * kSecondsPerMonth;
      of_month.volume = std::llround(running.sum) - running.agreed;
      running.agreed += *of_month.volume;
    }
  }
}

/// Whether orders beyond the volumes of the month have to wait.
bool CallOffs::has_limit(const Month& month) {
  const Agreed& letter = month[static_cast<std::size_t>(Terms::letter_of_intent)];
  const Agreed& spot = month[static_cast<std::size_t>(Terms::spot)];
  return !spot.is_open && (letter.volume || spot.volume);
}

std::vector<CallOffs::Part> CallOffs::accept(std::int64_t quantity, base::SimTime leaves, base::SimTime now) {
  std::vector<Part> parts;
  const base::Month first = base::month_of(std::max(leaves, now));
  for (base::Month at = first; quantity > 0; at = base::next(at), leaves = base::start_of(at)) {
    std::for_each(running_.begin(), running_.end(), [&](Running& running) { reach(running, at); });
    const auto month = months_.find(at);
    if (month == months_.end() || at.index - first.index > kMonthsToWait) {
      parts.push_back({quantity, leaves, Terms::none});
      return parts;
    }
    for (std::size_t i = 0; i < kTerms; ++i) {
      Agreed& agreed = month->second[i];
      const std::int64_t room = agreed.is_open ? quantity : agreed.volume.value_or(0) - agreed.called;
      const std::int64_t part = std::min(quantity, room);
      if (part > 0) {
        parts.push_back({part, leaves, static_cast<Terms>(i)});
        agreed.called += part;
        quantity -= part;
      }
    }
    if (quantity > 0 && !has_limit(month->second)) {
      parts.push_back({quantity, leaves, Terms::none});
      return parts;
    }
  }
  return parts;
}

std::optional<std::int64_t> CallOffs::volume(Terms terms, base::Month month) const {
  const auto found = months_.find(month);
  return found == months_.end() || terms == Terms::none ? std::nullopt
                                                        : found->second[static_cast<std::size_t>(terms)].volume;
}

}  // namespace aibelt::supply
