#include "sales.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace aibelt::supply {
namespace {

std::string name_of(Terms terms) {
  switch (terms) {
    case Terms::firm:
      return "firm";
    case Terms::letter_of_intent:
      return "letter";
    case Terms::spot:
      return "spot";
    case Terms::none:
      break;
  }
  return "open";
}

double days(base::Duration span) { return std::chrono::duration<double, std::chrono::days::period>(span).count(); }

bool buys(const entity::Partner& partner, const entity::Setting& setting, entity::ItemId item) {
  if (partner.spec == nullptr) {
    return false;
  }
  const auto items = partner.spec->consumes(setting.scenario);
  return std::find(items.begin(), items.end(), setting.items[item]) != items.end();
}

/// What is open of lines past their date.
struct Backlog {
  double quantity = 0;
  double quantity_days = 0;
  double oldest = 0;
  std::map<Terms, double> of_month = {};  ///< of lines whose date lies in the month in hand

  void add(const Line& line, base::SimTime now) {
    const double age = days(now - line.date());
    const auto open = static_cast<double>(line.open);
    quantity += open;
    quantity_days += open * age;
    oldest = std::max(oldest, age);
    of_month[line.terms] += base::month_of(line.date()) == base::month_of(now) ? open : 0;
  }
};

}  // namespace

Sales::Sales(entity::Ledger& ledger, const entity::Setting& setting, entity::ItemId item, base::Duration past)
    : product_(setting.items[item].product), goods_(entity::unit_of(setting.items[item].good)), past_(past) {
  service_ = open_service(ledger, "");
  backlog_days_ = ledger.level(product_, "backlog_days", goods_.substr(0, goods_.size() - 1) + "-days");
  const auto n_buyers = std::count_if(setting.customers.begin(), setting.customers.end(),
                                      [&](const auto& customer) { return buys(customer.second, setting, item); });
  for (const auto& [id, partner] : setting.customers) {
    if (!buys(partner, setting, item)) {
      continue;
    }
    const std::string suffix = "_to_" + partner.name;
    Customer& customer = customers_[id];
    if (n_buyers > 1) {
      customer.service = open_service(ledger, suffix);
      customer.backlog = ledger.level(product_, "backlog" + suffix, goods_);
    }
    customer.age = ledger.level(product_, "backlog_age" + suffix, "days");
    customer.oldest = ledger.level(product_, "oldest_backlog" + suffix, "days");
    for (const auto& [name, entry] : setting.scenario.section("contracts")) {
      const auto& contract = dynamic_cast<const Contract&>(*entry.spec);
      if (contract.maker == setting.name && contract.customer == partner.name && contract.product == product_) {
        add_contract(contract, customer, setting, ledger);
      }
    }
  }
}

Sales::Service Sales::open_service(entity::Ledger& ledger, const std::string& suffix) const {
  return {ledger.total(product_, "lines_due" + suffix, "lines"),
          ledger.total(product_, "lines_on_time" + suffix, "lines"),
          ledger.total(product_, "quantity_due" + suffix, goods_),
          ledger.total(product_, "quantity_on_time" + suffix, goods_)};
}

Sales::OfContract Sales::open_contract(entity::Ledger& ledger, Terms terms, const std::string& suffix) const {
  const std::string name = name_of(terms);
  return {true, ledger.level(product_, name + "_agreed" + suffix, goods_),
          ledger.total(product_, name + "_called" + suffix, goods_),
          ledger.total(product_, name + "_on_time" + suffix, goods_),
          ledger.level(product_, name + "_shortfall" + suffix, goods_)};
}

void Sales::add_contract(const Contract& contract, Customer& customer, const entity::Setting& setting,
                         entity::Ledger& ledger) {
  const std::string suffix = "_to_" + contract.customer;
  const Terms terms = contract.terms();
  if (customer.contracts.empty()) {
    customer.put_off = ledger.total(product_, "put_off" + suffix, goods_);
  }
  if (!customer.contracts[terms].is_kept) {
    customer.contracts[terms] = open_contract(ledger, terms, suffix);
  }
  if (!contracts_[terms].is_kept) {
    contracts_[terms] = open_contract(ledger, terms, "");
  }
  customer.calls.add(contract, setting.scenario.from, setting.scenario.to);
}

