#include "partners.hpp"

#include <algorithm>
#include <tuple>

namespace aibelt::engine {
namespace {

entity::LaneTerms terms_of(const std::string& name, const network::Lane& lane) {
  entity::LaneTerms terms{.name = name,
                          .mode = lane.mode.value_or(""),
                          .lead_time = lane.lead_time,
                          .delay = lane.delay,
                          .capacity = lane.capacity,
                          .cost = lane.cost.in_base_units(),
                          .preference = lane.preference,
                          .order_time = lane.order_time,
                          .qualified = lane.qualified,
                          .qualification = lane.qualification};
  if (lane.customs) {
    terms.inspected = lane.customs->inspected.in_base_units();
    terms.inspection = lane.customs->time;
  }
  return terms;
}

}  // namespace

void add_terms(entity::Partner& partner, const std::string& name, const network::Lane& lane) {
  partner.lanes.push_back(terms_of(name, lane));
  const auto& lanes = partner.lanes;
  const auto usual = std::min_element(lanes.begin(), lanes.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.cost, a.planned_time()) < std::tuple(b.cost, b.planned_time());
  });
  partner.lead_time = usual->planned_time();
  partner.order_time = lanes.size() == 1 ? lane.order_time : std::min(partner.order_time, lane.order_time);
  partner.preference = lanes.size() == 1 ? lane.preference : std::min(partner.preference, lane.preference);
}

}  // namespace aibelt::engine
