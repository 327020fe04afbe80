#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "aibelt/entity/setting.hpp"
#include "aibelt/policy/growth.hpp"
#include "notices.hpp"
#include "site_spec.hpp"

namespace aibelt::datacenter {

/// What a site hears of the work for its racks, put for its growth policy into racks of the kind it orders next.
class SiteGrowth {
 public:
  SiteGrowth(const SiteSpec& spec, const entity::Setting& setting);

  void note(entity::EntityId user, const WorkWanted& wanted);

  /// Racks of one kind that the site has or will have when those ordered now land.
  struct Planned {
    const std::string& rack;
    std::int64_t racks;
  };

  /// The site's racks of kind `rack` that each of its users wants. A kind of rack counts for another by the accelerators of
  /// each that would do the same work; a user that has no part of the racks ordered now is left out.
  std::vector<policy::RackUser> users(const std::string& rack, const std::vector<Planned>& planned) const;

 private:
  struct Kind {
    entity::ItemId accelerator;
    double accelerators;  ///< in a rack
    double share;         ///< of the racks that is the user's
  };
  struct User {
    entity::EntityId id;
    std::map<std::string, Kind> kinds;  ///< by rack
    std::vector<WorkWanted> weeks;
  };

  double accelerators(const WorkWanted& wanted, const Kind& kind) const;

  const SiteSpec& spec_;
  std::vector<User> users_;
};

}  // namespace aibelt::datacenter
