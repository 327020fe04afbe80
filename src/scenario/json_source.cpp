#include "aibelt/scenario/json_source.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include <fmt/format.h>

#include "reading_head.hpp"
#include "syntax_mend.hpp"

namespace aibelt::scenario {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::uintmax_t kLargestFile = std::uintmax_t{64} << 20;

/// Builds the document and its positions from the parser's events.
class PositionBuilder : public Json::json_sax_t {
 public:
  PositionBuilder(const Head& head, const std::string& file, base::Issues& issues)
      : head_(head), file_(file), issues_(issues) {}

  JsonSource take() { return std::move(source_); }

  bool null() override { return place(Json(nullptr)); }
  bool boolean(bool value) override { return place(Json(value)); }
  bool number_integer(number_integer_t value) override { return place(Json(value)); }
  bool number_unsigned(number_unsigned_t value) override { return place(Json(value)); }
  bool number_float(number_float_t value, const string_t&) override { return place(Json(value)); }
  bool string(string_t& value) override { return place(Json(std::move(value))); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    Level& level = levels_.back();
    level.key = name;
    if (level.node->contains(name)) {
      report(child_path(level.path, name), fmt::format("the key \"{}\" stands twice; keep one of the two", name),
             here());
    }
    return true;
  }

  bool parse_error(std::size_t, const std::string& token, const nlohmann::detail::exception& error) override {
    const std::string why = syntax_mend(error.what(), token.empty() ? ' ' : token.back(), levels_.empty());
    report("", "not valid JSON: " + why, {file_, head_.ink_line, head_.ink_column});
    return false;
  }

 private:
  struct Level {
    Json* node;
    std::string path;
    std::string key;
  };

  bool place(Json value) { return insert(std::move(value)) != nullptr; }

  bool open(Json container) {
    if (levels_.size() >= kDeepest) {
      report("", fmt::format("nested deeper than {} levels; flatten it", kDeepest), here());
      return false;
    }
    std::string path = levels_.empty() ? "" : next_path();
    Json* node = insert(std::move(container));
    levels_.push_back({node, std::move(path), ""});
    return true;
  }

  bool close() {
    levels_.pop_back();
    return true;
  }

  std::string next_path() const {
    const Level& level = levels_.back();
    return level.node->is_array() ? child_path(level.path, level.node->size()) : child_path(level.path, level.key);
  }

  Json* insert(Json value) {
    if (levels_.empty()) {
      source_.root = std::move(value);
      source_.positions[""] = here();
      return &source_.root;
    }
    Level& level = levels_.back();
    source_.positions[next_path()] = here();
    if (level.node->is_array()) {
      level.node->push_back(std::move(value));
      return &level.node->back();
    }
    Json& slot = (*level.node)[level.key];
    slot = std::move(value);
    return &slot;
  }

  /// Where the token just read begins.
  Position here() const { return {file_, head_.token_line, head_.token_column}; }

  void report(std::string path, std::string message, const Position& where) {
    issues_.push_back({file_, std::move(path), std::move(message), where.line, where.column});
  }

  const Head& head_;
  const std::string& file_;
  base::Issues& issues_;
  JsonSource source_;
  std::vector<Level> levels_;
};

}  // namespace

std::string child_path(std::string_view parent, std::string_view key) {
  return parent.empty() ? std::string(key) : fmt::format("{}.{}", parent, key);
}

std::string child_path(std::string_view parent, std::size_t index) { return fmt::format("{}[{}]", parent, index); }

std::optional<JsonSource> parse_json(std::string_view text, const std::string& file, base::Issues& issues) {
  const std::size_t issues_before = issues.size();
  Head head{text.data()};
  PositionBuilder builder(head, file, issues);
  const bool is_whole =
      Json::sax_parse(TrackingIterator(&head), TrackingIterator::at_end(text.data() + text.size()), &builder);
  if (!is_whole || issues.size() > issues_before) {
    return std::nullopt;
  }
  return builder.take();
}

std::optional<JsonSource> read_json_file(const std::filesystem::path& file, base::Issues& issues) {
  const auto refuse = [&](std::string why) {
    issues.push_back({file.string(), "", std::move(why)});
    return std::nullopt;
  };
  const char* too_large = "larger than 64 MiB, which no scenario needs; is this the right file?";
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (!std::filesystem::status_known(status)) {
    return refuse(fmt::format("cannot be opened: {}", error.message()));
  }
  if (!std::filesystem::exists(status)) {
    return refuse("no such file; check the path");
  }
  if (std::filesystem::is_directory(status)) {
    return refuse("this is a folder; name the scenario.json inside it");
  }
  if (std::filesystem::is_regular_file(status) && std::filesystem::file_size(file, error) > kLargestFile) {
    return refuse(too_large);
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    return refuse(fmt::format("cannot be opened: {}", std::strerror(errno)));
  }
  std::string text;
  for (std::array<char, 1 << 16> part; stream.read(part.data(), part.size()), stream.gcount() > 0;) {
    text.append(part.data(), static_cast<std::size_t>(stream.gcount()));
    if (text.size() > kLargestFile) {
      return refuse(too_large);
    }
  }
  if (stream.bad()) {
    return refuse(fmt::format("cannot be read: {}", std::strerror(errno)));
  }
  return parse_json(text, file.string(), issues);
}

}  // namespace aibelt::scenario
