#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aibelt/network/drawing.hpp"

namespace aibelt::network {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
  }
  return out + '"';
}

std::string short_number(double value) {
  constexpr std::array<const char*, 5> kPrefixes = {"", "k", "M", "G", "T"};
  std::size_t prefix = 0;
  for (; std::abs(value) >= 999.5 && prefix + 1 < kPrefixes.size(); ++prefix) {
    value /= 1000;
  }
  return fmt::format("{:.3g}{}", value, kPrefixes[prefix]);
}

/// White where idle, the fuller the darker.
std::string fill(const PlaceNote& note) {
  constexpr int kWhite = 255;
  constexpr int kRange = 95;
  const int light = kWhite - static_cast<int>(std::lround(kRange * std::min(std::max(note.utilisation, 0.0), 1.0)));
  return note.utilisation < 0 ? "#f4f1e8" : fmt::format("#{0:02x}{0:02x}ff", light);
}

std::string label(const Place& place, const PlaceNote& note) {
  std::string stage = place.stage;
  std::replace(stage.begin(), stage.end(), '_', ' ');
  std::string text = fmt::format("{}\n{}", place.name, stage);
  if (note.throughput > 0) {
    text += fmt::format("\n{} {}/month", short_number(note.throughput), note.unit);
  }
  if (note.utilisation >= 0) {
    text += fmt::format("\n{:.0f} % used", note.utilisation * 100);
  }
  if (note.binding_months > 0) {
    text += fmt::format("\nbinds {} months", note.binding_months);
  }
  return text;
}

std::string node(const Place& place, const PlaceNote& note) {
  const std::string frame = note.binding_months > 0 ? ", color=\"#c0392b\", penwidth=2.5" : "";
  const std::string shape = place.makes.empty() ? "ellipse" : "box";
  std::string text = quoted(label(place, note));
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at)) {
    text.replace(at, 1, "\\n");
  }
  return fmt::format("  {} [label={}, shape={}, fillcolor=\"{}\"{}];\n", quoted(place.name), text, shape, fill(note),
                     frame);
}

/// Days and mode; what it carries shows when one points at it.
std::string edge(const GoodsWay& way, const SupplyGraph& graph) {
  const std::string mode = way.mode.empty() ? "" : " " + way.mode;
  return fmt::format("  {} -> {} [label={}, tooltip={}];\n", quoted(graph.places[way.from].name),
                     quoted(graph.places[way.to].name), quoted(fmt::format("{:.3g} d{}", way.days, mode)),
                     quoted(fmt::format("{}", fmt::join(way.items, ", "))));
}

}  // namespace

std::string to_dot(const SupplyGraph& graph, const std::string& title, const std::vector<PlaceNote>& notes) {
  std::string text = fmt::format(
      "digraph {0} {{\n  rankdir=LR;\n  label={0};\n  labelloc=t;\n  ranksep=1.1;\n  nodesep=0.25;\n"
      "  node [style=filled, fontname=\"Helvetica\", fontsize=11];\n"
      "  edge [fontname=\"Helvetica\", fontsize=8, color=\"#555555\", fontcolor=\"#555555\", arrowsize=0.7];\n",
      quoted(title));
  std::map<std::size_t, std::string> columns;
  const std::vector<std::size_t> depths = graph.depths();
  for (std::size_t i = 0; i < graph.places.size(); ++i) {
    text += node(graph.places[i], notes[i]);
    if (!graph.places[i].makes.empty()) {
      columns[depths[i]] += " " + quoted(graph.places[i].name) + ";";
    } else {
      columns[graph.places.size()] += " " + quoted(graph.places[i].name) + ";";
    }
  }
  for (const auto& [depth, names] : columns) {
    text += fmt::format("  {{ rank=same;{} }}\n", names);
  }
  for (const GoodsWay& way : graph.ways) {
    text += edge(way, graph);
  }
  return text + "}\n";
}

}  // namespace aibelt::network
