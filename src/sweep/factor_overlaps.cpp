#include <fmt/format.h>

#include "factor_reader.hpp"

namespace aibelt::sweep {
namespace {

/// One way to write each path: a point before every key.
std::string canonical(const std::string& path) {
  std::string text;
  for (const char c : path) {
    if (!text.empty() && text.back() == ']' && c != '.' && c != '[') {
      text += '.';
    }
    text += c;
  }
  return text;
}

/// Whether `path` is `above` or lies beneath it.
bool is_within(const std::string& path, const std::string& above) {
  return path.starts_with(above) &&
         (path.size() == above.size() || path[above.size()] == '.' || path[above.size()] == '[');
}

}  // namespace

void check_overlaps(scenario::Reader& reader, const std::vector<PlacedFactor>& factors,
                    const std::vector<std::string>& set_paths) {
  for (std::size_t i = 0; i < factors.size(); ++i) {
    const std::string path = canonical(factors[i].factor.path);
    for (std::size_t j = 0; j < factors.size(); ++j) {
      const std::string other = canonical(factors[j].factor.path);
      const bool is_first_of_two = path == other && i > j;
      if (is_first_of_two) {
        reader.report(factors[i].place,
                      fmt::format("varies {}, as {} does; keep one of the two", path, factors[j].place));
      } else if (factors[i].factor.fact.empty() && path != other && is_within(path, other)) {
        reader.report(factors[i].place,
                      fmt::format("varies {}, which lies within {}, what {} varies; keep one of the two", path, other,
                                  factors[j].place));
      } else if (i > j && factors[i].factor.name == factors[j].factor.name) {
        reader.report(factors[i].place, fmt::format("there is another factor \"{}\" in {}; give that another name",
                                                    factors[i].factor.name, factors[j].place));
      }
    }
    for (const std::string& set_path : set_paths) {
      if (is_within(canonical(set_path), path)) {
        reader.report(
            factors[i].place,
            fmt::format("varies {}, so that what is set for {} is lost; take one of the two out", path, set_path));
      }
    }
  }
}

}  // namespace aibelt::sweep
