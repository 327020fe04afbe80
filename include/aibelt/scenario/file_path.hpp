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
  static void read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info, FilePath& out) {
    const auto text = reader.text(node, path, info);
    if (!text) {
      return;
    }
    const auto& positions = reader.document().positions;
    const auto position = positions.find(path);
    const std::filesystem::path named_in = position == positions.end() ? reader.document().file : position->second.file;
    out.path = (named_in.parent_path() / *text).lexically_normal();
  }
};

}  // namespace aibelt::scenario
