#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "aibelt/base/calendar.hpp"
#include "tests/exact/simulated.hpp"

namespace aibelt::exact {

inline constexpr int kManyServers = std::numeric_limits<int>::max();
inline constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();
inline constexpr int kOut = -1;

/// First come, first served by `n_servers`; an arrival that finds `capacity` jobs inside is lost.
struct Station {
  Draw service;
  int n_servers = 1;
  std::size_t capacity = kNoLimit;
};

struct NetworkSpec {
  std::vector<Station> stations;
  double arrival_rate = 0;  ///< Poisson, into station 0
  int n_circulating = 0;    ///< jobs at station 0 at the start
  /// The station a job goes to after `from`, or kOut.
  std::function<int(int from, base::Stream&)> route = [](int, base::Stream&) { return kOut; };
};

struct StationTotals {
  double waited = 0;  ///< units from arrival to start of service, over all starts
  double area = 0;    ///< jobs inside x units
  int n_arrived = 0;
  int n_lost = 0;
  int n_started = 0;
};

struct NetworkTotals {
  std::vector<StationTotals> stations;
  double sojourn = 0;  ///< units from entering to leaving, over all that left
  int n_left = 0;
  double length = 0;  ///< units
};

/// An open or closed network of stations on one Calendar.
class Network {
 public:
  Network(NetworkSpec spec, const std::string& name)
      : spec_(std::move(spec)),
        arrivals_(1, name + "/arrivals"),
        service_(1, name + "/service"),
        routing_(1, name + "/routing"),
        lines_(spec_.stations.size()) {
    totals_.stations.resize(lines_.size());
    if (spec_.arrival_rate > 0) {
      schedule_arrival();
    }
    for (int i = 0; i < spec_.n_circulating; ++i) {
      enter(0, Job{now_, now_});
    }
  }

  void run(double length) {
    const base::SimTime end = now_ + ticks(length);
    while (!calendar_.is_empty() && calendar_.next_time() <= end) {
      const auto entry = calendar_.pop();
      now_ = entry.time;
      entry.event.station == kOut ? on_arrival() : on_finish(entry.event);
    }
    now_ = end;
    totals_.length += length;
  }

  NetworkTotals take_totals() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      count(i, 0);
    }
    NetworkTotals fresh;
    fresh.stations.resize(lines_.size());
    return std::exchange(totals_, fresh);
  }

 private:
  struct Job {
    base::SimTime entered_network;
    base::SimTime entered_station;
  };
  struct Event {
    int station;  ///< kOut: an arrival from outside
    Job job;
  };
  struct Line {
    std::deque<Job> waiting;
    int n_busy = 0;
    std::size_t n_inside = 0;
    base::SimTime counted_to;
  };

  void schedule_arrival() {
    calendar_.schedule(now_ + ticks(arrivals_.exponential(1.0 / spec_.arrival_rate)), Event{kOut, {}});
  }

  void on_arrival() {
    schedule_arrival();
    enter(0, Job{now_, now_});
  }

  void on_finish(const Event& event) {
    const auto from = static_cast<std::size_t>(event.station);
    count(from, -1);
    --lines_[from].n_busy;
    start_next(from);
    const int to = spec_.route(event.station, routing_);
    if (to == kOut) {
      totals_.sojourn += units(now_ - event.job.entered_network);
      ++totals_.n_left;
    } else {
      enter(static_cast<std::size_t>(to), Job{event.job.entered_network, now_});
    }
  }

  void enter(std::size_t station, Job job) {
    ++totals_.stations[station].n_arrived;
    if (lines_[station].n_inside >= spec_.stations[station].capacity) {
      ++totals_.stations[station].n_lost;
      return;
    }
    count(station, +1);
    lines_[station].waiting.push_back(job);
    start_next(station);
  }

  void start_next(std::size_t station) {
    Line& line = lines_[station];
    if (line.waiting.empty() || line.n_busy >= spec_.stations[station].n_servers) {
      return;
    }
    const Job job = line.waiting.front();
    line.waiting.pop_front();
    ++line.n_busy;
    ++totals_.stations[station].n_started;
    totals_.stations[station].waited += units(now_ - job.entered_station);
    calendar_.schedule(now_ + ticks(spec_.stations[station].service(service_)), Event{static_cast<int>(station), job});
  }

  void count(std::size_t station, int change) {
    Line& line = lines_[station];
    totals_.stations[station].area += static_cast<double>(line.n_inside) * units(now_ - line.counted_to);
    line.counted_to = now_;
    line.n_inside += static_cast<std::size_t>(change);
  }

  NetworkSpec spec_;
  base::Stream arrivals_;
  base::Stream service_;
  base::Stream routing_;
  base::Calendar<Event> calendar_;
  std::vector<Line> lines_;
  NetworkTotals totals_;
  base::SimTime now_{};
};

/// Mean wait before service at a station, the textbooks' Wq.
inline auto wait_at(std::size_t station) {
  return [=](const NetworkTotals& t) { return t.stations[station].waited / t.stations[station].n_started; };
}
/// Mean number inside a station, the textbooks' L.
inline auto number_at(std::size_t station) {
  return [=](const NetworkTotals& t) { return t.stations[station].area / t.length; };
}
/// Share of the arrivals at a station that are lost.
inline auto loss_at(std::size_t station) {
  return [=](const NetworkTotals& t) {
    return static_cast<double>(t.stations[station].n_lost) / t.stations[station].n_arrived;
  };
}
/// Services started at a station in a unit of time.
inline auto rate_at(std::size_t station) {
  return [=](const NetworkTotals& t) { return t.stations[station].n_started / t.length; };
}
/// Mean time in the network, the textbooks' W.
inline double time_in_network(const NetworkTotals& t) { return t.sojourn / t.n_left; }

}  // namespace aibelt::exact
