#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>

namespace aibelt::scenario {

/// The reading head of the parser: nlohmann pulls characters through it, so it always knows the line and column.
struct Head {
  const char* current;
  int line = 1;
  int column = 0;      ///< of the character read last
  int token_line = 1;  ///< where the text, number, word or bracket read last begins
  int token_column = 1;
  int ink_line = 1;  ///< of the last character that is no white space
  int ink_column = 1;
  bool is_in_text = false;
  bool is_in_word = false;
  bool is_escaped = false;

  void advance() {
    ++column;
    if (is_in_text) {
      follow_text();
    } else {
      follow_token();
    }
    if (std::string_view(" \t\r\n").find(*current) == std::string_view::npos) {
      ink_line = line;
      ink_column = column;
    }
    if (*current == '\n') {
      ++line;
      column = 0;
    }
    ++current;
  }

 private:
  void follow_text() {
    is_in_text = is_escaped || *current != '"';
    is_escaped = !is_escaped && *current == '\\';
  }

  void follow_token() {
    const bool is_separator = std::string_view(" \t\r\n,:]}").find(*current) != std::string_view::npos;
    if (!is_separator && !is_in_word) {
      token_line = line;
      token_column = column;
    }
    is_in_text = *current == '"';
    is_in_word = !is_separator && std::string_view("\"[{").find(*current) == std::string_view::npos;
  }
};

class TrackingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  explicit TrackingIterator(Head* head) : head_(head) {}

  reference operator*() const { return *head_->current; }
  TrackingIterator& operator++() {
    head_->advance();
    return *this;
  }
  TrackingIterator operator++(int) { return ++*this; }
  friend bool operator==(const TrackingIterator& a, const TrackingIterator& b) { return a.here() == b.here(); }
  friend bool operator!=(const TrackingIterator& a, const TrackingIterator& b) { return !(a == b); }

  static TrackingIterator at_end(const char* end) {
    TrackingIterator iterator(nullptr);
    iterator.end_ = end;
    return iterator;
  }

 private:
  const char* here() const { return head_ != nullptr ? head_->current : end_; }

  Head* head_;
  const char* end_ = nullptr;
};

}  // namespace aibelt::scenario
