#pragma once

#include <map>
#include <string>
#include <utility>

#include "builder.hpp"
#include "goods_part.hpp"

namespace aibelt::plan {

/// Adds the sites that connect racks, and the services that use them.
class SitesPart {
 public:
  SitesPart(const Network& network, const Layout& layout, Builder& builder, GoodsPart& goods)
      : network_(network), layout_(layout), builder_(builder), goods_(goods) {}

  void add();

 private:
  /// Part of a period's days in which crews connect racks, so that not all can be at work from its first day.
  struct Part {
    std::size_t first = 0;  ///< days of the run
    std::size_t end = 0;
    double late = 0;  ///< days of the period gone when its first rack can serve
  };
  struct Live {
    const Site* site;
    const RackKind* kind;
    Sums time = {};                    ///< rack-days at work, by period
    std::vector<double> opening = {};  ///< rack-days of racks that the site opens with
  };

  void add_site(const Site& site);
  Sums add_orders(const Site& site, const RackKind& kind, Sums& crews, Sums& power);
  void add_landing(const Site& site, const RackKind& kind, const Sums& ordered, const Sums& connected);
  void add_service(const Service& service, std::map<std::pair<std::size_t, std::size_t>, Sums>& uses);
  std::vector<Part> parts(std::size_t period, double ahead) const;
  Columns add_power(const Site& site, const std::string& what, const Sums& change, double opening);
  void end_service(const Site& site, double lag, std::size_t period, int column, double amount, Sums& change) const;

  const Network& network_;
  const Layout& layout_;
  Builder& builder_;
  GoodsPart& goods_;
  std::vector<Live> lives_;
};

}  // namespace aibelt::plan
