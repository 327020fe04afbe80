#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
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

/// Whether `path` is written as one: keys and indices, as in `sites.ulsan.phases[0][1]`.
bool is_path(std::string_view path);

/// Which key on the way of `path`, its last one not counted, the scenario does not have, with the nearest it has; empty where it has
/// them all.
std::string missing_on_way(const Document& document, std::string_view path);

/// What the path of an override begins with where it names a fact instead of a place in the scenario: `fact.ulsan.p2.mw`.
inline constexpr std::string_view kFactPrefix = "fact.";

/// Applies one `path=value`; the value is JSON, or text when it is not valid JSON; `null` takes a key out. Array elements are
/// `phases[0][1]`. Behind `fact.` stands the id of a fact, whose value is replaced wherever it is cited: by a number in the
/// fact's unit, or by a quantity of its kind.
void apply_override(Document& document, const std::string& assignment, base::Issues& issues);

}  // namespace aibelt::scenario
