"""Runs of the program on a copy of scenarios/backcast-2023-2025, and what came of them."""
import csv
import json
import subprocess
import sys

from backcast_bookings import NAME, TYPES


class Runs:
    """Runs of the program on a copy of the scenarios."""

    def __init__(self, aibelt, scenarios):
        self.aibelt, self.scenarios = aibelt, scenarios
        self.file = scenarios / NAME / "scenario.json"

    def write(self, facts):
        (self.scenarios / NAME / "fitted.json").write_text(json.dumps({"facts": facts}, indent=2) + "\n")
        scenario = json.loads(self.file.read_text())
        cite_bookings(scenario, facts)
        self.file.write_text(json.dumps(scenario))

    def run(self, settings=()):
        out = self.scenarios / "out"
        command = [self.aibelt, "run", str(self.file), "--out", str(out)]
        for setting in settings:
            command += ["--set", setting]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit(done.stderr)
        return Curves(out / "curves.csv", json.loads(self.file.read_text()))


def cite_bookings(scenario, facts):
    for customer in scenario["customers"].values():
        for board in customer["demand"]:
            prefix = f"fit.want.{board.removesuffix('_board')}."
            customer["demand"][board] = [{"fact": name} for name in sorted(facts) if name.startswith(prefix)]


class Curves:
    """What the run made, by year and quarter."""

    def __init__(self, file, scenario):
        self.scenario = scenario
        self.rows = {}
        with open(file, newline="") as stream:
            for row in csv.DictReader(stream):
                key = row["stage"], row["place"], row["item"], row["measure"], row["unit"]
                self.rows.setdefault(key, {})[row["month"][:7]] = float(row["value"])

    def sum(self, months, stage, measure, unit, place=None, item=None):
        return sum(values.get(month, 0) for key, values in self.rows.items() for month in months
                   if key[0] == stage and key[3] == measure and key[4] == unit
                   and place in (None, key[1]) and item in (None, key[2]))

    def gigabytes(self, year, maker, inputs):
        """HBM in good stacks of a year."""
        total = 0
        for memory, spec in self.scenario["memory"].items():
            size = inputs.value(spec["layers"]) * inputs.value(spec["die_data"]) / 8
            total += size * self.sum(months_of(year), "stacking", "good", "stacks", maker + "_stack", memory)
        return total

    def packages(self, at, kind, inputs):
        months = [f"{at[0]}-{month:02d}" for month in range(3 * at[1] - 2, 3 * at[1] + 1)]
        return sum(self.sum(months, "customer", "received", "racks", None, product + "_board")
                   * inputs.value(self.scenario["racks"][product + "_board"]["accelerators"])
                   for product in TYPES[kind][0])


def months_of(year):
    return [f"{year}-{month:02d}" for month in range(1, 13)]
