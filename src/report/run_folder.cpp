#include "aibelt/report/run_folder.hpp"

#include "aibelt/base/error.hpp"
#include "aibelt/report/summary.hpp"

namespace aibelt::report {
namespace {

void write_file(const std::filesystem::path& path, const std::string& text) {
  OutputFile file(path);
  file.write(text);
  file.finish();
}

}  // namespace

RunFolder::RunFolder(const std::filesystem::path& folder)
    : folder_(folder), csv_(folder_.add("curves.csv"), folder_.add("events.csv")), sqlite_(folder_.add("run.sqlite")) {}

void RunFolder::add(const std::string& name, const std::string& text) { write_file(folder_.add(name), text); }

void RunFolder::describe(const scenario::Scenario& scenario, const std::vector<std::string>& overrides,
                         const metrics::Kpis& kpis, const metrics::Bindings& bindings) {
  base::ensure(!is_described_, "a run is described twice");
  is_described_ = true;
  csv_.finish();
  sqlite_.describe(scenario, overrides, kpis);
  sqlite_.finish();
  write_file(folder_.add("provenance.json"), provenance_json(scenario, overrides));
  write_file(folder_.add("summary.json"), summary_json(scenario, kpis, bindings));
}

void RunFolder::commit() {
  base::ensure(is_described_, "a run folder is committed before it is described");
  folder_.commit();
}

}  // namespace aibelt::report
