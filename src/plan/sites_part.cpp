#include "sites_part.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace aibelt::plan {
namespace {

constexpr std::size_t kParts = 4;  // of a period, for what crews connect

bool is_served(const Site& site, const Service& service) {
  return service.worth > 0 && std::find(service.sites.begin(), service.sites.end(), site.name) != service.sites.end();
}

double rate_of(const Service& service, const RackKind& kind) {
  const auto rate = service.rates.find(kind.accelerator);
  return rate == service.rates.end() ? 0 : rate->second * kind.accelerators;
}

}  // namespace

void SitesPart::add() {
  for (const Site& site : network_.sites) {
    add_site(site);
  }
  std::map<std::pair<std::size_t, std::size_t>, Sums> uses;  // by position in lives_, by service
  for (std::size_t v = 0; v < network_.services.size(); ++v) {
    if (network_.services[v].worth > 0) {
      add_service(network_.services[v], uses);
    }
  }
  const Grid& grid = builder_.grid();
  Programme& programme = builder_.programme().programme;
  for (std::size_t i = 0; i < lives_.size(); ++i) {
    const Live& live = lives_[i];
    const std::string name = fmt::format("{} at work at {}", live.kind->item, live.site->name);
    for (std::size_t period = 0; period < grid.n_periods(); ++period) {
      const double spare = live.kind->share < 1 ? live.site->spare_racks * grid.length(period) : 0;
      const int row =
          programme.add_row({builder_.dated(name, period), -kNoLimit, live.kind->share * live.opening[period] + spare});
      for (const auto& [column, days] : live.time[period]) {
        programme.add_term(row, column, -days * live.kind->share);
      }
      for (std::size_t v = 0; v < network_.services.size(); ++v) {
        if (const auto use = uses.find({i, v}); use != uses.end()) {
          for (const auto& [column, factor] : use->second[period]) {
            programme.add_term(row, column, factor);
          }
        }
      }
    }
  }
}

/// The days of a period that count at a site, in a few parts.
std::vector<SitesPart::Part> SitesPart::parts(std::size_t period, double ahead) const {
  const auto [first, end] = builder_.grid().days(period, ahead);
  std::vector<Part> all;
  for (std::size_t i = 0; i < kParts; ++i) {
    const std::size_t from = first + (end - first) * i / kParts;
    const std::size_t to = first + (end - first) * (i + 1) / kParts;
    if (from < to) {
      all.push_back({from, to, std::max(0.0, static_cast<double>(from) + ahead - builder_.grid().edge(period))});
    }
  }
  return all;
}

/// Takes what was added in `period` out again when its life is over.
void SitesPart::end_service(const Site& site, double lag, std::size_t period, int column, double amount,
                            Sums& change) const {
  if (site.service_life > 0) {
    const std::size_t gone = builder_.grid().later(period, layout_.in_ahead(site.name), lag);
    if (gone < change.size()) {
      change[gone].emplace_back(column, -amount);
    }
  }
}

void SitesPart::add_site(const Site& site) {
  const Grid& grid = builder_.grid();
  const double ahead = layout_.in_ahead(site.name);
  Sums ordering = builder_.no_sums();
  Sums planned = builder_.no_sums();
  Sums connecting_power = builder_.no_sums();
  std::vector<std::vector<std::pair<int, double>>> by_part;
  std::vector<std::pair<std::size_t, std::size_t>> part_days;
  double opening_power = 0;
  for (std::size_t period = 0; period < grid.n_periods(); ++period) {
    for (const Part& part : parts(period, ahead)) {
      by_part.emplace_back();
      part_days.emplace_back(part.first, part.end);
    }
  }
  for (const RackKind& kind : site.kinds) {
    opening_power += kind.power * kind.opening;
    if (!layout_.is_wanted(site.name, kind.item)) {
      continue;
    }
    const Sums ordered = add_orders(site, kind, ordering, planned);
    Sums connected = builder_.no_sums();
    Live live{&site, &kind, builder_.no_sums(), std::vector<double>(grid.n_periods(), 0)};
    Sums change = builder_.no_sums();
    std::size_t place = 0;
    for (std::size_t period = 0; period < grid.n_periods(); ++period) {
      for (const Part& part : parts(period, ahead)) {
        const int column = builder_.add_flow({"connected", site.name, kind.item, "racks", period, ahead});
        by_part[place++].emplace_back(column, 1);
        connected[period].emplace_back(column, 1);
        connecting_power[period].emplace_back(column, kind.power);
        end_service(site, site.live_after - 1 + site.service_life, period, column, kind.power, connecting_power);
        change[period].emplace_back(column, 1);
        end_service(site, site.service_life, period, column, 1, change);
        live.time[period].emplace_back(column, grid.length(period) - part.late);
      }
    }
    add_landing(site, kind, ordered, connected);
    const Columns level = builder_.add_stock(fmt::format("{} live at {}", kind.item, site.name), change,
                                             builder_.no_sums(), std::vector<double>(grid.n_periods(), 0));
    const double until = site.service_life > 0 ? site.service_life + 1 : kNoLimit;
    for (std::size_t period = 0; period < grid.n_periods(); ++period) {
      if (period > 0 && level[period - 1] >= 0) {
        live.time[period].emplace_back(level[period - 1], grid.length(period));
      }
      live.opening[period] = kind.opening * std::clamp(until - grid.edge(period), 0.0, grid.length(period));
    }
    lives_.push_back(std::move(live));
  }
  if (lives_.empty() || lives_.back().site != &site) {
    return;
  }
  Limit order_days{Daily(grid.n_days(), 0), site.crews.carry};
  for (const auto& [day, racks] : site.orders) {
    if (day < static_cast<double>(grid.n_days())) {
      order_days.by_day[static_cast<std::size_t>(day)] += racks;
    }
  }
  builder_.add_limit({"orders", site.name, "", "racks", true}, order_days, ahead, ordering);
  const Columns planned_level = add_power(site, "planned", planned, opening_power);
  builder_.add_level_limit({"planned_power", site.name, "", "MW", false}, site.planned_power, opening_power, ahead,
                           planned_level);
  const Columns connected_level = add_power(site, "connected", connecting_power, opening_power);
  builder_.add_level_limit({"power", site.name, "", "MW", false}, site.usable_power, opening_power, ahead,
                           connected_level);
  builder_.add_parts_limit({"commissioning", site.name, "", "racks", true}, site.crews, part_days, by_part);
}

