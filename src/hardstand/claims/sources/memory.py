"""Who "he", "the ministry" or a surname stands for, by who was named before in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hardstand.claims.sentences import Token
from hardstand.claims.sources.clauses import is_name_like, lower_at
from hardstand.claims.sources.lexicon import PRONOUNS, ROLES
from hardstand.claims.sources.speakers import Speaker

WOMEN = frozenset({"spokeswoman", "chairwoman", "mrs", "ms", "queen", "princess"})


@dataclass
class Memory:
    """The speakers that a text has named so far."""

    people: dict[str, Speaker] = field(default_factory=dict)
    bodies: dict[str, Speaker] = field(default_factory=dict)
    person: Speaker | None = None
    woman: Speaker | None = None
    man: Speaker | None = None
    body: Speaker | None = None
    many: Speaker | None = None

    def resolve(self, speaker: Speaker) -> Speaker | None:
        """The speaker in full: who a pronoun, a surname or "the ministry" stands for; None where nobody is known."""
        word = speaker.name.lower()
        if word in PRONOUNS:
            return self._pronoun(word)
        known = self.people.get(speaker.surname)
        if known is not None and (len(speaker.name.split()) == 1 or known.name == speaker.name):
            return replace(known, office=_fuller(known.office, speaker.office))
        if speaker.office is None and " " not in word:
            return self.bodies.get(word, speaker)
        return speaker

    def _pronoun(self, word: str) -> Speaker | None:
        if word == "she":
            return self.woman or self.person
        if word == "he":
            return self.person if self.person is not self.woman else self.man
        if word == "they":
            return self.many or self.body or self.person
        return self.body

    def note(self, speaker: Speaker) -> None:
        """Remembers who was named, and spoke last."""
        self.register(speaker)
        if speaker.many:
            self.many = speaker
            if speaker.office is not None:
                self.person = self.people.get(speaker.name.split(" and ")[0].split()[-1].lower(), self.person)
        elif speaker.person:
            self._note_person(speaker)
        else:
            self.body = self.many = speaker
            self.bodies.pop(speaker.surname, None)
            self.bodies[speaker.surname] = speaker

    def _note_person(self, speaker: Speaker) -> None:
        words = set((speaker.office or speaker.name).lower().replace(".", "").split())
        self.person = speaker
        if words & WOMEN:
            self.woman = speaker
        else:
            self.man = speaker

    def tell_of(self, tokens: Sequence[Token]) -> None:
        """Remembers the known person whom a sentence begins with: the next "he" is that one."""
        for position, token in enumerate(tokens[:12]):
            if not (is_name_like(token) or token.text == "-" or token.lower in ROLES):
                return
            person = self.people.get(token.lower)
            if person is not None and lower_at(tokens, position + 1) not in {"'s", "and", "-"}:
                self._note_person(person)
                return

    def register(self, speaker: Speaker) -> None:
        """Remembers a person under the surname, so that the surname alone finds name and office."""
        alone = speaker.name.split(" and ")[0].split(",")[0]
        if " " in alone and (speaker.person or speaker.office):
            person = replace(speaker, name=alone, person=True, many=False)
            before = self.people.get(person.surname)
            if before is None or before.office is None:
                self.people[person.surname] = person
                self.people.setdefault(person.surname.rpartition("-")[2], person)


def _fuller(known: str | None, said: str | None) -> str | None:
    """The office said now, unless the one known before says the same in more words."""
    if known is None or said is None:
        return known or said
    return known if said in known else said
