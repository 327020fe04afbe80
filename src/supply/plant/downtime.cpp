#include "downtime.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace aibelt::supply {
namespace {

double days(base::Duration time) { return static_cast<double>(time.count()) / static_cast<double>(base::kDay.count()); }

base::Duration drawn(base::Stream& random, base::Duration mean) {
  return base::Duration{static_cast<std::int64_t>(random.exponential(static_cast<double>(mean.count())))};
}

/// How much of [from, to) lies within `day`.
base::Duration within_day(base::SimTime from, base::SimTime to, base::SimTime day) {
  return std::max(base::Duration{0}, std::min(to, day + base::kDay) - std::max(from, day));
}

scenario::FieldInfo time_field(std::string name, std::string doc) {
  return {
      .name = std::move(name), .unit = "days", .low = 0, .high = 10000, .doc = std::move(doc), .by_default = "0 days"};
}

}  // namespace

double Downtime::availability() const {
  const double maintained = has_maintenance() ? days(maintenance) / days(maintenance_every) : 0;
  const double failed = has_failures() ? days(mean_repair) / (days(mean_uptime) + days(mean_repair)) : 0;
  return (1 - maintained) * (1 - failed);
}

void Downtime::check(scenario::Reader& reader, const std::string& path) const {
  if (maintenance > maintenance_every) {
    reader.report(scenario::child_path(path, "maintenance"),
                  "lasts longer than \"maintenance_every\"; tools would never run");
  }
  if (has_failures() != (mean_repair > base::Duration{0})) {
    reader.report(path, "\"mean_uptime\" and \"mean_repair\" go together: give both or neither");
  }
}

const scenario::FieldTable<Downtime>& Downtime::fields() {
  static const scenario::FieldTable<Downtime> table = {
      scenario::field(&Downtime::tools, {.name = "tools",
                                         .unit = "1",
                                         .low = 1,
                                         .high = 1000,
                                         .doc = "constraint tools of equal capacity; each stands still on its own",
                                         .by_default = "1"}),
      scenario::field(&Downtime::maintenance_every,
                      time_field("maintenance_every", "from one maintenance of a tool to its next; 0: none")),
      scenario::field(&Downtime::maintenance, time_field("maintenance", "how long a tool's maintenance takes")),
      scenario::field(&Downtime::mean_uptime,
                      time_field("mean_uptime", "mean time from a tool's repair to its next failure; 0: none fails")),
      scenario::field(&Downtime::mean_repair, time_field("mean_repair", "mean time to repair a tool")),
  };
  return table;
}

ToolsUp::ToolsUp(const Downtime& downtime, base::SimTime from, std::uint64_t seed, const std::string& name)
    : downtime_(downtime), from_(from) {
  for (std::int64_t i = 0; i < downtime.tools; ++i) {
    tools_.push_back({base::Stream(seed, fmt::format("{}/{}", name, i)), from, from});
    fail_next(tools_.back(), from);
  }
}

double ToolsUp::on(base::SimTime day) {
  if (day < from_) {
    return downtime_.availability();
  }
  const auto place = static_cast<std::size_t>((day - from_) / base::kDay);
  while (up_.size() <= place) {
    up_.push_back(up_of_next_day());
  }
  return up_[place];
}

double ToolsUp::up_of_next_day() {
  const base::SimTime day = from_ + static_cast<std::int64_t>(up_.size()) * base::kDay;
  base::Duration down{0};
  for (std::size_t i = 0; i < tools_.size(); ++i) {
    down += std::min(base::kDay, in_maintenance(i, day) + in_repair(tools_[i], day));
  }
  return 1 - days(down) / static_cast<double>(tools_.size());
}

base::Duration ToolsUp::in_maintenance(std::size_t tool, base::SimTime day) const {
  if (!downtime_.has_maintenance()) {
    return base::Duration{0};
  }
  const base::Duration every = downtime_.maintenance_every;
  const base::SimTime first =
      from_ + every * static_cast<std::int64_t>(tool) / static_cast<std::int64_t>(tools_.size());
  // The round that began before the day, and those that begin within it.
  std::int64_t round = std::max<std::int64_t>(0, (day - first) / every);
  base::Duration down{0};
  for (base::SimTime begins = first + round * every; begins < day + base::kDay; begins += every) {
    down += within_day(begins, begins + downtime_.maintenance, day);
  }
  return down;
}

base::Duration ToolsUp::in_repair(Tool& tool, base::SimTime day) const {
  base::Duration down{0};
  while (tool.fails < day + base::kDay) {
    down += within_day(tool.fails, tool.repaired, day);
    if (tool.repaired >= day + base::kDay) {
      break;
    }
    fail_next(tool, tool.repaired);
  }
  return down;
}

void ToolsUp::fail_next(Tool& tool, base::SimTime after) const {
  if (!downtime_.has_failures()) {
    tool.fails = tool.repaired = base::kNever;
    return;
  }
  tool.fails = after + drawn(tool.random, downtime_.mean_uptime);
  tool.repaired = tool.fails + drawn(tool.random, downtime_.mean_repair);
}

}  // namespace aibelt::supply
