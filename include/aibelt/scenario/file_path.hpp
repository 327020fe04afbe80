#pragma once

#include <filesystem>
#include <string>

#include "aibelt/scenario/field.hpp"

namespace aibelt::scenario {

/// A file that a scenario names; a relative path starts at the folder of the file that names it.
struct FilePath {
  std::filesystem::path path;
};

template <>
struct Codec<FilePath> {
  static void describe(FieldInfo& info) { info.shape = Shape::text; }
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info, FilePath& out);
};

}  // namespace aibelt::scenario
