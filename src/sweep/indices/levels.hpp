#pragma once

#include <map>
#include <optional>
#include <string>

#include "aibelt/sweep/sensitivity.hpp"

namespace aibelt::sweep {

struct Amount {
  double number = 0;
  std::string unit;
};

/// `12` or `12 d`; nullopt for anything else.
std::optional<Amount> amount_of(const std::string& text);

/// Takes the levels of a factor one by one: numbers of one unit as such, anything else as words.
class LevelsReader {
 public:
  explicit LevelsReader(std::string name) { levels_.name = std::move(name); }

  void add(const std::string& text);

  Levels levels() && { return std::move(levels_); }

 private:
  void add_word(const std::string& text);

  Levels levels_;
  std::map<std::string, std::size_t> index_;  ///< of words
};

}  // namespace aibelt::sweep
