#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "line_reader.hpp"
#include "sources.hpp"

namespace aibelt::workload {
namespace {

using nlohmann::json;

std::string content_of(const std::filesystem::path& file) {
  LineReader lines(file);
  std::string text;
  for (std::string_view line; lines.next(line);) {
    text += line;
    text += '\n';
  }
  return text;
}

/// Seconds to the nearest microsecond; more than any limit for numbers that do not fit.
std::optional<base::Duration> seconds(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number()) {
    return std::nullopt;
  }
  constexpr double kLimit = 1e12;
  const double value = found->get<double>();
  return base::Duration{std::llround(std::min(std::max(value, -kLimit), kLimit) * 1e6)};
}

/// The number of an id such as `12`, `"12"` or `"w0!12"`.
std::optional<std::int64_t> number_of(const json& job) {
  const auto id = job.find("id");
  if (id == job.end()) {
    return std::nullopt;
  }
  if (id->is_number_integer()) {
    return id->get<std::int64_t>();
  }
  if (!id->is_string()) {
    return std::nullopt;
  }
  const auto& text = id->get_ref<const std::string&>();
  const std::size_t mark = text.find('!');
  const char* begin = text.data() + (mark == std::string::npos ? 0 : mark + 1);
  const char* end = text.data() + text.size();
  std::int64_t number = 0;
  const auto [stop, error] = std::from_chars(begin, end, number);
  return error == std::errc{} && stop == end ? std::optional(number) : std::nullopt;
}

/// The profiles of fixed duration, by name.
class Profiles {
 public:
  explicit Profiles(const json& profiles) {
    for (const auto& [name, profile] : profiles.items()) {
      const auto delay = profile.is_object() ? seconds(profile, "delay") : std::nullopt;
      if (delay && profile.value("type", json()) == "delay") {
        index_.emplace(name, static_cast<std::int32_t>(names_.size()));
        names_.push_back(name);
        delays_.push_back(*delay);
      }
    }
  }

  /// -1 where there is none of that name.
  std::int32_t find(const json& name) const {
    const auto found = name.is_string() ? index_.find(name.get_ref<const std::string&>()) : index_.end();
    return found == index_.end() ? -1 : found->second;
  }
  base::Duration delay(std::int32_t profile) const { return delays_[static_cast<std::size_t>(profile)]; }
  std::vector<std::string> take_names() && { return std::move(names_); }

 private:
  std::map<std::string, std::int32_t> index_;
  std::vector<std::string> names_;
  std::vector<base::Duration> delays_;
};

class BatsimSource : public JobSource {
 public:
  BatsimSource(std::vector<Job> jobs, std::vector<std::string> profiles, std::int32_t processors)
      : jobs_(std::move(jobs)), profiles_(std::move(profiles)), processors_(processors) {}

  bool next(Job& job) override {
    if (next_ == jobs_.size()) {
      return false;
    }
    job = jobs_[next_++];
    return true;
  }
  std::string_view profile_name(std::int32_t profile) const override {
    return profile < 0 ? "" : std::string_view(profiles_[static_cast<std::size_t>(profile)]);
  }
  std::int32_t processors() const override { return processors_; }

 private:
  std::vector<Job> jobs_;
  std::vector<std::string> profiles_;
  std::int32_t processors_;
  std::size_t next_ = 0;
};

struct Reading {
  const TraceOptions& options;
  const Profiles& profiles;
  std::int32_t processors;
};

std::optional<RowProblem> read_job(const json& node, const Reading& reading, Job& job) {
  if (!node.is_object() || !node.contains("profile") || !node.contains("res") || !node.contains("subtime")) {
    return RowProblem::missing_fields;
  }
  const auto number = number_of(node);
  const auto submission = seconds(node, "subtime");
  const auto walltime = seconds(node, "walltime");
  const bool is_walltime_wrong = node.contains("walltime") && !walltime;
  if (!number || !submission || is_walltime_wrong || !node.at("res").is_number_integer()) {
    return RowProblem::not_a_number;
  }
  job.number = *number;
  job.profile = reading.profiles.find(node.at("profile"));
  if (job.profile < 0) {
    return RowProblem::unknown_profile;
  }
  const RawJob raw{*submission, reading.profiles.delay(job.profile), walltime.value_or(base::Duration{-1}),
                   node.at("res").get<std::int64_t>()};
  return screen(raw, reading.options.screening, reading.processors, job);
}

std::vector<Job> read_jobs(const json& nodes, const Reading& reading, RowProblems& problems) {
  std::vector<Job> jobs;
  std::int64_t n_read = 0;
  base::SimTime latest = base::SimTime::min();
  for (const json& node : nodes) {
    ++n_read;
    Job job;
    if (const auto problem = read_job(node, reading, job)) {
      problems.add(n_read, *problem);
      continue;
    }
    if (job.submission < latest) {
      problems.add(n_read, RowProblem::unordered);
    }
    latest = std::max(latest, job.submission);
    jobs.push_back(job);
  }
  std::stable_sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.submission < b.submission; });
  return jobs;
}

std::optional<json> parse(const std::filesystem::path& file, base::Issues& issues) {
  json root;
  try {
    root = json::parse(content_of(file));
  } catch (const json::exception& error) {
    issues.push_back({.file = file.string(), .message = fmt::format("this is no JSON: {}", error.what())});
    return std::nullopt;
  }
  for (const auto& [key, type] : {std::pair{"jobs", json::value_t::array}, {"profiles", json::value_t::object}}) {
    if (!root.is_object() || !root.contains(key) || root.at(key).type() != type) {
      issues.push_back({.file = file.string(),
                        .path = key,
                        .message = "a Batsim workload has a list of jobs and an object of profiles"});
      return std::nullopt;
    }
  }
  return root;
}

}  // namespace

std::unique_ptr<JobSource> open_batsim(const TraceOptions& options, RowProblems& problems, base::Issues& issues) {
  const auto root = parse(options.file, issues);
  if (!root) {
    return nullptr;
  }
  const json hosts = root->value("nb_res", json(0));
  const std::int64_t declared = hosts.is_number_integer() ? hosts.get<std::int64_t>() : 0;
  const auto settled = settle_processors(options, declared, issues);
  if (!settled) {
    return nullptr;
  }
  Profiles profiles(root->at("profiles"));
  std::vector<Job> jobs = read_jobs(root->at("jobs"), {options, profiles, settled->limit}, problems);
  return std::make_unique<BatsimSource>(std::move(jobs), std::move(profiles).take_names(), settled->processors);
}

}  // namespace aibelt::workload
