#pragma once

#include <map>
#include <string>
#include <vector>

#include "aibelt/base/quantity.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::policy {

/// Weight by tenant's name.
using WeightsByName = std::map<std::string, base::Ratio>;

inline std::vector<std::string> names_of(const WeightsByName& weights) {
  std::vector<std::string> names;
  for (const auto& [name, weight] : weights) {
    names.push_back(name);
  }
  return names;
}

/// The weights of a cluster's tenants by their index; 1 for those without one.
class TenantWeights {
 public:
  TenantWeights(const WeightsByName& by_name, const std::vector<std::string>& tenants) {
    for (const std::string& tenant : tenants) {
      const auto found = by_name.find(tenant);
      weights_.push_back(found == by_name.end() ? 1 : found->second.in_base_units());
    }
  }

  double of(std::size_t tenant) const { return tenant < weights_.size() ? weights_[tenant] : 1; }

 private:
  std::vector<double> weights_;
};

/// The field `weights` of a policy.
template <class Policy>
scenario::Field<Policy> weights_field(WeightsByName Policy::*member) {
  return scenario::field(member, {.name = "weights",
                                  .unit = "1",
                                  .low = 1e-6,
                                  .high = 1e6,
                                  .doc = "weight by tenant; 1 for tenants that are not named",
                                  .by_default = "{}"});
}

}  // namespace aibelt::policy
