"""Who speaks: one cast for each text, and each source looked up in it.

``reading`` prepares a text; ``spotting`` finds names, ``cast`` and ``names`` say which of them are
one person or body, ``describing`` and ``nominals`` which roles are theirs. ``resolve`` goes through
the sources: ``phrases`` reads one that names somebody, ``coreference`` ranks whom a pronoun or a
description means (``pronouns``, ``descriptions``), ``unnamed`` and ``documents`` read the rest.
``kinds`` gives the type, ``homes`` the country, ``relay`` the medium that passed words on.
"""
