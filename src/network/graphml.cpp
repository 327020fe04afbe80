#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aibelt/network/drawing.hpp"

namespace aibelt::network {
namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

struct Key {
  const char* name;
  const char* of;
  const char* type;
};

constexpr std::array kKeys = {Key{"stage", "node", "string"},
                              Key{"makes", "node", "string"},
                              Key{"throughput_per_month", "node", "double"},
                              Key{"unit", "node", "string"},
                              Key{"utilisation", "node", "double"},
                              Key{"binding_months", "node", "long"},
                              Key{"throughput_by_month", "node", "string"},
                              Key{"utilisation_by_month", "node", "string"},
                              Key{"lane", "edge", "string"},
                              Key{"lead_time_days", "edge", "double"},
                              Key{"mode", "edge", "string"},
                              Key{"usd_per_unit", "edge", "double"},
                              Key{"items", "edge", "string"}};

std::string data(const char* key, const std::string& value) {
  return value.empty() ? "" : fmt::format("      <data key=\"{}\">{}</data>\n", key, escaped(value));
}

std::string items_of(const Place& place) {
  std::vector<std::string> items;
  for (const Making& making : place.makes) {
    items.push_back(making.item);
  }
  return fmt::format("{}", fmt::join(items, ", "));
}

std::string numbers(const std::vector<double>& values) { return fmt::format("{:.6g}", fmt::join(values, " ")); }

std::string node(const Place& place, const PlaceNote& note) {
  return fmt::format(
      "    <node id=\"{}\">\n{}{}{}{}{}{}{}{}    </node>\n", escaped(place.name), data("stage", place.stage),
      data("makes", items_of(place)), data("throughput_per_month", fmt::format("{:.6g}", note.throughput)),
      data("unit", note.unit), data("utilisation", note.utilisation < 0 ? "" : fmt::format("{:.6g}", note.utilisation)),
      data("binding_months", std::to_string(note.binding_months)), data("throughput_by_month", numbers(note.by_month)),
      data("utilisation_by_month", numbers(note.utilisations)));
}

std::string edge(const GoodsWay& way, const SupplyGraph& graph) {
  return fmt::format("    <edge source=\"{}\" target=\"{}\">\n{}{}{}{}{}    </edge>\n",
                     escaped(graph.places[way.from].name), escaped(graph.places[way.to].name), data("lane", way.name),
                     data("lead_time_days", fmt::format("{:.6g}", way.days)), data("mode", way.mode),
                     data("usd_per_unit", fmt::format("{:.6g}", way.cost)),
                     data("items", fmt::format("{}", fmt::join(way.items, ", "))));
}

}  // namespace

std::string to_graphml(const SupplyGraph& graph, const std::vector<PlaceNote>& notes) {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
  for (const Key& key : kKeys) {
    text += fmt::format("  <key id=\"{0}\" for=\"{1}\" attr.name=\"{0}\" attr.type=\"{2}\"/>\n", key.name, key.of,
                        key.type);
  }
  text += "  <graph edgedefault=\"directed\">\n";
  for (std::size_t i = 0; i < graph.places.size(); ++i) {
    text += node(graph.places[i], notes[i]);
  }
  for (const GoodsWay& way : graph.ways) {
    text += edge(way, graph);
  }
  return text + "  </graph>\n</graphml>\n";
}

}  // namespace aibelt::network
