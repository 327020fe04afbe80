#include <algorithm>

#include "aibelt/base/error.hpp"
#include "plant.hpp"

// What a plant owes its customers: orders taken in, and goods shared out when they are due.
namespace aibelt::supply {

void Plant::accept(const entity::Order& order, entity::EntityId customer) {
  const auto work = std::find_if(works_.begin(), works_.end(),
                                 [&](const Work& candidate) { return candidate.recipe.output == order.item; });
  base::ensure(work != works_.end(), "an order asks for an item the plant does not make");
  const base::SimTime leaves = order.due - customers_.at(customer).lead_time;
  work->book.add(customer, order.quantity, leaves);
  work->requirements.schedule(leaves - work->recipe.cycle_time - plan_.cover, order.quantity);
  has_new_orders_ = true;
}

void Plant::ship(entity::Desk& desk) {
  for (Work& work : works_) {
    ship_one(work, desk);
  }
}

void Plant::ship_one(Work& work, entity::Desk& desk) {
  const auto& due = work.book.due(desk.now());
  if (work.stock == 0 || work.book.overdue() == 0) {
    return;
  }
  std::vector<policy::Claim> claims;
  std::vector<entity::EntityId> ids;
  for (const auto& [customer, quantity] : due) {
    const entity::Partner& partner = customers_.at(customer);
    claims.push_back({partner.name, quantity, partner.spec->priority(), partner.spec->share(desk.now())});
    ids.push_back(customer);
  }
  const auto grants = policy::allocate(*plan_.allocation, {work.stock, claims}, policy_stream_);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (grants[i] > 0) {
      work.book.fill(ids[i], grants[i]);
      work.stock -= grants[i];
      work.shipped += grants[i];
      ledger_.add(work.shipped_out, static_cast<double>(grants[i]));
      desk.send(ids[i], desk.now() + customers_.at(ids[i]).lead_time, entity::Shipment{work.recipe.output, grants[i]});
    }
  }
}

}  // namespace aibelt::supply
