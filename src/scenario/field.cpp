#include "aibelt/scenario/field.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace aibelt::scenario {

void read_keys(Reader& reader, const Json& node, const std::string& path, const std::vector<const FieldInfo*>& fields,
               std::vector<std::string> extra_keys, const std::function<void(std::size_t, const Json&)>& read) {
  if (!node.is_object()) {
    reader.report(path, "must be an object, { … }");
    return;
  }
  std::vector<std::string> known = std::move(extra_keys);
  for (const FieldInfo* field : fields) {
    known.push_back(field->name);
  }
  known.emplace_back("note");
  reader.refuse_unknown_keys(node, path, known);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto found = node.find(fields[i]->name);
    if (found != node.end()) {
      read(i, *found);
    } else if (fields[i]->is_required()) {
      reader.report(path, fmt::format("needs \"{}\": {}", fields[i]->name, fields[i]->doc));
    }
  }
}

std::optional<std::size_t> find_name(Reader& reader, const std::vector<std::string>& kinds, const std::string& name,
                                     const std::string& path) {
  const auto found = std::find(kinds.begin(), kinds.end(), name);
  if (found != kinds.end()) {
    return static_cast<std::size_t>(found - kinds.begin());
  }
  reader.report(path, fmt::format("there is no kind \"{}\"; the kinds are {}{}", name, fmt::join(kinds, ", "),
                                  did_you_mean(name, kinds)));
  return std::nullopt;
}

}  // namespace aibelt::scenario
