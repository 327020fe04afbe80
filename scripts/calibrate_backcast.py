#!/usr/bin/env python3
"""Fits scenarios/backcast-2023-2025 to what was published of 2023 and 2024, and of nothing later.

    scripts/calibrate_backcast.py AIBELT            prints the fitted values and the fit
    scripts/calibrate_backcast.py AIBELT --write    also writes scenarios/backcast-2023-2025/fitted.json
    scripts/calibrate_backcast.py AIBELT --sensitivity   also how the fit and 2025 move with each value

AIBELT is the program, such as build/release/src/aibelt. Three steps, each on the series named beside each value:
1. in closed form: stack test yield from the industry's HBM yield, large chips' part of TPU wafers from units
2. bookings: eight numbers by coordinate search, least squares of packages by quarter and type and of CoWoS wafers
   a year, each residual over its published 5-95 % interval
3. runs of AIBELT: the buyers' stock of HBM, the HBM of users nobody tracks, and Samsung's part in 8-high HBM3, least
   squares of HBM bits and of SK hynix's share
The bookings are what customers want board by board; the program decides what of it can be made, and when.
"""
import argparse
import datetime
import json
import pathlib
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True  # keeps scripts/ as it is

from backcast_bookings import FIT_QUARTERS, FIT_YEARS, NAME, QUARTERS, ROOT, TYPES, Bookings, Inputs
from backcast_runs import Runs, months_of

# name: (start, least, most, meaning, unit, series it is fitted on)
UNITS = "bc.units.*.2023q1-2024q4"
PARAMETERS = {
    "use": (0.95, 0.3, 1, "share of stated CoWoS capacity that is booked", "1", UNITS + ", cowos.y2023, cowos.y2024"),
    "others": (4, 0, 9, "CoWoS wafers of other users at the start of 2023", "kwafers/month",
               UNITS + ", cowos.y2023, cowos.y2024"),
    "others_fade": (4, 0.5, 20, "time in which they fall by a factor of e", "quarters", UNITS),
    "tpu": (0.13, 0.01, 0.5, "TPU share of CoWoS capacity", "1", "bc.units.tpu*.2023q1-2024q4"),
    "amd": (0.12, 0, 0.5, "AMD share of CoWoS capacity once established", "1", "bc.units.mi*.2024q1-2024q4"),
    "trainium": (0.10, 0, 0.5, "Trainium2 share of CoWoS capacity once established", "1",
                 "bc.units.trn2.2024q1-2024q4"),
    "china": (0.22, 0, 0.6, "H20 share of NVIDIA's wafers while it may be sold", "1", "bc.units.h20.2024q1-2024q4"),
    "succession": (2, 0.3, 8, "time in which a new product replaces all but 1/e of the old", "quarters", UNITS),
}
# name: (start, first step, least, most, meaning, unit, date, what it is fitted on)
MEMORY_PARAMETERS = {
    "hbm_lead": (105, 60, 5, 300, "from stack to CoWoS, by air and in the buyers' stock", "days", "2024-12", "bits"),
    "untracked": (0.15, 0.1, 0.01, 1, "HBM of chips outside TSMC and bc.units, over that of all others", "1", "2024-12",
                  "bits"),
    "share.sam.hbm3": (0.5, 0.4, 0, 1, "Samsung HBM3 8-high, largest share of its stacking", "1", "2024-12",
                       "share"),
}
MEMORY_SERIES = {"bits": "bc.hbm.2023, bc.hbm.2024", "share": "bc.share.skh.2024"}


def search(loss, start, bounds, steps=400):
    """Coordinate search with halving steps; the same on every machine."""
    best, value = dict(start), loss(start)
    step = {name: 0.2 * abs(start[name]) for name in start}
    for _ in range(steps):
        has_moved = False
        for name in start:
            for sign in (1, -1):
                trial = dict(best)
                trial[name] = min(max(best[name] + sign * step[name], bounds[name][0]), bounds[name][1])
                if (found := loss(trial)) < value - 1e-9:
                    best, value, has_moved = trial, found, True
                    break
        if not has_moved:
            step = {name: length / 2 for name, length in step.items()}
            if max(step[name] / max(abs(best[name]), 0.01) for name in start) < 1e-3:
                break
    return best, value


def stack_test_yield(inputs):
    """What takes an eight-high HBM3E stack to the industry's yield of May 2024, all steps together."""
    value = lambda name: inputs.facts[name]["value"]
    area_cm2, clustering = value("die.area.hbm3e_24") / 100, value("bcin.clustering")
    sort = (1 + area_cm2 * value("bcin.defects") / clustering) ** -clustering
    return value("yield.hbm.2024") / 100 / (sort * value("bcin.bond") ** 7)


def fact(label, value, unit, as_of, note, low=None, high=None):
    entry = {"label": label, "value": value}
    if low is not None:
        entry |= {"low": low, "high": high}
    return entry | {"unit": unit, "as_of": as_of, "source": "scripts/calibrate_backcast.py", "mark": "D", "note": note}


def fitted_facts(bookings, p, test_yield, memory):
    """What fitted.json holds: the fitted values and the bookings that follow from them."""
    facts = {}
    for name, (_, _, _, label, unit, series) in PARAMETERS.items():
        facts["fit." + name] = fact(label, round(p[name], 4), unit, "2024-12", "fitted on " + series)
    facts["fit.tpu_large"] = fact("part of TPU wafers that large chips take", round(bookings.large, 4), "1", "2024-12",
                                  "closed form from bc.units.tpu*.2023q1-2024q4")
    facts["fit.stack_test"] = fact("stack test yield, bonds aside", round(test_yield, 4), "1", "2024-05",
                                   "closed form from yield.hbm.2024")
    for name, (_, _, _, _, label, unit, as_of, series) in MEMORY_PARAMETERS.items():
        facts["fit." + name] = fact(label, memory[name], unit, as_of, "fitted on " + MEMORY_SERIES[series])
    for product in bookings.inputs.scenario["accelerators"]:
        for date, boards in bookings.points(product, p, memory["untracked"]):
            text = datetime.date.fromordinal(date).isoformat()
            facts[f"fit.want.{product}.{text}"] = fact(
                f"{product} boards booked", round(boards, 1), "racks/month", text,
                "from the fitted values, the launches and CoWoS capacity")
    return facts


