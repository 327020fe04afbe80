#include "point_file.hpp"

#include <cmath>
#include <utility>

#include "aibelt/scenario/digest.hpp"
#include "aibelt/scenario/json_source.hpp"

namespace aibelt::sweep {
namespace {

using scenario::Json;

constexpr std::string_view kHead = "aibelt point 1 ";
constexpr std::size_t kDigestLength = 64;

Json json_of(const Figure& figure) { return {figure.name, figure.unit, figure.value}; }

Figure figure_of(const Json& json) { return {json.at(0), json.at(1), json.at(2)}; }

Json json_of(const metrics::Curve& curve) {
  Json months = Json::array();
  Json values = Json::array();
  for (const auto& [month, value] : curve.months) {
    months.push_back(month.index);
    values.push_back(value);
  }
  const record::Series& series = curve.series;
  return {{"series", {series.stage, series.place, series.item, series.measure, series.unit}},
          {"months", std::move(months)},
          {"values", std::move(values)}};
}

metrics::Curve curve_of(const Json& json) {
  const Json& series = json.at("series");
  metrics::Curve curve{{series.at(0), series.at(1), series.at(2), series.at(3), series.at(4)}, {}};
  const Json& months = json.at("months");
  for (std::size_t i = 0; i < months.size(); ++i) {
    curve.months.emplace_hint(curve.months.end(), base::Month{months[i]}, json.at("values").at(i).get<double>());
  }
  return curve;
}

template <class Value>
Json array_of(const std::vector<Value>& values) {
  Json array = Json::array();
  for (const Value& value : values) {
    array.push_back(json_of(value));
  }
  return array;
}

Json json_of(const PointRecord& record, const Point& point) {
  const Result& result = record.result;
  return {{"aibelt", record.version},
          {"key", record.key},
          {"overrides", point.overrides},
          {"seed", point.seed},
          {"failure", result.failure},
          {"said", record.said},
          {"figures", array_of(result.figures)},
          {"curves", array_of(result.curves)},
          {"failed_checks", result.failed_checks}};
}

PointRecord record_of(const Json& json) {
  PointRecord record{json.at("key"), json.at("aibelt"), {}, json.at("said")};
  record.result.failure = json.at("failure");
  record.result.failed_checks = json.at("failed_checks").get<std::vector<std::string>>();
  for (const Json& figure : json.at("figures")) {
    record.result.figures.push_back(figure_of(figure));
  }
  for (const Json& curve : json.at("curves")) {
    record.result.curves.push_back(curve_of(curve));
  }
  return record;
}

}  // namespace

std::string to_point_text(const PointRecord& record, const Point& point) {
  // What an exception says need not be UTF-8.
  const std::string body = json_of(record, point).dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
  return std::string(kHead) + scenario::sha256(body) + '\n' + body;
}

std::optional<PointRecord> read_point_text(std::string_view text) {
  constexpr std::size_t kLine = kHead.size() + kDigestLength;
  if (text.size() <= kLine + 1 || !text.starts_with(kHead) || text[kLine] != '\n') {
    return std::nullopt;
  }
  const std::string_view body = text.substr(kLine + 1);
  if (scenario::sha256(body) != text.substr(kHead.size(), kDigestLength)) {
    return std::nullopt;
  }
  try {
    return record_of(Json::parse(body));
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace aibelt::sweep
