#pragma once

#include <filesystem>
#include <string>

namespace aibelt::cli {

/// Puts `text` into the file `path`, whole or not at all; its folder is made where it is missing. Throws base::IoError.
void write_file(const std::filesystem::path& path, const std::string& text);

}  // namespace aibelt::cli
