#include "chrome_trace.hpp"

#include <array>

#include <nlohmann/json.hpp>

namespace aibelt::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kMeasures = {"shipped", "received", "stock", "in_process", "backlog"};

class Writer {
 public:
  Writer(const report::PastRun& run, const report::Figures& figures) : run_(run), figures_(figures) {}

  std::string write() {
    const auto& places = run_.graph->places;
    for (std::size_t i = 0; i < places.size(); ++i) {
      add({{"name", "process_name"}, {"ph", "M"}, {"pid", i + 1}, {"args", {{"name", places[i].name}}}});
      add({{"name", "process_labels"}, {"ph", "M"}, {"pid", i + 1}, {"args", {{"labels", places[i].stage}}}});
      for (std::size_t month = 0; month < run_.n_months; ++month) {
        add_counters(i, month);
      }
    }
    for (const record::EventRow& event : run_.events) {
      add_event(event);
    }
    return text_ + "\n],\"displayTimeUnit\":\"ms\"}\n";
  }

 private:
  void add(const Json& event) {
    text_ += (is_first_ ? "\n" : ",\n") + event.dump();
    is_first_ = false;
  }

  /// Microseconds of the trace.
  double trace_time(base::SimTime time) const {
    constexpr double kPerDay = 1000;
    return kPerDay * static_cast<double>((time - base::start_of(run_.from)).count()) /
           static_cast<double>(base::kDay.count());
  }

  void add_counters(std::size_t i, std::size_t month) {
    const network::Place& place = run_.graph->places[i];
    const double time = trace_time(base::start_of({run_.from.index + static_cast<int>(month)}));
    const auto add_counter = [&](const std::string& name, const Json& values) {
      if (!values.empty()) {
        add({{"name", name}, {"ph", "C"}, {"pid", i + 1}, {"ts", time}, {"args", values}});
      }
    };
    for (const char* measure : kMeasures) {
      Json values = Json::object();
      for (const std::string& product : products_of(place)) {
        if (figures_.has(place.name, product, measure)) {
          values[product] = figures_.at(place.name, product, measure, month);
        }
      }
      add_counter(measure, values);
    }
    if (const double capacity = figures_.at(place.name, "", "capacity", month); capacity > 0) {
      const double used = figures_.at(place.name, "", "used_capacity", month);
      add_counter("capacity used, %", {{"used", 100 * used / capacity}});
    }
  }

  static std::vector<std::string> products_of(const network::Place& place) {
    std::vector<std::string> products;
    for (const network::Making& making : place.makes) {
      products.push_back(report::product_of(making.item));
    }
    for (const std::string& item : place.takes) {
      products.push_back(report::product_of(item));
    }
    return products;
  }

  void add_event(const record::EventRow& event) {
    const auto place = run_.graph->find(event.place);
    add({{"name", event.item.empty() ? event.what : event.what + " " + event.item},
         {"cat", event.stage},
         {"ph", "i"},
         {"s", place ? "p" : "g"},
         {"pid", place ? *place + 1 : 0},
         {"tid", 0},
         {"ts", trace_time(event.time)},
         {"args", {{"place", event.place}, {"quantity", event.quantity}, {"unit", event.unit}}}});
  }

  const report::PastRun& run_;
  const report::Figures& figures_;
  std::string text_ = "{\"traceEvents\":[";
  bool is_first_ = true;
};

}  // namespace

std::string chrome_trace(const report::PastRun& run, const report::Figures& figures) {
  return Writer(run, figures).write();
}

}  // namespace aibelt::cli
