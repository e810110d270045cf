"""`python -m tests.grade`: how right the text is, on the corpus of feeds and pages that BERITA_CORPUS names.

Without the variable: ``../shared/corpus`` beside the checkout; where there is none it says so and ends well. Two worker
processes read one case at a time, each under a time limit. Exit code 1 where a target was missed.

--set NAME   only this part (feeds, articles, markdown, pages) or set (aeb, real, …); may be repeated
--worst N    the N worst cases of each measure
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, TimeoutError
from typing import Any

from pebble import ProcessPool

from tests.grade import table
from tests.grade.cases import Case, cases, folder
from tests.grade.judging import judge, warm
from tests.grade.outcome import Outcome

WORKERS = 2
SECONDS = 30  # for one case


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.grade", description="How right the text is.")
    asked.add_argument("--set", action="append", default=[], metavar="NAME", help="a part or a set; may be repeated")
    asked.add_argument("--worst", type=int, default=0, metavar="N", help="list the N worst cases of each measure")
    options = asked.parse_args(arguments)
    corpus = folder()
    if not corpus.is_dir():
        print(f"not graded: there is no corpus at {corpus} (BERITA_CORPUS names another place)")
        return 0
    chosen = [case for case in cases(corpus) if not options.set or {case.part, case.group, case.name} & set(options.set)]
    if not chosen:
        print(f"not graded: {corpus} holds no such cases")
        return 0
    outcomes = list(graded(chosen))
    found = table.rows(outcomes)
    print(table.text(found))
    if options.worst:
        print("\n" + table.worst(outcomes, options.worst))
    print(f"{len(outcomes)} cases; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    return int(any(each.missed for each in found))


def graded(chosen: Iterable[Case]) -> Iterator[Outcome]:
    """The outcome of every case, in order; one that takes too long or ends its process has failed."""
    context = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=WORKERS, context=context, initializer=warm) as pool:
        waiting: list[tuple[Case, Future[Any]]] = [
            (case, pool.schedule(judge, args=[case], timeout=SECONDS)) for case in chosen
        ]
        for case, future in waiting:
            try:
                outcome: Outcome = future.result()
            except TimeoutError:
                outcome = Outcome(case.part, case.group, case.name, ms=SECONDS * 1000, error="took too long")
            except Exception as error:  # noqa: BLE001  # the worker died, in whatever way
                outcome = Outcome(case.part, case.group, case.name, error=f"{type(error).__name__}: {error}"[:300])
            yield outcome


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
