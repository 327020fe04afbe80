#include "aibelt/entity/ledger.hpp"

#include <cmath>
#include <utility>

namespace aibelt::entity {
namespace {

/// Accounts are written to the millionth, large ones to the unit, so that sums of fractions end where they should.
double rounded(double value) {
  constexpr double kLarge = 1e9;
  constexpr double kMillion = 1e6;
  return std::abs(value) < kLarge ? std::round(value * kMillion) / kMillion : std::round(value);
}

}  // namespace

record::SeriesId SeriesBook::declare(record::Series series) {
  series_.push_back(std::move(series));
  return record::SeriesId{static_cast<std::int32_t>(series_.size()) - 1};
}

Ledger::Ledger(std::string stage, std::string place, SeriesBook& book)
    : stage_(std::move(stage)), place_(std::move(place)), book_(book) {}

Ledger::Account Ledger::open(std::string item, std::string measure, std::string unit, bool is_level) {
  const auto series = book_.declare({stage_, place_, std::move(item), std::move(measure), std::move(unit)});
  accounts_.push_back({series, 0, is_level, false});
  return accounts_.size() - 1;
}

Ledger::Account Ledger::total(std::string item, std::string measure, std::string unit) {
  return open(std::move(item), std::move(measure), std::move(unit), false);
}

Ledger::Account Ledger::level(std::string item, std::string measure, std::string unit) {
  return open(std::move(item), std::move(measure), std::move(unit), true);
}

void Ledger::begin(base::Month month) {
  month_ = month;
  month_end_ = base::start_of(base::next(month));
  days_in_month_ = base::days_in(month);
}

void Ledger::roll(Desk& desk) {
  if (!has_begun_) {
    begin(base::month_of(desk.now()));
    has_begun_ = true;
  }
  while (desk.now() >= month_end_) {
    close(desk);
    begin(base::next(month_));
  }
}

void Ledger::finish(Desk& desk) {
  const base::SimTime end = desk.now();
  if (!has_begun_) {
    return;
  }
  while (month_end_ < end) {
    close(desk);
    begin(base::next(month_));
  }
  close(desk);
}

void Ledger::close(Desk& desk) {
  for (Book& account : accounts_) {
    account.is_open = account.is_open || account.value != 0;
    if (account.is_open) {
      desk.write(record::CurveRow{month_, account.series, rounded(account.value)});
    }
    if (!account.is_level) {
      account.value = 0;
    }
  }
}

}  // namespace aibelt::entity
