#include "kinds.hpp"

namespace aibelt::datacenter {

const scenario::Kinds<Cooling>& Cooling::kinds() {
  static const scenario::Kinds<Cooling> all = {
      fixed_cooling(),
      free_cooling(),
  };
  return all;
}

const scenario::Kinds<Tariff>& Tariff::kinds() {
  static const scenario::Kinds<Tariff> all = {
      flat_tariff(),
      time_of_use_tariff(),
  };
  return all;
}

const scenario::Kinds<Carbon>& Carbon::kinds() {
  static const scenario::Kinds<Carbon> all = {
      flat_carbon(),
      hourly_carbon(),
  };
  return all;
}

}  // namespace aibelt::datacenter
