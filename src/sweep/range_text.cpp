#include "range_text.hpp"

#include <charconv>
#include <cmath>
#include <variant>

#include <fmt/format.h>

#include "aibelt/base/quantity.hpp"

namespace aibelt::sweep {
namespace {

using scenario::Json;

/// A number as it is written, with its unit; no unit for plain numbers.
struct Written {
  double number = 0;
  std::string unit;
  base::Unit in_base;

  std::string text() const { return unit.empty() ? fmt::format("{}", number) : fmt::format("{} {}", number, unit); }
};

/// The text behind the number that a quantity begins with.
std::string unit_text(const std::string& quantity, double& number) {
  const std::size_t begin = quantity.find_first_not_of(' ');
  const auto [end, error] = std::from_chars(quantity.data() + begin, quantity.data() + quantity.size(), number);
  const std::size_t from = quantity.find_first_not_of(' ', static_cast<std::size_t>(end - quantity.data()));
  return from == std::string::npos ? "" : quantity.substr(from, quantity.find_last_not_of(' ') + 1 - from);
}

/// `unit` where it is one of quantities, else none.
Written in_unit(double number, const std::string& unit) {
  const auto parsed = base::parse_unit(unit);
  const auto* known = std::get_if<base::Unit>(&parsed);
  return known == nullptr || unit == "1" ? Written{number, "", {}} : Written{number, unit, *known};
}

class RangeReader {
 public:
  RangeReader(scenario::Reader& reader, const std::string& path, const FactorText& text, const scenario::Fact* fact)
      : reader_(reader), path_(path), text_(text) {
    if (fact != nullptr) {
      bare_unit_ = fact->unit;
      own_ = range_of(*fact);
    }
  }

  std::optional<Range> read() {
    Range range = own_.value_or(Range{});
    range.is_whole = text_.whole;
    if (!has_ends() || !read_ends(range)) {
      return std::nullopt;
    }
    range.spread = spread();
    return read_shape(range) ? std::optional(range) : std::nullopt;
  }

 private:
  std::string place(const char* key) const { return scenario::child_path(path_, key); }

  void report(const char* key, std::string message) { reader_.report(place(key), std::move(message)); }

  bool has_ends() {
    if (text_.low && !text_.high && !own_) {
      reader_.report(path_, "has \"low\" but no \"high\"; add it");
    } else if (text_.high && !text_.low && !own_) {
      reader_.report(path_, "has \"high\" but no \"low\"; add it");
    }
    return own_ || (text_.low && text_.high);
  }

  bool read_ends(Range& range) {
    const auto low = text_.low ? written(text_.low->value, "low") : in_unit(range.low, bare_unit_);
    if (!low || !convert_own(range, *low)) {
      if (text_.high) {
        written(text_.high->value, "high");
      }
      return false;
    }
    low_ = *low;
    range.low = low->number;
    range.unit = low->unit;
    if (text_.high && !read_into(range.high, "high", text_.high->value)) {
      return false;
    }
    if (!(range.low < range.high)) {
      report(text_.high ? "high" : "low",
             "\"low\" must be below \"high\"; swap them, or take \"values\" for a single level");
      return false;
    }
    return true;
  }

  /// Brings what the fact gives of the range into the unit of `low`.
  bool convert_own(Range& range, const Written& low) {
    const Written own = in_unit(range.low, bare_unit_);
    if (own_ && own.in_base.dimension != low.in_base.dimension) {
      report("low", fmt::format("{} is no amount of the same kind as the fact, {}", low.text(), own.text()));
      return false;
    }
    if (own_ && own.unit != low.unit) {
      const double factor = own.in_base.factor / low.in_base.factor;
      range.high *= factor;
      range.mode *= factor;
    }
    return true;
  }

  std::optional<Written> written(const Json& node, const char* key) {
    if (node.is_number()) {
      return in_unit(node.get<double>(), bare_unit_);
    }
    if (!node.is_string()) {
      report(key, "must be a number or a quantity such as \"103 MW\"");
      return std::nullopt;
    }
    const auto text = node.get<std::string>();
    const auto parsed = base::parse_quantity(text);
    if (const auto* problem = std::get_if<std::string>(&parsed)) {
      report(key, *problem);
      return std::nullopt;
    }
    double number = 0;
    const std::string unit = unit_text(text, number);
    return in_unit(number, unit);
  }

