"""What was measured of speed to a report: tables as Markdown, the same with curves as one HTML page that opens offline."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from eval.page import page
from eval.report import Section, Table

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 300, 60, 150, 14, 36
MINUTE = 60.0
FILES = (("library.sqlite", "library.sqlite-wal"), ("vectors.faiss",), ("words",))
PEERS = ("LlamaIndex", "BM25")
STEPS = ("search", "embedding", "words", "vectors", "rest")


def write_report(found: Mapping[str, Any], out: Path) -> None:
    """Write speed.md and speed.html."""
    sections = [*_ingest(found), _starts(found), *_growth(found["growth"])]
    (out / "speed.html").write_text(page("How fast Scrutineer is", sections), encoding="utf-8")
    (out / "speed.md").write_text("\n\n".join(map(_markdown, sections)) + "\n", encoding="utf-8")


def curves(title: str, lines: Mapping[str, Sequence[tuple[float, float]]], unit: str) -> str:
    """Both scales logarithmic; each line's points are (paragraphs, value). The first line is ours and stands out."""
    points = [point for line in lines.values() for point in line if min(point) > 0]
    if not points:
        return ""
    spans = [(math.log10(min(each)), math.log10(max(each))) for each in zip(*points, strict=True)]
    (x0, x1), (y0, y1) = ((math.floor(low), max(math.ceil(high), math.floor(low) + 1)) for low, high in spans)

    def x(value: float) -> float:
        return LEFT + (math.log10(value) - x0) / (x1 - x0) * (WIDTH - RIGHT - LEFT)

    def y(value: float) -> float:
        return TOP + (1 - (math.log10(value) - y0) / (y1 - y0)) * (HEIGHT - TOP - BOTTOM)

    drawn = []
    for power in range(y0, y1 + 1):
        at = y(10**power)
        drawn.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{at:.1f}" y2="{at:.1f}" class="grid"/>')
        drawn.append(f'<text x="{LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for power in range(x0, x1 + 1):
        drawn.append(f'<text x="{x(10**power):.1f}" y="{HEIGHT - 14}" text-anchor="middle">{10**power:,}</text>')
    for number, (name, line) in enumerate(lines.items()):
        drawn_at = [(x(one), y(other)) for one, other in line if min(one, other) > 0]
        if drawn_at:
            path = " ".join(f"{one:.1f},{other:.1f}" for one, other in drawn_at)
            drawn.append(f'<polyline points="{path}" class="curve {"other-line" if number else "ours-line"}"/>')
            drawn.append(f'<text x="{drawn_at[-1][0] + 6:.1f}" y="{drawn_at[-1][1] + 4:.1f}">{escape(name)}</text>')
    told = "; ".join(f"{name} {line[-1][1]:.3g} {unit} at {line[-1][0]:,.0f}" for name, line in lines.items() if line)
    return (
        f'<figure><figcaption>{escape(title)}, {escape(unit)}, by paragraphs</figcaption><svg viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' role="img" aria-label="{escape(told, quote=True)}">{"".join(drawn)}</svg></figure>'
    )


def _ingest(found: Mapping[str, Any]) -> list[Section]:
    own, limits = found.get("ingest"), found["ceilings"]
    words = (
        f"{limits['cores']} cores, load {limits['load']:.1f}: {limits['float32']:.0f} thousand million float32 operations a "
        f"second, {limits['bf16']:.0f} in bf16, {limits['memory']:.1f} GB of memory read a second."
    )
    if own is None:
        return [Section("The machine", words)]
    peak = max(each["bf16"] for each in (limits, found["ceilings_after"]))
    core = max(each["bf16_cpu"] for each in (limits, found["ceilings_after"]))
    floor = own["operations"] / 1e9 / peak
    rows = [
        [
            name,
            f"{own[key]:.1f}",
            f"{own[f'{key}_cpu']:.1f}",
            f"{own['pages'] / own[key]:.1f}",
            f"{own['paragraphs'] / own[key]:.0f}",
            f"{own['llama_tokens' if key == 'llama_index' else 'tokens'] / own[key]:.0f}",
        ]
        for name, key in (
            ("reading alone", "reading"),
            ("embedding alone", "embedding"),
            ("whole ingest", "whole"),
            ("LlamaIndex", "llama_index"),
        )
    ]
    told = (
        f"{own['files']} files, {own['pages']} pages, {own['passages']} passages, {own['tokens']:,} tokens. The whole ingest is "
        f"{own['llama_index'] / own['whole']:.1f} times as fast as LlamaIndex's ("
        f"{own['llama_index_cpu'] / own['whole_cpu']:.1f} by processor time). Embedding runs in {own['precision']} and does "
        f"{own['operations'] / 1e9 / own['embedding']:.0f} thousand million needed operations a second, "
        f"{100 * floor / own['embedding']:.0f} % of the machine's bf16 ceiling; it could not take less than {floor:.1f} s. "
        f"By processor time it does {own['operations'] / 1e9 / own['embedding_cpu']:.0f} a second, "
        f"{100 * own['operations'] / 1e9 / own['embedding_cpu'] / core:.0f} % of a core's {core:.0f}. {_per_token(own)}"
        f" {_time_left(own)}"
    )
    heads = ("step", "seconds", "of processor time", "pages a second", "paragraphs a second", "tokens read a second")
    return [Section("The machine", words), Section("Taking papers in", told, [Table(heads, rows)])]


def _per_token(own: Mapping[str, Any]) -> str:
    """How much of the text either side reads, for a chunk of LlamaIndex is longer than its model's longest text."""
    times = own["llama_index"] / own["llama_tokens"] / (own["whole"] / own["tokens"])
    return (
        f"LlamaIndex's model reads {own['llama_tokens']:,} tokens and leaves {own['llama_tokens_cut_off']:,} unread, at the "
        f"ends of its long chunks; for each token that is read the whole ingest is {times:.1f} times as fast."
    )


def _time_left(own: Mapping[str, Any]) -> str:
    """How right the time left was that an ingest tells, from its first minute on."""
    told = [(said, true) for at, said, true in own["time_left"] if at >= MINUTE and true >= 0.1 * own["whole"]]
    if not told:
        return "It was too short to judge the time left that it tells."
    right = sum(abs(said - true) <= true / 4 for said, true in told)
    return (
        f"The time left that it tells was right within a quarter for {right} of {len(told)} files, after the first minute and "
        "until a tenth of the time was left."
    )


def _starts(found: Mapping[str, Any]) -> Section:
    start, many = found["start"], found["many"]
    rows = [
        ["--help", f"{start['help']:.2f}", f"{start['help_cpu']:.2f}"],
        ["ask, from a cold process", f"{start['ask']:.2f}", f"{start['ask_cpu']:.2f}"],
        ["the app's first page", f"{start['app']:.2f}", "–"],
        [f"{many['users']} ask at once, p50", f"{many['p50']:.2f}", "–"],
        [f"{many['users']} ask at once, p95", f"{many['p95']:.2f}", f"{many['cpu']:.2f}"],
    ]
    told = f"Of {many['users']} answers to people who asked at once {many['different']} differ from those to one who asks alone."
    return Section("Starting, and many at once", told, [Table(("what", "seconds", "of processor time"), rows)])


def _growth(rows: Sequence[Mapping[str, Any]]) -> list[Section]:
    return [_questions(rows), _taken(rows), _peers(rows)]


def _questions(rows: Sequence[Mapping[str, Any]]) -> Section:
    heads = (
        "paragraphs",
        *(f"{step} p50" for step in STEPS),
        "search p95",
        "processor p50",
        "processor p95",
        "recall@10",
    )
    cells = [
        [
            f"{row['paragraphs']:,}",
            *(f"{row['steps'][step]['p50']:.1f}" for step in STEPS),
            *(f"{row['steps']['search'][name]:.1f}" for name in ("p95", "p50_cpu", "p95_cpu")),
            f"{row['recall']:.3f}",
        ]
        for row in rows
    ]
    lines = {"Scrutineer": [(row["paragraphs"], row["steps"]["search"]["p50"]) for row in rows]}
    lines |= {step: [(row["paragraphs"], row["steps"][step]["p50"]) for row in rows] for step in STEPS[1:]}
    lines |= {name: [(row["paragraphs"], row[name]["p50"]) for row in rows if name in row] for name in PEERS}
    words = "Milliseconds, by the clock and of processor time, which tells more where other work goes on."
    return Section(
        "A question as the library grows", words, [Table(heads, cells)], [curves("A search, p50", lines, "ms")]
    )


def _taken(rows: Sequence[Mapping[str, Any]]) -> Section:
    heads = ("paragraphs", "opening", "processor", "adding one", "processor", "memory", "SQLite", "vectors", "words")
    cells = [
        [
            f"{row['paragraphs']:,}",
            *(f"{row[name]:.2f}" for name in ("opening", "opening_cpu", "adding_one", "adding_one_cpu")),
            f"{row['resident_mb']:,}",
            *(f"{sum(row['bytes'].get(name, 0) for name in names) / 1e6:,.0f}" for names in FILES),
        ]
        for row in rows
    ]
    lines = {"Scrutineer": [(row["paragraphs"], float(row["resident_mb"])) for row in rows]}
    lines |= {
        name: [(row["paragraphs"], float(row[name]["resident_mb"])) for row in rows if name in row] for name in PEERS
    }
    words = "Seconds to open it and to put one paper in, MB of memory once it has answered, MB on disk."
    return Section("What a library takes", words, [Table(heads, cells)], [curves("Memory", lines, "MB")])


def _peers(rows: Sequence[Mapping[str, Any]]) -> Section:
    heads = ("paragraphs", "peer", "p50", "p95", "building", "memory")
    cells = [
        [
            f"{row['paragraphs']:,}",
            name,
            *(f"{row[name][key]:.1f}" for key in ("p50", "p95", "building")),
            str(row[name]["resident_mb"]),
        ]
        for row in rows
        for name in PEERS
        if name in row
    ]
    words = "Milliseconds of a search, seconds to build it (LlamaIndex is given our vectors), MB of memory."
    return Section("Peers on the same paragraphs", words, [Table(heads, cells)])


def _markdown(section: Section) -> str:
    parts = [f"### {section.title}", section.words] if section.words else [f"### {section.title}"]
    for table in section.tables:
        lines = [table.heads, ["---", *("---:" for _ in table.heads[1:])], *table.rows]
        parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join(parts)
