"""What customers book in scenarios/backcast-2023-2025, out of stated capacity and a few fitted values."""
import datetime
import json
import math
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
NAME = "backcast-2023-2025"
FIT_YEARS = (2023, 2024)
QUARTERS = [(year, quarter) for year in (2023, 2024, 2025) for quarter in (1, 2, 3, 4)]
FIT_QUARTERS = [at for at in QUARTERS if at[0] in FIT_YEARS]
DAYS_PER_QUARTER = 365.25 / 4
DAYS_PER_MONTH = 365.25 / 12

# Types of packages: products of the scenario, and the chips of bc.units.<chip>.<quarter> they stand for.
TYPES = {
    "A100": (["a100"], ["a100", "a800"]),
    "H100, H200": (["h100", "h200"], ["h100", "h800"]),
    "H20": (["h20"], ["h20"]),
    "B200": (["b200"], ["b200"]),
    "B300": (["b300"], ["b300"]),
    "TPU": (["tpu_v4", "tpu_v5e", "tpu_v5p", "tpu_v6e", "tpu_v7"], ["tpuv4", "tpuv5e", "tpuv5p", "tpuv6e", "tpuv7"]),
    "AMD": (["mi300x", "mi325x", "mi355x"], ["mi300a", "mi300x", "mi308x", "mi325x", "mi350x", "mi355x"]),
    "Trainium2": (["trainium2"], ["trn2"]),
}

# First day of the first quarter, or the day, from which a product is sold, and how it was known; those of 2025 are
# announced plans. They are inputs, not fitted.
LAUNCHES = {
    "ai": ("2023-01-01", "accelerators begin to push other users out of CoWoS"),
    "h100": ("2022-10-01", "in volume since 2022Q4"),
    "h200": ("2024-04-01", "announced November 2023 for 2024Q2"),
    "b200": ("2024-10-01", "NVIDIA 2024-08-28: ramp in the quarter to January 2025 (nextplatform.com 2024-08-28)"),
    "b300": ("2025-04-01", "announced 2025-03-18 for the second half; sold from 2025Q2"),
    "h20": ("2024-01-01", "after the rule of October 2023 on A800 and H800"),
    "mi300x": ("2023-12-06", "AMD's launch"),
    "mi325x": ("2024-10-01", "nextplatform.com 2024-10-10"),
    "mi355x": ("2025-07-01", "announced October 2024 for the second half of 2025"),
    "trainium2": ("2024-01-01", "first units of bc.units.trn2"),
    "tpu_v5p": ("2023-10-01", "announced 2023-12-06"),
    "tpu_v6e": ("2024-07-01", "announced May 2024"),
    "tpu_v7": ("2025-10-01", "announced 2025-04-09 for the end of 2025"),
}


def day(text):
    return datetime.date.fromisoformat(text).toordinal()


def first_of(year, month):
    return datetime.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


class Inputs:
    """The scenario and every figure it can cite."""

    def __init__(self, scenarios):
        self.folder = scenarios / NAME
        self.scenario = json.loads((self.folder / "scenario.json").read_text())
        self.facts = {}
        for file in [*sorted((scenarios / "data").glob("*.json")), self.folder / "inputs.json"]:
            self.facts.update(json.loads(file.read_text())["facts"])

    def value(self, figure):
        return self.facts[figure["fact"]]["value"]

    def ramp(self, figures):
        points = []
        for figure in figures:
            fact = self.facts[figure["fact"]]
            points.append((day((fact["as_of"] + "-01-01")[:10] if len(fact["as_of"]) == 4 else fact["as_of"] + "-01"),
                           fact["value"]))
        return points

    def accelerator(self, product, field):
        return self.value(self.scenario["accelerators"][product][field])

    def published(self, kind, at):
        """Median, 5th and 95th percentile of packages shipped, summed over chips; None where there is none."""
        year, quarter = at
        found = [self.facts.get(f"bc.units.{chip}.{year}q{quarter}") for chip in TYPES[kind][1]]
        found = [fact for fact in found if fact]
        return tuple(sum(fact[key] for fact in found) for key in ("value", "low", "high")) if found else None


def at_date(points, date):
    if date <= points[0][0]:
        return points[0][1]
    for (a, x), (b, y) in zip(points, points[1:]):
        if date <= b:
            return x + (y - x) * (date - a) / (b - a)
    return points[-1][1]


def misfit(value, published):
    """Square of the error over the published standard deviation, at least a tenth of the figure."""
    median, low, high = published
    return ((value - median) / max((high - low) / 3.29, 0.1 * median)) ** 2


