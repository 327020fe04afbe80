#pragma once

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "aibelt/base/time.hpp"

namespace aibelt::plan {

/// A figure for each day of a run, the first for the day that begins with it; empty for no limit.
using Daily = std::vector<double>;

/// `figure` of each day from `from` to before `to`.
template <class Figure>
Daily daily(base::SimTime from, base::SimTime to, Figure figure) {
  Daily all;
  for (base::SimTime day = from; day < to; day += base::kDay) {
    all.push_back(figure(day));
  }
  return all;
}

inline double days_of(base::Duration span) {
  return std::chrono::duration<double>(span).count() / std::chrono::duration<double>(base::kDay).count();
}

/// So much of something, `day` days after the start of the run.
struct Dated {
  double day = 0;
  double amount = 0;
};

/// A limit by day on what something takes together. What is left of a day, less than `carry`, adds to the next.
struct Limit {
  Daily by_day = {};
  double carry = 0;
};

/// One way to make an item: a unit of work takes in inputs when it is started and gives good ones when it is done.
struct Recipe {
  std::string item = {};
  double days = 0;  ///< from start to finished goods, at least
  std::vector<std::pair<std::string, double>> inputs = {};
  Daily goods = {};                                        ///< good ones expected of a unit of work, by day of start
  std::vector<std::pair<std::string, Daily>> others = {};  ///< other items that come of it, likewise
  double load = 1;                                         ///< of the place's capacity, for a unit of work
  Limit share = {};                                        ///< most load a day
  std::string type = {};                                   ///< of the place's capacity; empty: none
  std::string unit = "units";                              ///< of work, plural
};

/// A place that makes or keeps goods.
struct Place {
  std::string name = {};
  std::string stage = {};
  std::string capacity_unit = {};
  Limit capacity = {};                      ///< load a day
  Limit for_all = {};                       ///< load a day of all recipes together, where it is less than the capacity
  std::map<std::string, Limit> types = {};  ///< load a day of the recipes of each type
  std::vector<Recipe> recipes = {};
  std::map<std::string, std::vector<Dated>> opening =
      {};  ///< goods by item: on hand, or out of the process they are in
};

/// A lane.
struct Way {
  std::string name = {};
  std::string from = {};
  std::string to = {};
  double days = 0;      ///< at least
  Limit capacity = {};  ///< units of goods a day
  std::vector<std::string> items = {};
  std::map<std::string, std::vector<bool>> open =
      {};  ///< by item: whether goods may leave on each day; missing: always
};

/// Goods wanted by somebody who uses them up.
struct Demand {
  std::string place = {};
  std::string stage = {};
  std::string item = {};
  std::vector<Dated> wanted = {};  ///< may be met from its day on
  double worth = 0;                ///< of one received, in the objective
};

/// A kind of rack of a site.
struct RackKind {
  std::string item = {};
  double power = 0;  ///< MW
  double accelerators = 0;
  std::string accelerator = {};
  double opening = 0;                                   ///< at work when the run starts
  std::vector<std::pair<double, double>> windows = {};  ///< days in which it may be due, first and first after
  double share = 1;                                     ///< of them that services use
  double worth = 0;                                     ///< of one received, in the objective
};

/// A datacenter.
struct Site {
  std::string name = {};
  std::vector<RackKind> kinds = {};
  Daily planned_power = {};        ///< MW of IT that its buildings are planned for
  Daily usable_power = {};         ///< MW of IT that buildings and grid carry
  Limit crews = {};                ///< racks connected a day
  std::vector<Dated> orders = {};  ///< racks it may order, by when they can land at the earliest
  double orders_early = 0;         ///< days that is before they are due
  double live_after = 0;           ///< days from connecting to serving
  double service_life = 0;         ///< days at work; 0: for ever
  double spare_racks = 0;          ///< that services may have beyond their share, since clusters take whole racks
};

/// Work wanted by date.
struct Service {
  std::string name = {};
  std::string unit = {};  ///< plural
  std::vector<std::string> sites = {};
  Daily wanted = {};                         ///< a day
  std::map<std::string, double> rates = {};  ///< a day, of one accelerator
  double worth = 0;                          ///< of one unit served, in the objective
};

/// What a plan is made for: everything that makes, moves and uses goods, and what each can do day by day.
struct Network {
  base::SimTime from = {};
  base::SimTime to = {};
  std::vector<Place> places = {};
  std::vector<Way> ways = {};
  std::vector<Demand> demands = {};
  std::vector<Site> sites = {};
  std::vector<Service> services = {};

  std::size_t n_days() const { return static_cast<std::size_t>((to - from) / base::kDay); }
};

}  // namespace aibelt::plan
