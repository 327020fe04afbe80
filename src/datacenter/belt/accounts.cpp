#include "accounts.hpp"

#include <algorithm>

namespace aibelt::datacenter {
namespace {

constexpr double kTerabyte = 1e12;
constexpr double kGigabitPerSecond = 1e9 / 8;
constexpr const char* kStage = "fibre";

double seconds_of(base::Duration span) { return std::chrono::duration<double>(span).count(); }
double hours_of(base::Duration span) { return std::chrono::duration<double, std::ratio<3600>>(span).count(); }

}  // namespace

LinkAccounts::LinkAccounts(const std::string& name, entity::SeriesBook& book)
    : ledger_(kStage, name, book),
      carried_(ledger_.total("", "carried", "TB")),
      down_(ledger_.total("", "down", "h")),
      capacity_(ledger_.level("", "capacity", "Gbit/s")),
      utilisation_(ledger_.level("", "utilisation", "ratio")) {}

void LinkAccounts::note(const network::LinkState& state, base::Duration span) {
  seconds_ += seconds_of(span);
  usable_ += state.rate * seconds_of(span);
  ledger_.add(down_, state.is_cut ? hours_of(span) : 0);
}

void LinkAccounts::end_month(const std::array<double, 2>& carried) {
  const double there = carried[0] - carried_before_[0];
  const double back = carried[1] - carried_before_[1];
  ledger_.add(carried_, (there + back) / kTerabyte);
  ledger_.set(capacity_, seconds_ > 0 ? usable_ / seconds_ / kGigabitPerSecond : 0);
  ledger_.set(utilisation_, usable_ > 0 ? std::max(there, back) / usable_ : 0);
  seconds_ = usable_ = 0;
  carried_before_ = carried;
}

PairAccounts::PairAccounts(const std::string& from, const std::string& to, entity::SeriesBook& book)
    : ledger_(kStage, from, book),
      transfers_(ledger_.total(to, "transfers", "transfers")),
      carried_(ledger_.total(to, "carried", "TB")),
      waiting_(ledger_.total(to, "waiting", "h")),
      mean_time_(ledger_.level(to, "transfer_time", "h")) {}

void PairAccounts::note(double bytes, base::Duration took, base::Duration waited) {
  ledger_.add(transfers_, 1);
  ledger_.add(carried_, bytes / kTerabyte);
  ledger_.add(waiting_, hours_of(waited));
  n_ += 1;
  hours_ += hours_of(took);
}

void PairAccounts::end_month() {
  ledger_.set(mean_time_, n_ > 0 ? hours_ / n_ : 0);
  n_ = hours_ = 0;
}

}  // namespace aibelt::datacenter
