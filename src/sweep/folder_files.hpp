#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace aibelt::sweep {

/// All of a file; nullopt where there is none. Throws base::IoError.
std::optional<std::string> read_whole(const std::filesystem::path& path);

/// Makes a file, or empties the one there, and writes `text`; whether the disk has it is not waited for. Throws base::IoError, and
/// then leaves no file.
void write_whole(const std::filesystem::path& path, std::string_view text);

/// Renames a file to its place, making the folder of the place where it is missing. Throws base::IoError, and then leaves no `from`.
void put_in_place(const std::filesystem::path& from, const std::filesystem::path& to);

/// Makes a folder and its parents. Throws base::IoError.
void make_folders(const std::filesystem::path& path);

/// `process 4711 on node7`.
std::string this_process();

}  // namespace aibelt::sweep