/// MW taken, by the end of each period.
Columns SitesPart::add_power(const Site& site, const std::string& what, const Sums& change, double opening) {
  std::vector<double> amounts(builder_.grid().n_periods(), 0);
  amounts[0] = opening;
  if (site.service_life > 0) {
    const double lag = site.service_life + layout_.in_ahead(site.name) - (what == "planned" ? site.orders_early : 0);
    if (const auto gone = builder_.grid().period_of(std::max(lag, 0.0)); gone < amounts.size()) {
      amounts[gone] -= opening;
    }
  }
  return builder_.add_stock(fmt::format("MW {} at {}", what, site.name), change, builder_.no_sums(), amounts);
}

/// Racks ordered, by when they are due; also adds them to what the crews of the week and the buildings' power allow.
Sums SitesPart::add_orders(const Site& site, const RackKind& kind, Sums& crews, Sums& power) {
  const Grid& grid = builder_.grid();
  const double ahead = layout_.in_ahead(site.name);
  Sums ordered = builder_.no_sums();
  std::vector<double> most(grid.n_periods(), 0);
  for (const auto& [day, racks] : site.orders) {
    const bool is_in_window = std::any_of(kind.windows.begin(), kind.windows.end(), [day = day](const auto& window) {
      return window.first <= day && day < window.second;
    });
    if (const std::size_t period = grid.period_of(day + ahead); is_in_window && period < most.size()) {
      most[period] += racks;
    }
  }
  for (std::size_t period = 0; period < grid.n_periods(); ++period) {
    if (most[period] > 0) {
      const int column =
          builder_.add_flow({"ordered", site.name, kind.item, "racks", period, ahead}, most[period] + site.crews.carry);
      ordered[period].emplace_back(column, 1);
      crews[period].emplace_back(column, 1);
      power[period].emplace_back(column, kind.power);
      end_service(site, site.live_after - 1 + site.service_life, period, column, kind.power, power);
    }
  }
  return ordered;
}

void SitesPart::add_landing(const Site& site, const RackKind& kind, const Sums& ordered, const Sums& connected) {
  const Grid& grid = builder_.grid();
  const std::vector<double> none(grid.n_periods(), 0);
  const Sums& arrived = goods_.arrivals(site.name, kind.item);
  builder_.add_stock(fmt::format("{} due and not landed at {}", kind.item, site.name), ordered, arrived, none);
  builder_.add_stock(fmt::format("{} landed at {}", kind.item, site.name), arrived, connected, none);
  for (std::size_t period = 0; kind.worth > 0 && period < grid.n_periods(); ++period) {
    for (const auto& [column, factor] : arrived[period]) {
      builder_.add_worth(column, period, kind.worth * factor);
    }
  }
}

void SitesPart::add_service(const Service& service, std::map<std::pair<std::size_t, std::size_t>, Sums>& uses) {
  const Grid& grid = builder_.grid();
  Programme& programme = builder_.programme().programme;
  const double scale = std::max(1.0, *std::max_element(service.wanted.begin(), service.wanted.end()));
  std::vector<int> rows(grid.n_periods(), -1);
  for (std::size_t period = 0; period < grid.n_periods(); ++period) {
    Flow flow{"served", service.name, "", service.unit, period};
    flow.scale = scale;
    const int served = builder_.add_flow(flow, kNoLimit, service.worth * scale);
    rows[period] =
        programme.add_row({builder_.dated(fmt::format("{} wanted of {}", service.unit, service.name), period),
                           -kNoLimit, grid.sum(service.wanted, period, 0) / scale});
    programme.add_term(rows[period], served, 1);
    const int done = programme.add_row({builder_.dated(service.name + " served", period), -kNoLimit, 0});
    programme.add_term(done, served, 1);
    for (std::size_t i = 0; i < lives_.size(); ++i) {
      const double rate = rate_of(service, *lives_[i].kind);
      if (is_served(*lives_[i].site, service) && rate > 0) {
        const int use = builder_.add_column(
            fmt::format("{} at {} for {}", lives_[i].kind->item, lives_[i].site->name, service.name), period);
        programme.add_term(done, use, -rate / scale);
        const auto sums =
            uses.try_emplace({i, static_cast<std::size_t>(&service - network_.services.data())}, grid.n_periods());
        sums.first->second[period].emplace_back(use, 1);
      }
    }
  }
  builder_.note_limit({"demand", service.name, "", service.unit, true, 1 / scale}, service.wanted, 0, rows);
}

}  // namespace aibelt::plan
