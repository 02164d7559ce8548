"""Names of people and of authors, as typed: the front of `person_names` and `authors`."""

from campaign.vietnamese.authors import AskAuthors, Author, Authors, AuthorsReason, parse_authors
from campaign.vietnamese.person_names import (
    NameProblem,
    NameReason,
    check_person_name,
    given_name,
    propose_name,
)

__all__ = [
    "AskAuthors",
    "Author",
    "Authors",
    "AuthorsReason",
    "NameProblem",
    "NameReason",
    "check_person_name",
    "given_name",
    "parse_authors",
    "propose_name",
]
