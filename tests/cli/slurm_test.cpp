#include <stdlib.h>

#include <filesystem>

#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt::test;
namespace fs = std::filesystem;

namespace {

const std::string kSweep = R"({ "scenario": ")" AIBELT_SOURCE_DIR R"(/scenarios/first-belt/scenario.json",
  "factors": { "pue": { "path": "sites.site.pue", "values": [1.1, 1.2, 1.3] } }, "kpis": ["tokens_served"] })";

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A folder with a sweep, in which programs are sought first.
class SlurmFolder {
 public:
  SlurmFolder() : file_(folder_.write("sweep.json", kSweep)) {
    const char* path = ::getenv("PATH");
    const std::string bin = (folder_.path() / "bin").string();
    ::setenv("PATH", (path == nullptr ? bin : bin + ":" + path).c_str(), 1);
  }

  const fs::path& path() const { return folder_.path(); }

  /// A program in place of Slurm's that writes its arguments to `said` and goes on with `script`.
  void put_sbatch(const std::string& script) const {
    const fs::path file = folder_.write(
        "bin/sbatch", "#!/bin/sh\nprintf '%s\\n' \"$@\" -- >>" + (path() / "said").string() + "\n" + script);
    fs::permissions(file, fs::perms::owner_all);
  }

  Ending submit(std::vector<std::string> more, const std::string& out = "it's out") const {
    std::vector<std::string> words = {"sweep", file_.string(), "--out", out, "--executor", "slurm", "--shards", "2"};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words, path());
  }

 private:
  TemporaryFolder folder_;
  fs::path file_;
};

}  // namespace

TEST_CASE(
    "aibelt sweep --executor slurm --dry-run prints scripts and commands that read back any path, and does nothing") {
  const SlurmFolder folder;
  const Ending ending = folder.submit({"--dry-run", "--set=lanes.racks.lead_time=12 days", "--timeout", "10 min",
                                       "--check", "--slurm-option=--partition=a b", "--jobs", "4"});
  CHECK(ending.exit == 0);
  CHECK(contains(ending.out,
                 "#SBATCH --array=0-1\n#SBATCH --requeue\n#SBATCH --open-mode=append\n"
                 "#SBATCH --signal=B:TERM@30\n"));
  const std::string quoted = "'" + folder.path().string() + "/it'\\''s out'";
  CHECK(contains(ending.out,
                 "/sweep.json --out " + quoted +
                     " '--set=lanes.racks.lead_time=12 days' '--timeout=10 min' --jobs \"${SLURM_CPUS_PER_TASK:-1}\" "
                     "--shard \"$SLURM_ARRAY_TASK_ID/2\"\n"));
  CHECK(contains(ending.out, " sweep merge " + quoted + " --check\n"));
  CHECK(contains(ending.out, "'--partition=a b' --cpus-per-task=4 "));
  CHECK(contains(ending.out, "--dependency=afterany:"));
  CHECK(names_in(folder.path()) == std::vector<std::string>{"sweep.json"});
}

TEST_CASE("The merge is submitted to follow the job that sbatch names") {
  const SlurmFolder folder;
  folder.put_sbatch("echo '17;cluster'\n");
  const Ending ending = folder.submit({});
  CHECK(ending.exit == 0);
  CHECK(ending.out.starts_with("shards: job 17, tasks 0 to 1\nmerge: job 17, once they have ended\n"));
  const std::string said = content_of(folder.path() / "said");
  CHECK(contains(said,
                 "--parsable\n--job-name=sweep\n--output=" + folder.path().string() + "/it's out/slurm/%A_%a.log\n"));
  CHECK(contains(said, "--dependency=afterany:17\n" + folder.path().string() + "/it's out/slurm/merge.sh\n"));
  CHECK(names_in(folder.path() / "it's out/slurm") == std::vector<std::string>{"merge.sh", "shards.sh"});
}

TEST_CASE("What sbatch says when it refuses is handed on, with exit 3") {
  const SlurmFolder folder;
  folder.put_sbatch("echo 'sbatch: error: invalid partition specified: a' >&2; exit 1\n");
  const Ending ending = folder.submit({});
  CHECK(ending.exit == 3);
  CHECK(contains(ending.err, "sbatch: error: invalid partition specified: a"));
  folder.put_sbatch("case \"$*\" in *afterany*) echo no >&2; exit 1;; esac; echo 4\n");
  const Ending half = folder.submit({});
  CHECK(half.exit == 3);
  CHECK(contains(half.err, "the shards are submitted as job 4: submit their merge by sbatch "));
}

TEST_CASE("Without sbatch the executor slurm ends with exit 3") {
  const SlurmFolder folder;
  ::setenv("PATH", folder.path().c_str(), 1);
  const Ending ending = folder.submit({});
  CHECK(ending.exit == 3);
  CHECK(contains(ending.err, "sbatch"));
}

TEST_CASE("A sweep that is wrong, or lacks its number of shards, is not submitted") {
  const SlurmFolder folder;
  folder.put_sbatch("echo 1\n");
  CHECK(folder.submit({"--set=lanes.racks.lead_time=low"}).exit == 2);
  CHECK(run_program({"sweep", (folder.path() / "sweep.json").string(), "--out", "x", "--executor", "slurm"}).exit == 2);
  CHECK(folder.submit({"--shard", "0/2"}).exit == 2);
  CHECK_FALSE(fs::exists(folder.path() / "said"));
}