class Bookings:
    """CoWoS wafers a month by product and date of delivery, out of the parameters."""

    def __init__(self, inputs):
        self.inputs = inputs
        plant = inputs.scenario["packaging"]["tsmc_cowos"]
        boards = inputs.scenario["assembly"]["boards"]
        lanes = inputs.scenario["lanes"]
        self.capacity = inputs.ramp(plant["capacity"])
        self.package_yield = inputs.value(plant["yield"])
        self.lag = sum(inputs.value(figure) for figure in (
            plant["cycle_time"], plant["cover"], boards["cycle_time"], lanes["tsmc_cowos-boards"]["lead_time"],
            lanes["boards-nvidia_buyers"]["lead_time"]))
        self.large = self.large_part_of_tpu()

    def large_part_of_tpu(self):
        """Part of TPU wafers of 2023 and 2024 that v4 and v5p took, from units by type over packages a wafer."""
        wafers = {}
        for product, chip in zip(*TYPES["TPU"]):
            for year, quarter in FIT_QUARTERS:
                fact = self.inputs.facts.get(f"bc.units.{chip}.{year}q{quarter}")
                if fact:
                    wafers[product] = wafers.get(product, 0) + fact["value"] / self.per_wafer(product)
        return (wafers["tpu_v4"] + wafers["tpu_v5p"]) / sum(wafers.values())

    def per_wafer(self, product):
        return self.inputs.accelerator(product, "packages_per_wafer")

    def wafers(self, date, p):
        def new(product):
            age = date - day(LAUNCHES[product][0])
            return 1 - math.exp(-age / (p["succession"] * DAYS_PER_QUARTER)) if age > 0 else 0

        capacity = at_date(self.capacity, date - self.lag)
        fading = max(0, date - day(LAUNCHES["ai"][0])) / (p["others_fade"] * DAYS_PER_QUARTER)
        others = p["others"] * math.exp(-fading)
        tpu, amd = p["tpu"] * capacity, p["amd"] * new("mi300x") * capacity
        trainium = p["trainium"] * new("trainium2") * capacity
        nvidia = max(0, p["use"] * capacity - others - tpu - amd - trainium)
        h20 = nvidia * p["china"] if date >= day(LAUNCHES["h20"][0]) else 0
        rest, hopper, blackwell = nvidia - h20, new("h100"), new("b200")
        small, large = tpu * (1 - self.large), tpu * self.large
        return {
            "other": others,
            "a100": rest * (1 - hopper),
            "h100": rest * hopper * (1 - blackwell) * (1 - new("h200")),
            "h200": rest * hopper * (1 - blackwell) * new("h200"),
            "h20": h20,
            "b200": rest * hopper * blackwell * (1 - new("b300")),
            "b300": rest * hopper * blackwell * new("b300"),
            "tpu_v4": large * (1 - new("tpu_v5p")),
            "tpu_v5p": large * new("tpu_v5p") * (1 - new("tpu_v7")),
            "tpu_v7": large * new("tpu_v5p") * new("tpu_v7"),
            "tpu_v5e": small * (1 - new("tpu_v6e")),
            "tpu_v6e": small * new("tpu_v6e"),
            "mi300x": amd * (1 - new("mi325x")),
            "mi325x": amd * new("mi325x") * (1 - new("mi355x")),
            "mi355x": amd * new("mi325x") * new("mi355x"),
            "trainium2": trainium,
        }

    def quarter(self, at, p):
        """kwafers by product in a quarter, the mean of dates nine days apart."""
        first, last = first_of(at[0], 3 * at[1] - 2).toordinal(), first_of(at[0], 3 * at[1] + 1).toordinal()
        dates = range(first + 4, last, 9)
        total = {}
        for date in dates:
            for product, wafers in self.wafers(date, p).items():
                total[product] = total.get(product, 0) + wafers
        return {product: wafers / len(dates) * (last - first) / DAYS_PER_MONTH for product, wafers in total.items()}

    def packages(self, wafers, kind):
        return sum(1000 * wafers[product] * self.per_wafer(product) * self.package_yield for product in TYPES[kind][0])

    def loss(self, p):
        total = 0
        years = dict.fromkeys(FIT_YEARS, 0)
        for at in FIT_QUARTERS:
            wafers = self.quarter(at, p)
            years[at[0]] += sum(wafers.values())
            for kind in TYPES:
                published = self.inputs.published(kind, at)
                total += misfit(self.packages(wafers, kind), published) if published else 0
        for year in FIT_YEARS:
            fact = self.inputs.facts[f"cowos.y{year}"]
            total += misfit(years[year], (fact["value"], fact["low"], fact["high"]))
        return total

    def gigabytes(self, wafers):
        """HBM in packages made of thousands of `wafers` by product."""
        return sum(1000 * amount * self.per_wafer(product) * self.package_yield * self.stacks_gigabytes(product)
                   for product, amount in wafers.items())

    def stacks_gigabytes(self, product):
        memory = self.inputs.scenario["memory"][self.inputs.scenario["accelerators"][product]["memory"]]
        stack = self.inputs.value(memory["layers"]) * self.inputs.value(memory["die_data"]) / 8
        return self.inputs.accelerator(product, "stacks") * stack

    def wanted(self, product, date, p, untracked):
        """Packages a month."""
        wafers = self.wafers(date, p)
        if product == "other_asic":
            return untracked * self.gigabytes(wafers) / self.stacks_gigabytes(product)
        return 1000 * wafers[product] * self.per_wafer(product) * self.package_yield

    def points(self, product, p, untracked):
        """Boards wanted a month by date: quarter by quarter, with the days on which something begins or ends."""
        per_board = self.inputs.value(self.inputs.scenario["racks"][product + "_board"]["accelerators"])
        dates = [first_of(2022, 10 + 3 * i).toordinal() for i in range(17)]
        if product in LAUNCHES:
            begin = day(LAUNCHES[product][0])
            dates += [begin - 1, begin]
        dates = sorted({day("2022-09-30"), *dates})
        points = []
        for date in dates:
            packages = self.wanted(product, date, p, untracked) if date > day("2022-09-30") else 0
            points.append((date, packages / per_board))
        wanted = [i for i, (_, boards) in enumerate(points) if boards > 0]
        return points[max(0, wanted[0] - 1):wanted[-1] + 2]
