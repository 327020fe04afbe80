#include "goods_of_many.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "aibelt/scenario/reader.hpp"

namespace aibelt::supply {
namespace {

using entity::Good;

constexpr std::array kGoods = {Good::wafer,   Good::die,  Good::base_die, Good::stack,
                               Good::package, Good::rack, Good::part};

/// The section in which products of such goods stand.
std::string section_of(Good good) {
  return good == Good::rack      ? "racks"
         : good == Good::package ? "accelerators"
         : good == Good::part    ? "parts"
                                 : "memory";
}

}  // namespace

scenario::FieldInfo goods_field() {
  scenario::FieldInfo info{.name = "goods", .doc = "kind of goods its items are"};
  for (const Good good : kGoods) {
    info.choices.emplace_back(entity::unit_of(good));
  }
  return info;
}

entity::Good good_named(const std::string& goods) {
  const auto found =
      std::find_if(kGoods.begin(), kGoods.end(), [&](Good good) { return entity::unit_of(good) == goods; });
  base::ensure(found != kGoods.end(), "no such goods");
  return *found;
}

void check_item(const scenario::Scenario& scenario, entity::Good good, const std::string& product,
                const std::string& path, base::Issues& issues) {
  const std::string section = section_of(good);
  if (scenario.section(section).contains(product)) {
    return;
  }
  std::vector<std::string> names;
  for (const auto& [name, entry] : scenario.section(section)) {
    names.push_back(name);
  }
  issues.push_back({"", path,
                    fmt::format("there is no \"{}\" in {}, where products counted in {} stand{}", product, section,
                                entity::unit_of(good), scenario::did_you_mean(product, names))});
}

}  // namespace aibelt::supply
