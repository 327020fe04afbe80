#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/scenario/facts.hpp"
#include "aibelt/scenario/json_source.hpp"

namespace aibelt::scenario {

/// A scenario as JSON after `extends` and `--set`, with the facts it may cite and where every value was written.
struct Document {
  std::string file;  ///< as the user named it
  Json root;
  Positions positions;
  Facts facts;
};

/// Loads `file`, merges what it extends beneath it (RFC 7386, figures as a whole), applies each `path=value` of `overrides` and loads the data files.
/// A file named in `extends` or `data` is looked for beside the file that names it. All problems are added to `issues`.
std::optional<Document> load_document(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                                      base::Issues& issues);

/// Applies one `path=value`; the value is JSON, or text when it is not valid JSON; `null` takes a key out. Array elements are
/// `phases[0][1]`.
void apply_override(Document& document, const std::string& assignment, base::Issues& issues);

}  // namespace aibelt::scenario
