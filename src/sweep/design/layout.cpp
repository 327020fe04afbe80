#include <stdexcept>

#include "aibelt/scenario/document.hpp"
#include "kinds.hpp"

namespace aibelt::sweep {
namespace {

using scenario::Json;

Json to_json(const Axis& axis) {
  return {{"name", axis.name}, {"n_values", axis.n_values}, {"n_levels", axis.n_levels}, {"base", axis.base}};
}

Axis axis_from(const Json& written) {
  return {written.at("name"), written.at("n_values"), written.at("n_levels"), written.at("base")};
}

std::shared_ptr<const Design> design_from(const Json& written) {
  using Codec = scenario::Codec<std::shared_ptr<const Design>>;
  base::Issues issues;
  const scenario::Document document{"", written, {}, {}};
  scenario::Reader reader(document, issues);
  std::shared_ptr<const Design> design;
  Codec::read(reader, document.root, "", {}, design);
  if (!issues.empty()) {
    throw std::invalid_argument("not a design: " + base::to_text(issues.front()));
  }
  return design;
}

}  // namespace

double coordinate_of_value(std::uint64_t i, std::uint64_t n) {
  return (static_cast<double>(i) + 0.5) / static_cast<double>(n);
}

std::vector<double> Layout::coordinates(std::uint64_t point) const {
  std::vector<double> all(n_factors());
  design->place(point, frame, all);
  return all;
}

Json to_json(const Layout& layout) {
  Json axes = Json::array();
  for (const Axis& axis : layout.frame.axes) {
    axes.push_back(to_json(axis));
  }
  return {{"design", layout.written}, {"axes", axes}, {"seed", layout.frame.seed}};
}

Layout layout_from(const Json& written) {
  try {
    Layout layout;
    layout.written = written.at("design");
    layout.kind = layout.written.at("kind");
    layout.design = design_from(layout.written);
    layout.frame.seed = written.at("seed");
    for (const Json& axis : written.at("axes")) {
      layout.frame.axes.push_back(axis_from(axis));
    }
    return layout;
  } catch (const Json::exception& error) {
    throw std::invalid_argument(std::string("not the layout of a sweep: ") + error.what());
  }
}

}  // namespace aibelt::sweep
