#include "aibelt/scenario/document.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "set_path.hpp"

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

bool is_utf8(const std::string& text) {
  const std::string mended = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  return Json::parse(mended).get<std::string>() == text;
}

constexpr std::size_t kDeepest = 64;

/// The JSON in `text`, or `text` itself where it is none; nullopt where it is JSON that no file may hold either.
std::optional<Json> value_of(const std::string& text, const std::string& place, const std::string& path,
                             base::Issues& issues) {
  base::Issues found;
  if (auto source = parse_json(text, place, found)) {
    return std::move(source->root);
  }
  if (!Json::accept(text)) {
    return Json(text);
  }
  issues.push_back({place, path, found.front().message});
  return std::nullopt;
}

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

void apply_override(Document& document, const std::string& assignment, base::Issues& issues) {
  const std::string place = "--set " + assignment;
  const std::size_t equals = assignment.find('=');
  const auto steps = split_path(std::string_view(assignment).substr(0, equals));
  if (equals == std::string::npos || !steps) {
    issues.push_back({place, "", "write it as path=value, for example --set sites.ulsan.pue=1.2"});
    return;
  }
  const std::string path = assignment.substr(0, equals);
  const std::string text = assignment.substr(equals + 1);
  for (const auto& [part, what] : {std::pair{path, "path"}, {text, "value"}}) {
    if (!is_utf8(part)) {
      issues.push_back({place, "", fmt::format("the {} is no valid UTF-8 text", what)});
      return;
    }
  }
  if (steps->front() == Step("extends") || steps->front() == Step("data")) {
    issues.push_back({place, path, "is settled as the file is read; change it in the file"});
    return;
  }
  base::Issues found;
  const auto value = value_of(text, place, path, found);
  if (!value || steps->size() > kDeepest) {
    found.push_back({place, path, fmt::format("names a place deeper than {} levels; flatten it", kDeepest)});
    issues.push_back(found.front());
    return;
  }
  Json* node = &document.root;
  Json* parent = nullptr;
  std::string way;
  for (const Step& step : *steps) {
    parent = node;
    node = descend(*node, step);
    if (node == nullptr) {
      issues.push_back({place, path, "there is no such place in the scenario; the path must follow its keys"});
      return;
    }
    way = way_on(way, step);
    document.positions.try_emplace(way, Position{place});
  }
  const auto* key = std::get_if<std::string>(&steps->back());
  if (value->is_null() && key != nullptr) {  // as in a merge patch
    parent->erase(*key);
  } else {
    *node = *value;
  }
  std::erase_if(document.positions, [&](const auto& entry) {
    return entry.first.starts_with(way) && (entry.first.size() == way.size() ||
                                            std::string_view(".[").find(entry.first[way.size()]) != std::string::npos);
  });
  document.positions[way] = Position{place};
}

}  // namespace aibelt::scenario