std::vector<CallOffs::Part> Sales::accept(entity::EntityId id, std::int64_t quantity, base::SimTime leaves,
                                          base::SimTime now, entity::Ledger& ledger) {
  const auto found = customers_.find(id);
  if (found == customers_.end() || found->second.contracts.empty()) {
    return {{quantity, leaves, Terms::none}};
  }
  auto parts = found->second.calls.accept(quantity, leaves, now);
  for (const CallOffs::Part& part : parts) {
    ledger.add(found->second.put_off, part.leaves > leaves ? static_cast<double>(part.quantity) : 0);
  }
  return parts;
}

void Sales::note_shipped(entity::EntityId id, std::int64_t quantity, base::SimTime now) {
  const auto found = customers_.find(id);
  if (past_ > base::Duration{0} && found != customers_.end()) {
    found->second.shipped.add(quantity, now);
  }
}

void Sales::note_started(std::int64_t units, base::SimTime now) {
  if (past_ > base::Duration{0}) {
    started_.add(units, now);
  }
}

std::int64_t Sales::shipped_lately(entity::EntityId id, base::SimTime now) {
  const auto found = customers_.find(id);
  return found == customers_.end() ? 0 : found->second.shipped.sum(past_, now);
}

std::int64_t Sales::started_lately(base::SimTime now) { return started_.sum(past_, now); }

void Sales::judge(const OrderBook& book, base::SimTime now, entity::Ledger& ledger) {
  last_dispatch_ = now;
  for (const Line& line : book.newly_due()) {
    const auto found = customers_.find(line.customer);
    if (line.quantity == 0 || found == customers_.end()) {
      continue;
    }
    note(service_, line, ledger);
    if (found->second.service) {
      note(*found->second.service, line, ledger);
    }
    note_contract(found->second, line, ledger);
  }
}

void Sales::note(const Service& service, const Line& line, entity::Ledger& ledger) {
  ledger.add(service.lines_due, 1);
  ledger.add(service.lines_on_time, line.open == 0 ? 1 : 0);
  ledger.add(service.due, static_cast<double>(line.quantity));
  ledger.add(service.on_time, static_cast<double>(line.quantity - line.open));
}

void Sales::note_contract(const Customer& customer, const Line& line, entity::Ledger& ledger) const {
  for (const auto* contracts : {&customer.contracts, &contracts_}) {
    if (const auto found = contracts->find(line.terms); found != contracts->end()) {
      ledger.add(found->second.called, static_cast<double>(line.quantity));
      ledger.add(found->second.on_time, static_cast<double>(line.quantity - line.open));
    }
  }
}

void Sales::note_levels(const OrderBook& book, entity::Ledger& ledger) const {
  const base::Month month = base::month_of(last_dispatch_);
  std::map<entity::EntityId, Backlog> backlogs;
  Backlog all;
  for (std::size_t i = 0; i < book.n_due(); ++i) {
    const Line& line = book.lines()[i];
    if (line.open > 0) {
      backlogs[line.customer].add(line, last_dispatch_);
      all.add(line, last_dispatch_);
    }
  }
  ledger.set(backlog_days_, all.quantity_days);
  std::map<Terms, double> agreed;
  for (const auto& [id, customer] : customers_) {
    Backlog& backlog = backlogs[id];
    if (customer.backlog) {
      ledger.set(*customer.backlog, backlog.quantity);
    }
    ledger.set(customer.age, backlog.quantity > 0 ? backlog.quantity_days / backlog.quantity : 0);
    ledger.set(customer.oldest, backlog.oldest);
    for (const auto& [terms, contract] : customer.contracts) {
      const auto volume = static_cast<double>(customer.calls.volume(terms, month).value_or(0));
      ledger.set(contract.agreed, volume);
      ledger.set(contract.shortfall, backlog.of_month[terms]);
      agreed[terms] += volume;
    }
  }
  for (const auto& [terms, contract] : contracts_) {
    ledger.set(contract.agreed, agreed[terms]);
    ledger.set(contract.shortfall, all.of_month[terms]);
  }
}

}  // namespace aibelt::supply