def memory_results(curves, inputs, year):
    """HBM made in bn GB, and SK hynix's share of it in percent."""
    of = {maker: curves.gigabytes(year, maker, inputs) for maker in ("skh", "samsung", "micron")}
    total = sum(of.values())
    return total / 1e9, 100 * of["skh"] / total


def memory_losses(curves, inputs):
    """Misfit of HBM bits of 2023 and 2024, and of SK hynix's share of 2024."""
    results = {year: memory_results(curves, inputs, year) for year in FIT_YEARS}
    bits = sum(misfit_of(results[year][0], inputs.facts[f"bc.hbm.{year}"]) for year in FIT_YEARS)
    return {"bits": bits, "share": misfit_of(results[2024][1], inputs.facts["bc.share.skh.2024"])}


def misfit_of(value, known):
    return ((value - known["value"]) / ((known["high"] - known["low"]) / 3.29)) ** 2


def fit_memory(runs, bookings, p, test_yield):
    """Coordinate search with halving steps, each value on its own series, a run of the program for each trial."""
    def losses(memory):
        runs.write(fitted_facts(bookings, p, test_yield, memory))
        return memory_losses(runs.run(), bookings.inputs)

    best = {name: row[0] for name, row in MEMORY_PARAMETERS.items()}
    step = {name: row[1] for name, row in MEMORY_PARAMETERS.items()}
    value = losses(best)
    for _ in range(6):
        for name, (_, _, least, most, *_, series) in MEMORY_PARAMETERS.items():
            for sign in (1, -1):
                trial = dict(best)
                trial[name] = round(min(max(best[name] + sign * step[name], least), most), 4)
                found = losses(trial)
                if found[series] < value[series] - 1e-6:
                    best, value = trial, found
                    break
        step = {name: round(length / 2) if name == "hbm_lead" else length / 2 for name, length in step.items()}
    return best, value


def print_fit(curves, inputs):
    print(f"\n{'packages':12} {'quarter':8} {'run':>9} {'published':>9}  5-95 %               error")
    for kind in TYPES:
        for at in FIT_QUARTERS:
            if published := inputs.published(kind, at):
                value, (median, low, high) = curves.packages(at, kind, inputs), published
                print(f"{kind:12} {at[0]}Q{at[1]:<3} {value:9.0f} {median:9.0f}  {low:9.0f} {high:9.0f}  "
                      f"{100 * (value / median - 1):+6.1f} %  {'' if low <= value <= high else 'outside'}")
    for year in FIT_YEARS:
        bits, share = memory_results(curves, inputs, year)
        published = inputs.facts[f"bc.hbm.{year}"]["value"]
        print(f"HBM made {year}: {bits:.3f} bn GB, published {published}; SK hynix {share:.1f} %")


def calibrate(options, scenarios):
    inputs = Inputs(scenarios)
    bookings = Bookings(inputs)
    start = {name: row[0] for name, row in PARAMETERS.items()}
    bounds = {name: row[1:3] for name, row in PARAMETERS.items()}
    p, loss = search(bookings.loss, start, bounds)
    test_yield = stack_test_yield(inputs)
    runs = Runs(options.aibelt, scenarios)
    memory, memory_value = fit_memory(runs, bookings, p, test_yield)
    facts = fitted_facts(bookings, p, test_yield, memory)
    runs.write(facts)
    print(f"sums of squares: bookings {loss:.1f}, "
          f"HBM bits {memory_value['bits']:.2f}, share {memory_value['share']:.2f}")
    for name, entry in facts.items():
        if not name.startswith("fit.want."):
            print(f"{name:20} {entry['value']:>8} {entry['unit']:14} {entry['label']}; {entry['note']}")
    print_fit(runs.run(), inputs)
    if options.sensitivity:
        print_sensitivity(bookings, p)
    return facts


def print_sensitivity(bookings, p):
    print("\neach value 10 % up: sum of squares of the fit, NVIDIA packages and CoWoS wafers of 2025, bookings only")
    kinds = ["H100, H200", "H20", "B200", "B300"]

    def year(q):
        wafers = [bookings.quarter(at, q) for at in QUARTERS if at[0] == 2025]
        return (sum(bookings.packages(of, kind) for of in wafers for kind in kinds) / 1e6,
                sum(sum(of.values()) for of in wafers))

    for name in [None, *p]:
        q = dict(p, **({name: 1.1 * p[name]} if name else {}))
        packages, wafers = year(q)
        print(f"{name or 'as fitted':14} {bookings.loss(q):8.1f} {packages:8.2f} M {wafers:8.0f} k")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("aibelt", help="the program")
    parser.add_argument("--write", action="store_true", help="replace the scenario's fitted.json")
    parser.add_argument("--sensitivity", action="store_true", help="move each fitted value")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "scenarios"
        for name in ("data", NAME):
            shutil.copytree(ROOT / "scenarios" / name, copy / name)
        facts = calibrate(options, copy)
    if options.write:
        (ROOT / "scenarios" / NAME / "fitted.json").write_text(json.dumps({"facts": facts}, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
