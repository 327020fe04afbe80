#pragma once

#include <string>
#include <vector>

#include "aibelt/base/time.hpp"
#include "aibelt/entity/entity.hpp"
#include "aibelt/record/rows.hpp"

namespace aibelt::entity {

/// Collects the series a run declares; the id of each is its position.
class SeriesBook {
 public:
  record::SeriesId declare(record::Series series);
  std::vector<record::Series> take() { return std::move(series_); }

 private:
  std::vector<record::Series> series_;
};

/// The monthly accounts of one entity: totals that start again each month and levels that stay until set anew.
/// An account writes no row before the month in which it first differs from zero.
class Ledger {
 public:
  /// Position of an account, valid for this ledger only.
  using Account = std::size_t;

  Ledger(std::string stage, std::string place, SeriesBook& book);

  Account total(std::string item, std::string measure, std::string unit);
  Account level(std::string item, std::string measure, std::string unit);

  void add(Account account, double amount) { accounts_[account].value += amount; }
  void set(Account account, double value) { accounts_[account].value = value; }

  /// Whether `roll` would close a month now; the time to set the levels it ends with.
  bool is_month_over(const Desk& desk) const { return has_begun_ && desk.now() >= month_end_; }

  /// Closes every month that has ended before the desk's instant; call it first in each step and message.
  void roll(Desk& desk);

  /// Closes the month the desk's instant ends, or the part of it that has passed.
  void finish(Desk& desk);

  /// Days in the month in hand, for means over it.
  double days_in_month() const { return days_in_month_; }

  const std::string& stage() const { return stage_; }
  const std::string& place() const { return place_; }

 private:
  struct Book {
    record::SeriesId series;
    double value = 0;
    bool is_level = false;
    bool is_open = false;
  };

  Account open(std::string item, std::string measure, std::string unit, bool is_level);
  void close(Desk& desk);
  void begin(base::Month month);

  std::string stage_;
  std::string place_;
  SeriesBook& book_;
  std::vector<Book> accounts_;
  base::Month month_;
  double days_in_month_ = 0;
  base::SimTime month_end_;
  bool has_begun_ = false;
};

}  // namespace aibelt::entity
