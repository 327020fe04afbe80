#include <algorithm>

#include "policies.hpp"

namespace aibelt::policy {
namespace {

/// What is firmly promised comes first, in proportion where it is short itself; the rest goes in proportion to what is still wanted.
class ContractFirst : public AllocationPolicy {
 public:
  std::vector<std::int64_t> decide(const AllocationView& view, base::Stream& random) const override {
    std::vector<Claim> firm = view.claims;
    std::vector<Claim> rest = view.claims;
    for (std::size_t i = 0; i < firm.size(); ++i) {
      firm[i].wanted = std::clamp(firm[i].contracted, std::int64_t{0}, rest[i].wanted);
      rest[i].wanted -= firm[i].wanted;
    }
    auto grants = allocate(*default_allocation(), {view.available, firm}, random);
    std::int64_t left = view.available;
    for (const std::int64_t grant : grants) {
      left -= grant;
    }
    const auto more = allocate(*default_allocation(), {left, rest}, random);
    for (std::size_t i = 0; i < grants.size(); ++i) {
      grants[i] += more[i];
    }
    return grants;
  }

  static const scenario::FieldTable<ContractFirst>& fields() {
    static const scenario::FieldTable<ContractFirst> none;
    return none;
  }
};

}  // namespace

scenario::Kind<AllocationPolicy> contract_first() {
  return scenario::kind<AllocationPolicy, ContractFirst>(
      "contract_first", "what firm contracts promise first, then everyone the same fraction of the rest it wants");
}

}  // namespace aibelt::policy
