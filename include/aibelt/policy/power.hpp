#pragma once

#include <memory>

#include "aibelt/scenario/field.hpp"

namespace aibelt::policy {

/// The power of a cluster, in W: what it may draw, what it draws idle, and what its jobs add to that at full speed.
struct PowerView {
  double limit = 0;
  double idle = 0;
  double dynamic = 0;
};

/// Says what a cluster does when its jobs want more power than it may draw.
class PowerPolicy {
 public:
  virtual ~PowerPolicy() = default;

  /// Whether a job that adds `more` W at full speed may start.
  virtual bool admits(const PowerView& view, double more) const = 0;

  /// The part of their dynamic power that running jobs may draw, from 0 to 1; it slows them.
  virtual double dynamic_share(const PowerView& view) const = 0;

  /// Every policy there is; src/policy/power/catalogue.cpp lists them.
  static const scenario::Kinds<PowerPolicy>& kinds();
};

/// The policy clusters get when they name none: `slow`.
std::shared_ptr<const PowerPolicy> default_power_policy();

}  // namespace aibelt::policy
