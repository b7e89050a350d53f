"""Matching 300 participants to 40 workers: `python -m benchmarks.matching [PARTICIPANTS WORKERS]`.

Wishes and offerings are made up at random from a fixed seed, so that every run answers the same.
"""

from __future__ import annotations

import random
import sys
import time

from cm_method.adapters.matching import best_matching
from cm_method.case.participants import Gender
from cm_method.services.matching import Offering, Wishes

PARTICIPANTS, WORKERS = 300, 40
ROOM = 10
COMPETENCES = ("missbruk", "npf", "skulder", "våld", "bostad", "psykos")
LANGUAGES = ("arabiska", "engelska", "finska", "somaliska", "spanska")
DISTRICTS = ("hägersten-älvsjö", "farsta", "skärholmen", "södermalm")
RUNS = 5


def question(participants: int, workers: int) -> tuple[list[Wishes], list[Offering]]:
    """A question of that size, the same every time."""
    chance = random.Random(1)

    def some(words: tuple[str, ...], most: int) -> tuple[str, ...]:
        return tuple(chance.sample(words, chance.randint(0, most)))

    wishes = []
    for number in range(participants):
        gender = chance.choice((None, None, None, Gender.WOMAN, Gender.MAN))
        wishes.append(
            Wishes(
                participant=f"P-{number:04}",
                competences=some(COMPETENCES, 3),
                languages=some(LANGUAGES, 1),
                gender=gender,
                gender_must=gender is not None and chance.random() < 0.3,
                district=chance.choice(DISTRICTS),
            )
        )
    offerings = [
        Offering(
            worker=f"cm-{number:03}",
            competences=some(COMPETENCES, 4),
            languages=some(LANGUAGES, 2),
            gender=chance.choice((Gender.WOMAN, Gender.MAN)),
            districts=some(DISTRICTS, 2),
            room=chance.randint(0, ROOM + 5),
        )
        for number in range(workers)
    ]
    return wishes, offerings


def main() -> None:
    """Print how long a matching takes, and how it came out."""
    sizes = [int(each) for each in sys.argv[1:]] or [PARTICIPANTS, WORKERS]
    wishes, offerings = question(*sizes)
    taken, found = [], best_matching(wishes, offerings)
    for _ in range(RUNS):
        began = time.process_time()
        found = best_matching(wishes, offerings)
        taken.append(time.process_time() - began)
    places = sum(offering.room or 0 for offering in offerings)
    print(f"{len(wishes)} participants, {len(offerings)} workers with {places} places")
    print(f"{len(found.matches)} matched with {found.points} points, {len(found.unmatched)} left")
    print(f"{min(taken):.2f} s at best, {max(taken):.2f} s at worst of {RUNS}")


if __name__ == "__main__":
    main()
