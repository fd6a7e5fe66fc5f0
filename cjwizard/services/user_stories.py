"""User stories, for product owners: what a group of customers wants and why, one sentence each.

Free text of people becomes half a sentence here, so the patterns take any kind: a verb, a thing, an order to colleagues or a
question. Nobody's words are bent; where a sentence would break on them, they stand after a colon or between quotes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cjwizard.domain.assessment import Action, Assessment, Journey, Phase
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan
from cjwizard.services.reasons import phase_title

_BULLET: Final = re.compile(r"^\s*(?:[-*•–—·]+|\d{1,2}[.)])\s+")
_SENTENCES: Final = re.compile(r"(?<=[.!?;])\s+(?=[^\W\d_a-z])|[\n\r]+")
"""Between two sentences, or two lines."""
_INNER_END: Final = re.compile(r"[.!?]\s")
_WORD: Final = re.compile(r"[^\W\d_]+")
_ARTICLES: Final = frozenset({"a", "an", "the", "one", "any", "every", "each", "some", "our", "my"})
_BEGINS_SMALL: Final = frozenset({"De", "Het", "Een", "The", "A", "An"})
"""Words that a name may begin with and that are small all the same when they are not part of it."""
_VOWELS: Final = tuple("aeio")


@dataclass(frozen=True, slots=True)
class Story:
    """One user story, with what it was made of."""

    text: str
    """On one line."""
    journey: Journey
    phase: Phase | None
    """``None`` = it comes from what the customer needs, not from a phase."""
    action: Action | None
    """``None`` = it comes from what the customer needs."""
    heading: str
    """The name of its phase; empty for a need."""
    rank: int | None
    """Place of its action in the order, from 1. ``None`` without one."""

    @property
    def own_words(self) -> bool:
        """Tell whether somebody wrote this sentence instead of the one that was made."""
        return self.action is not None and bool(self.action.story.strip())


def user_stories(plan: Plan, t: Translator) -> tuple[Story, ...]:
    """Return the stories of every journey: its needs, then its open actions by phase, best placed first.

    Actions that clash with the principles, are done or were dropped make no story.
    """
    return tuple(story for journey in plan.assessment.journeys for story in _of_journey(plan, journey, t))


def derived(plan: Plan, journey: Journey, phase: Phase, action: Action, t: Translator) -> str:
    """Return the sentence that is made of *action*; empty when there is nothing to make it of."""
    names = _names(plan.assessment)
    wish = _clause(action.text, names)
    if not wish:
        return ""
    expectation, goal = (_clause(_first(text), names) for text in (phase.expectation.text, journey.customer.goal))
    if _words_of("expects", t).intersection(expectation.lower().split()):
        expectation = ""  # a sentence of its own about what is expected; it does not go on after these words
    opportunity = next((text for item in phase.opportunities if (text := _clause(_first(item.text), names))), "")
    parts = {"expectation": expectation, "goal": goal, "opportunity": opportunity}
    so = next((t(f"stories.so.{kind}", text=text) for kind, text in parts.items() if text), "")
    return _sentence(journey, _order(wish, t), so, t)


def as_text(stories: tuple[Story, ...]) -> str:
    """Return *stories* to copy or keep: one a line, ending with a newline; empty without any."""
    return "".join(f"{story.text}\n" for story in stories)


def _of_journey(plan: Plan, journey: Journey, t: Translator) -> Iterator[Story]:
    names = _names(plan.assessment)
    goal = _clause(_first(journey.customer.goal), names)
    so = t("stories.so.goal", text=goal) if goal else ""
    for need in needs(journey.customer.needs):
        text = _sentence(journey, _need(need, names, t), so, t)
        yield Story(text, journey, None, None, "", None)
    results = [*plan.block("ranked"), *plan.block("to_estimate")]
    by_phase: dict[str, list[Story]] = {}
    for result in (result for result in results if result.journey.id == journey.id):
        phase, action = result.phase, result.action
        text = " ".join(action.story.split()) or derived(plan, journey, phase, action, t)
        if text:
            story = Story(text, journey, phase, action, phase_title(result, t), result.rank)
            by_phase.setdefault(phase.id, []).append(story)
    for stories in by_phase.values():
        yield from stories


def needs(text: str) -> list[str]:
    """Return the needs in *text*: one a line, or one a sentence; without bullets and numbers."""
    found = (_BULLET.sub("", part).strip() for part in _SENTENCES.split(text))
    return [part for part in found if _WORD.search(part)]


def _need(need: str, names: frozenset[str], t: Translator) -> str:
    clause = _clause(need, names)
    if clause.endswith("?"):
        return t("stories.wants.answer", text=_quoted(clause, t))
    first = clause.split()[0]
    return t("stories.wants.verb" if first in _words_of("verbs", t) else "stories.wants.need", text=clause)


def _order(wish: str, t: Translator) -> str:
    """Return what somebody asks for: in English an order goes on after "you to", everything else stands after a colon."""
    quoted = _quoted(wish, t)
    goes_on = quoted == wish and wish.split(maxsplit=1)[0] in _words_of("orders", t)
    return t("stories.wants.order" if goes_on else "stories.wants.action", text=quoted)


def _words_of(kind: str, t: Translator) -> frozenset[str]:
    """Return the words of the language that a sentence is made with another way.

    ``verbs``, ``orders`` = English verbs that a need or an action may begin with; a word may be in one and not in the other,
    because *help* that somebody needs is a thing and *help* that somebody is asked for is an act. ``kinds`` = groups of people
    or businesses; ``little`` = words that also follow the name of one person; ``expects`` = verbs that say *expect* again.
    """
    return frozenset(t(f"stories.{kind}").split())


def _sentence(journey: Journey, wish: str, so: str, t: Translator) -> str:
    """Return a group, what it wants and why as one sentence."""
    sentence = t("stories.sentence", group=_group(journey, t), wish=wish)
    whole = t("stories.with_reason", sentence=sentence, reason=so) if so else sentence
    return whole if whole.endswith((".", "!", "?", "…")) else f"{whole}."


def _group(journey: Journey, t: Translator) -> str:
    """Return how the sentence calls the customers: with an article where the language wants one and the name has none."""
    name = _uncapped(" ".join(journey.customer.name.split()).strip(" ,;:."), t) or t("stories.somebody")
    words = name.split()
    several = any(word.endswith("s") for word in (words[0], words[-1], name.split(",")[0].split()[-1]))
    one = name[0].islower() and words[0] not in _ARTICLES and not several
    key = "stories.several" if not one else "stories.one_vowel" if name.startswith(_VOWELS) else "stories.one"
    return t(key, group=f"{name}," if "," in name else name)


def _uncapped(name: str, t: Translator) -> str:
    """Return the name of a group with a small letter where it begins with an ordinary word, not with the name of a person.

    Two words after each other tell (*Nieuwe medewerkers*), or a word that says what they are (*Firms in their third year*).
    When in doubt the capital stays: a person's name without one looks worse.
    """
    begun, _, rest = name.partition(" ")
    first, following = begun.rstrip(","), rest.split(" ")[0]
    if not (first[:1].isupper() and first[1:].islower()):
        return name
    goes_on = begun == first and following[:1].islower() and following not in _words_of("little", t)
    ordinary = goes_on or first.lower() in _words_of("kinds", t)
    return name[0].lower() + name[1:] if ordinary else name


def _names(assessment: Assessment) -> frozenset[str]:
    """Return the first words of names that were filled in, which keep their capital in a sentence."""
    named = [
        assessment.organisation.name,
        *(person.name for person in assessment.people),
        *(channel.name for channel in assessment.channels),
    ]
    return frozenset(name.split()[0].strip(",.") for name in named if name.split()) - _BEGINS_SMALL


def _first(text: str) -> str:
    """Return the first sentence of *text*: a reason is half a sentence and cannot hold two."""
    return next(iter(_SENTENCES.split(text.strip())), "")


def _clause(text: str, names: frozenset[str]) -> str:
    """Return *text* as it goes on after a few words: on one line, without its full stop, begun small unless it is a name."""
    line = _BULLET.sub("", " ".join(text.split())).rstrip(" .;,:")
    first = next(iter(_WORD.findall(line)), "")
    plain = line.startswith(first) and first[:1].isupper() and (first[1:].islower() or (len(line) > 1 and line[1:2] == " "))
    if not plain or first in names or first == "I":
        return line
    small = line[0].lower() + line[1:]
    return f"é{small[1:]}" if small.startswith("eén") else small  # Dutch: the capital goes without its accent


def _quoted(clause: str, t: Translator) -> str:
    """Return *clause*, between quotes when it holds more than one sentence, a question or a reason: the rest goes on after it."""
    because = t("stories.so.goal", text="").split()[0]
    ends = clause.endswith(("?", "!")) or bool(_INNER_END.search(clause)) or because in clause.split()
    return t("stories.quoted", text=clause) if ends else clause
