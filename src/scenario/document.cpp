#include "aibelt/scenario/document.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace aibelt::scenario {
namespace {

namespace fs = std::filesystem;

/// Positions of the values that `patch` sets replace those of the values it hides.
void merge_positions(Positions& positions, const Positions& patch) {
  for (const auto& [path, position] : patch) {
    positions[path] = position;
  }
}

/// One path for every way to write it; a file that cannot be reached keeps the way it is written.
fs::path identity_of(const fs::path& file) {
  std::error_code error;
  const fs::path identity = fs::weakly_canonical(file, error);
  return error ? file : identity;
}

/// Whether the object is a figure or a ramp, which one file gives as a whole.
bool is_figure(const Json& node) {
  return node.is_object() && (node.contains("fact") || node.contains("assume") || node.contains("points"));
}

/// RFC 7386, except that a figure replaces a figure instead of mixing with it.
void merge(Json& target, const Json& patch) {
  if (!patch.is_object() || !target.is_object() || is_figure(patch) || is_figure(target)) {
    Json whole = patch.is_object() ? Json::object() : patch;
    whole.merge_patch(patch);  // takes the nulls out
    target = std::move(whole);
    return;
  }
  for (const auto& [key, value] : patch.items()) {
    if (value.is_null()) {
      target.erase(key);
    } else {
      merge(target[key], value);
    }
  }
}

class Loader {
 public:
  explicit Loader(base::Issues& issues) : issues_(issues) {}

  /// The document of `file` with everything it extends beneath it; nullopt when any file of the chain is broken.
  std::optional<JsonSource> load(const fs::path& file) {
    const fs::path identity = identity_of(file);
    if (std::find(chain_.begin(), chain_.end(), identity) != chain_.end()) {
      issues_.push_back({file.string(), "extends", "this file extends itself through " + chain_text(file)});
      return std::nullopt;
    }
    chain_.push_back(identity);
    auto source = read_json_file(file, issues_);
    if (source && !source->root.is_object()) {
      issues_.push_back({file.string(), "", "a scenario is a JSON object, { … }", 1, 1});
      source.reset();
    }
    if (source) {
      collect_data(file, *source);
      source = merge_base(file, std::move(*source));
    }
    chain_.pop_back();
    return source;
  }

  Facts take_facts() {
    Facts facts;
    std::set<fs::path> seen;
    for (const fs::path& file : data_files_) {
      if (!seen.insert(identity_of(file)).second) {
        continue;
      }
      if (const auto source = read_json_file(file, issues_)) {
        add_facts(*source, file.string(), facts, issues_);
      }
    }
    return facts;
  }

 private:
  std::optional<JsonSource> merge_base(const fs::path& file, JsonSource source) {
    const auto extends = source.root.find("extends");
    if (extends == source.root.end()) {
      return source;
    }
    if (!extends->is_string()) {
      report(source, "extends", "must be the path of one scenario file, as text");
      return std::nullopt;
    }
    auto base_source = load((file.parent_path() / extends->get<std::string>()).lexically_normal());
    if (!base_source) {
      return std::nullopt;
    }
    source.root.erase("extends");
    merge(base_source->root, source.root);
    merge_positions(base_source->positions, source.positions);
    return base_source;
  }

  /// Notes the files of `data` and takes the key out, so that a base's data files stay in reach of what extends it.
  void collect_data(const fs::path& file, JsonSource& source) {
    const auto data = source.root.find("data");
    if (data == source.root.end()) {
      return;
    }
    if (!data->is_array()) {
      report(source, "data", "must be a list of data files, such as [\"../data/memory.json\"]");
      source.root.erase(data);
      return;
    }
    for (std::size_t i = 0; i < data->size(); ++i) {
      if ((*data)[i].is_string()) {
        data_files_.push_back((file.parent_path() / (*data)[i].get<std::string>()).lexically_normal());
      } else {
        report(source, child_path("data", i), "must be the path of a data file, as text");
      }
    }
    source.root.erase(data);
  }

  void report(const JsonSource& source, const std::string& path, std::string message) {
    const Position& where = source.positions.at(path);
    issues_.push_back({where.file, path, std::move(message), where.line, where.column});
  }

  std::string chain_text(const fs::path& last) const {
    std::vector<std::string> names;
    for (const fs::path& file : chain_) {
      names.push_back(file.filename().string());
    }
    names.push_back(last.filename().string());
    return fmt::format("{}", fmt::join(names, " → "));
  }

  base::Issues& issues_;
  std::vector<fs::path> chain_;
  std::vector<fs::path> data_files_;
};

}  // namespace

std::optional<Document> load_document(const fs::path& file, const std::vector<std::string>& overrides,
                                      base::Issues& issues) {
  Loader loader(issues);
  auto source = loader.load(file);
  Facts facts = loader.take_facts();  // the data files have problems of their own to report
  if (!source) {
    return std::nullopt;
  }
  Document document{file.string(), std::move(source->root), std::move(source->positions), std::move(facts)};
  for (const std::string& assignment : overrides) {
    apply_override(document, assignment, issues);
  }
  return document;
}

}  // namespace aibelt::scenario
