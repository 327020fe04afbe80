#include "aibelt/scenario/file_path.hpp"

#include "aibelt/scenario/document.hpp"

namespace aibelt::scenario {

void Codec<FilePath>::read(Reader& reader, const Json& node, const std::string& path, const FieldInfo& info,
                           FilePath& out) {
  const auto text = reader.text(node, path, info);
  if (!text) {
    return;
  }
  const auto& positions = reader.document().positions;
  const auto position = positions.find(path);
  const std::filesystem::path named_in = position == positions.end() ? reader.document().file : position->second.file;
  out.path = (named_in.parent_path() / *text).lexically_normal();
}

}  // namespace aibelt::scenario