  /// Reads an amount of the kind of `low`, into its unit.
  bool read_into(double& amount, const char* key, const Json& node) {
    const auto found = written(node, key);
    if (!found) {
      return false;
    }
    if (found->in_base.dimension != low_.in_base.dimension) {
      report(key, fmt::format("{} is no amount of the same kind as \"low\", {}; give both in one unit", found->text(),
                              low_.text()));
      return false;
    }
    amount = found->unit == low_.unit ? found->number : found->number * found->in_base.factor / low_.in_base.factor;
    return true;
  }

  Spread spread() const {
    if (text_.shape) {
      return *text_.shape == "uniform"       ? Spread::uniform
             : *text_.shape == "log_uniform" ? Spread::log_uniform
             : *text_.shape == "normal"      ? Spread::normal
                                             : Spread::triangular;
    }
    return text_.mode || own_ ? Spread::triangular : Spread::uniform;
  }

  bool read_shape(Range& range) {
    const bool has_mode = range.spread == Spread::triangular || range.spread == Spread::normal;
    const bool is_normal = range.spread == Spread::normal;
    bool is_sound = refuse_unless(has_mode, text_.mode, "mode");
    is_sound = refuse_unless(is_normal, text_.sd, "sd") && is_sound;
    if (range.spread == Spread::log_uniform && range.low <= 0) {
      report("low", "a log_uniform range must lie above 0; raise \"low\" or take another shape");
      is_sound = false;
    }
    if (has_mode) {
      is_sound = read_mode(range) && is_sound;
    }
    if (is_normal) {
      is_sound = read_sd(range) && is_sound;
    }
    return is_sound;
  }

  bool refuse_unless(bool is_used, const std::optional<scenario::AnyValue>& value, const char* key) {
    if (value && !is_used) {
      report(key, fmt::format("is not used by this shape; take \"{}\" out or change the shape", key));
    }
    return is_used || !value;
  }

  bool read_mode(Range& range) {
    if (!text_.mode && !own_) {
      reader_.report(path_, "needs \"mode\", the likeliest amount, for its shape");
      return false;
    }
    if (text_.mode && !read_into(range.mode, "mode", text_.mode->value)) {
      return false;
    }
    if (range.mode < range.low || range.mode > range.high) {
      reader_.report(
          text_.mode ? place("mode") : path_,
          fmt::format("its mode {} lies outside \"low\" to \"high\", {} to {}", range.mode, range.low, range.high));
      return false;
    }
    return true;
  }

  bool read_sd(Range& range) {
    if (!text_.sd) {
      reader_.report(path_, "needs \"sd\", the standard deviation, for its shape");
      return false;
    }
    if (!read_into(range.sd, "sd", text_.sd->value)) {
      return false;
    }
    if (!(range.sd > 0)) {
      report("sd", "must be above 0");
      return false;
    }
    return true;
  }

  scenario::Reader& reader_;
  const std::string& path_;
  const FactorText& text_;
  std::string bare_unit_ = "1";  ///< of numbers without one: the fact's
  std::optional<Range> own_;     ///< of the fact
  Written low_;                  ///< in whose unit the others are held
};

}  // namespace

std::optional<Range> read_range(scenario::Reader& reader, const std::string& path, const FactorText& text,
                                const scenario::Fact* fact) {
  return RangeReader(reader, path, text, fact).read();
}

std::string why_no_range(const scenario::Fact& fact) {
  if (!fact.values.empty()) {
    return fmt::format("fact \"{}\" is a table of {} values, which no one number varies", fact.id, fact.values.size());
  }
  if (!fact.low || !fact.high || !(*fact.low < *fact.high)) {
    return fmt::format("fact \"{}\" has no range from \"low\" to \"high\"; give it one here, under \"factors\"",
                       fact.id);
  }
  if (fact.value < *fact.low || fact.value > *fact.high) {
    return fmt::format("the value {} of fact \"{}\" lies outside its range, {} to {}", fact.value, fact.id, *fact.low,
                       *fact.high);
  }
  return "";
}

std::optional<Range> range_of(const scenario::Fact& fact) {
  if (!why_no_range(fact).empty()) {
    return std::nullopt;
  }
  const bool is_plain = fact.unit == "1" || std::holds_alternative<std::string>(base::parse_unit(fact.unit));
  return Range{.spread = Spread::triangular,
               .low = *fact.low,
               .high = *fact.high,
               .mode = fact.value,
               .unit = is_plain ? "" : fact.unit};
}

}  // namespace aibelt::sweep
