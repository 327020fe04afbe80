#include "describe.hpp"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aibelt/metrics/belt_kpis.hpp"
#include "aibelt/sweep/sweep.hpp"
#include "table.hpp"

namespace aibelt::cli {
namespace {

using scenario::FieldInfo;

std::string bounds_text(const FieldInfo& info) {
  if (!info.choices.empty()) {
    return fmt::format("{}", fmt::join(info.choices, " | "));
  }
  if (!info.refers_to.empty() || !info.keys_refer_to.empty()) {
    return "a name in " + info.refers_to + info.keys_refer_to;
  }
  if (!info.low && !info.high) {
    return "";
  }
  return fmt::format("{} to {}", info.low ? fmt::format("{}", *info.low) : "",
                     info.high ? fmt::format("{}", *info.high) : "");
}

void add_fields(const std::vector<FieldInfo>& fields, const std::string& indent,
                std::vector<std::vector<std::string>>& rows) {
  for (const FieldInfo& field : fields) {
    rows.push_back({indent + field.name, field.unit == "1" ? "" : field.unit, bounds_text(field),
                    field.is_required() ? "required" : field.by_default, field.doc});
    for (const auto& kind : field.kinds) {
      rows.push_back({indent + "  kind " + kind.name, "", "", "", kind.doc});
      add_fields(kind.fields, indent + "    ", rows);
    }
    if (field.shape == scenario::Shape::object) {
      add_fields(field.parts, indent + "  ", rows);
    }
    for (const FieldInfo& part : field.parts) {  // the element of a list or map
      if (field.shape != scenario::Shape::object && part.shape == scenario::Shape::object) {
        add_fields(part.parts, indent + "  ", rows);
      }
    }
  }
}

std::string fields_text(const std::vector<FieldInfo>& fields) {
  std::vector<std::vector<std::string>> rows = {{"field", "unit", "allowed", "default", "what"}};
  add_fields(fields, "", rows);
  return text_table(rows, 0);
}

std::string kind_text(const FieldInfo::KindInfo& kind) {
  return fmt::format("\nkind {}: {}\n\n{}", kind.name, kind.doc, fields_text(kind.fields));
}

std::string section_text(const scenario::Section& section) {
  std::string text = fmt::format("{}: {}\n", section.name, section.doc);
  for (const auto& kind : section.kinds) {
    text += kind_text(kind.info);
  }
  return text;
}

}  // namespace

std::string describe_catalogue(const scenario::Catalogue& catalogue, const std::string& section) {
  std::vector<std::vector<std::string>> rows = {{"section", "kind", "what"}};
  for (const scenario::Section& candidate : catalogue) {
    if (candidate.name == section) {
      return section_text(candidate);
    }
    for (const auto& kind : candidate.kinds) {
      rows.push_back({candidate.name, kind.info.name, kind.info.doc});
    }
  }
  return section.empty() ? text_table(rows, 0) +
                               "\naibelt list SECTION shows the fields of its kinds, aibelt list kpis the "
                               "figures of a run.\n"
                         : "";
}

std::string describe_sweep() {
  return "sweep: a file that asks for many runs of one scenario\n\n" + fields_text(sweep::sweep_fields());
}

std::string describe_designs() {
  std::string text = "designs: where the points of a sweep lie, its key \"design\"\n";
  for (const auto& kind : sweep::Design::kinds()) {
    text += kind_text(kind.info);
  }
  return text;
}

std::string describe_kpis() {
  std::vector<std::vector<std::string>> rows = {{"KPI", "unit", "what"}};
  for (const metrics::Kpi& kpi : metrics::belt_kpis(metrics::Curves({}, {}))) {
    rows.push_back({kpi.name, kpi.unit, kpi.doc});
  }
  return text_table(rows, 0);
}

}  // namespace aibelt::cli
