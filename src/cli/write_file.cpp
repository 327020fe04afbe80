#include "write_file.hpp"

#include "aibelt/base/error.hpp"
#include "aibelt/report/output_file.hpp"
#include "aibelt/report/partial_folder.hpp"

namespace aibelt::cli {

void write_file(const std::filesystem::path& path, const std::string& text) {
  if (!path.has_filename() || (std::filesystem::exists(path) && !std::filesystem::is_regular_file(path))) {
    throw base::IoError(path.string(), "this is no file; name one");
  }
  report::PartialFolder folder(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
  report::OutputFile file(folder.add(path.filename().string()));
  file.write(text);
  file.finish();
  folder.commit();
}

}  // namespace aibelt::cli
