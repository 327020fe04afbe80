#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/entity/cast.hpp"
#include "aibelt/entity/driver.hpp"
#include "aibelt/record/sink.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::engine {

/// Every section a scenario may have, with its kinds and their fields.
const scenario::Catalogue& catalogue();

/// Reads the scenario of `file` with `overrides` (`path=value`) and checks it as a whole: fields, names, products, network.
/// nullopt and at least one issue when anything is wrong.
std::optional<scenario::Scenario> load(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                                       base::Issues& issues);

/// The same of a document that is already there, with what it takes of it copied.
std::optional<scenario::Scenario> load(const scenario::Document& document, base::Issues& issues);

/// What `load` checks after reading: `document` says where things stand. Where reading left `issues`, what goods can reach is not
/// checked: a misread product would make it look wrong.
void validate(const scenario::Scenario& scenario, const scenario::Document& document, base::Issues& issues);

/// The entities of a scenario that `validate` accepts; it must outlive them.
entity::Cast build(const scenario::Scenario& scenario);

/// Who keeps the clock.
enum class Driver { simgrid, memory };

/// Runs `scenario` and writes its rows to `sink`; false when `watch` stopped it. With Driver::simgrid, once per process.
bool run(const scenario::Scenario& scenario, record::Sink& sink, const entity::Watch& watch = {},
         Driver driver = Driver::simgrid);

}  // namespace aibelt::engine
