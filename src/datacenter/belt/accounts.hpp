#pragma once

#include <array>
#include <string>

#include "aibelt/entity/ledger.hpp"
#include "aibelt/network/fibre.hpp"

namespace aibelt::datacenter {

/// Monthly rows of one link. `note` is called whenever its state changes and at the end of each month, with what it did since.
class LinkAccounts {
 public:
  LinkAccounts(const std::string& name, entity::SeriesBook& book);

  /// The link has stood as `state` until now, for `span`.
  void note(const network::LinkState& state, base::Duration span);

  /// Ends the month with what each direction has carried since the run began, in bytes; sets the levels.
  void end_month(const std::array<double, 2>& carried);

  entity::Ledger& ledger() { return ledger_; }

 private:
  entity::Ledger ledger_;
  entity::Ledger::Account carried_, down_, capacity_, utilisation_;
  double seconds_ = 0;                      ///< of this month
  double usable_ = 0;                       ///< bytes each way in them
  std::array<double, 2> carried_before_{};  ///< at the end of the month before
};

/// Monthly rows of the transfers from one place to another.
class PairAccounts {
 public:
  PairAccounts(const std::string& from, const std::string& to, entity::SeriesBook& book);

  /// A transfer has ended, `took` after it was asked for, of which it had no way for `waited`.
  void note(double bytes, base::Duration took, base::Duration waited);

  /// Sets the levels of the month that ends.
  void end_month();

  entity::Ledger& ledger() { return ledger_; }

 private:
  entity::Ledger ledger_;
  entity::Ledger::Account transfers_, carried_, waiting_, mean_time_;
  double n_ = 0;
  double hours_ = 0;
};

}  // namespace aibelt::datacenter
