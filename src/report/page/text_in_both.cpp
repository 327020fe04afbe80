#include "text_in_both.hpp"

#include <algorithm>
#include <optional>

#include <fmt/args.h>
#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "words.hpp"

namespace aibelt::report {
namespace {

std::string filled(std::string_view phrase, std::initializer_list<Text> parts, Language language) {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const Text& part : parts) {
    store.push_back(part.in(language));
  }
  return fmt::vformat(phrase, store);
}

const Word* find(std::span<const Word> words, std::string_view key) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.key == key; });
  return found == words.end() ? nullptr : &*found;
}

/// `in_process` as `in process`.
std::string spaced(std::string_view key) {
  std::string words(key);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

Text word_or_key(std::span<const Word> words, std::string_view key) {
  const Word* word = find(words, key);
  return word == nullptr ? raw(spaced(key)) : Text{std::string(word->en), std::string(word->ko)};
}

}  // namespace

Text say(std::string_view english, std::initializer_list<Text> parts) {
  const auto known = phrases();
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const Phrase& phrase) { return phrase.en == english; });
  base::ensure(found != known.end(), fmt::format("the page says \"{}\", which words.cpp lacks", english));
  return {filled(found->en, parts, Language::en), filled(found->ko, parts, Language::ko)};
}

Text stage_text(std::string_view stage) { return word_or_key(stage_words(), stage); }

Text unit_text(std::string_view unit) {
  const Word* word = find(unit_words(), unit);
  return word == nullptr ? raw(unit) : Text{std::string(word->en), std::string(word->ko)};
}

Text measure_text(std::string_view measure) { return word_or_key(measure_words(), measure); }

Text event_text(std::string_view what) { return word_or_key(event_words(), what); }

Text kpi_text(std::string_view kpi, std::string_view doc) {
  const Word* word = find(kpi_words(), kpi);
  return word == nullptr ? raw(doc) : Text{std::string(word->en), std::string(word->ko)};
}

bool has_stage_text(std::string_view stage) { return find(stage_words(), stage) != nullptr; }

bool has_unit_text(std::string_view unit) { return find(unit_words(), unit) != nullptr; }

}  // namespace aibelt::report
