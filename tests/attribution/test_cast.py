"""One person, one name, the right side: siblings of known faults, on invented sentences."""

from __future__ import annotations

import pytest

from newscompare.attribution import extract
from newscompare.attribution.who import lexicon
from newscompare.attribution.who.names import compatible, parts, short_forms

MEMBERS = [
    "AF",
    "AL",
    "DZ",
    "AD",
    "AO",
    "AG",
    "AR",
    "AM",
    "AU",
    "AT",
    "AZ",
    "BS",
    "BH",
    "BD",
    "BB",
    "BY",
    "BE",
    "BZ",
    "BJ",
    "BT",
    "BO",
    "BA",
    "BW",
    "BR",
    "BN",
    "BG",
    "BF",
    "BI",
    "CV",
    "KH",
    "CM",
    "CA",
    "CF",
    "TD",
    "CL",
    "CN",
    "CO",
    "KM",
    "CG",
    "CD",
    "CR",
    "CI",
    "HR",
    "CU",
    "CY",
    "CZ",
    "DK",
    "DJ",
    "DM",
    "DO",
    "EC",
    "EG",
    "SV",
    "GQ",
    "ER",
    "EE",
    "SZ",
    "ET",
    "FJ",
    "FI",
    "FR",
    "GA",
    "GM",
    "GE",
    "DE",
    "GH",
    "GR",
    "GD",
    "GT",
    "GN",
    "GW",
    "GY",
    "HT",
    "HN",
    "HU",
    "IS",
    "IN",
    "ID",
    "IR",
    "IQ",
    "IE",
    "IL",
    "IT",
    "JM",
    "JP",
    "JO",
    "KZ",
    "KE",
    "KI",
    "KP",
    "KR",
    "KW",
    "KG",
    "LA",
    "LV",
    "LB",
    "LS",
    "LR",
    "LY",
    "LI",
    "LT",
    "LU",
    "MG",
    "MW",
    "MY",
    "MV",
    "ML",
    "MT",
    "MH",
    "MR",
    "MU",
    "MX",
    "FM",
    "MD",
    "MC",
    "MN",
    "ME",
    "MA",
    "MZ",
    "MM",
    "NA",
    "NR",
    "NP",
    "NL",
    "NZ",
    "NI",
    "NE",
    "NG",
    "MK",
    "NO",
    "OM",
    "PK",
    "PW",
    "PA",
    "PG",
    "PY",
    "PE",
    "PH",
    "PL",
    "PT",
    "QA",
    "RO",
    "RU",
    "RW",
    "KN",
    "LC",
    "VC",
    "WS",
    "SM",
    "ST",
    "SA",
    "SN",
    "RS",
    "SC",
    "SL",
    "SG",
    "SK",
    "SI",
    "SB",
    "SO",
    "ZA",
    "SS",
    "ES",
    "LK",
    "SD",
    "SR",
    "SE",
    "CH",
    "SY",
    "TJ",
    "TZ",
    "TH",
    "TL",
    "TG",
    "TO",
    "TT",
    "TN",
    "TR",
    "TM",
    "TV",
    "UG",
    "UA",
    "AE",
    "GB",
    "US",
    "UY",
    "UZ",
    "VU",
    "VE",
    "VN",
    "YE",
    "ZM",
    "ZW",
]


def sources(text: str) -> list[str]:
    return list(extract(text)["source"])


def column(text: str, name: str) -> list[str]:
    return list(extract(text)[name])


SAME_PERSON = [
    (
        "“It holds,” said Nguyen Van Minh, an engineer. Nguyen added that it was new.",
        "Nguyen Van Minh",
    ),
    (
        "“We wait,” said Muhammad ibn Yusuf al-Farsi. Al-Farsi added that it was late.",
        "Muhammad ibn Yusuf al-Farsi",
    ),
    (
        "“We wait,” said Luiz Inácio da Costa. Da Costa added that it was late.",
        "Luiz Inácio da Costa",
    ),
    ("“It is ours,” said José Ramírez Ortega. Ramírez said he would stay.", "José Ramírez Ortega"),
    ("“It holds,” said Jan van den Berg. Van den Berg added that it was old.", "Jan van den Berg"),
    ("“It holds,” said Kim Min-jae. Kim added it was old.", "Kim Min-jae"),
    ("“It holds,” said Oscar de la Hoya. De la Hoya added it was old.", "Oscar de la Hoya"),
    ("Sir Ian Blake said no. Sir Ian added that he was tired.", "Ian Blake"),
    ("Sports Minister Ana Ruiz said no. Ruiz added it was late.", "Ana Ruiz"),
    (
        "French President Marie Duval said no. The president added that talks would go on.",
        "Marie Duval",
    ),
    ("Labour MP Jane Fox said the bill was dead. The Leeds MP added that it was late.", "Jane Fox"),
    (
        "Amara Obi, chief executive of Zenith Foods, said no. The CEO added that costs rose.",
        "Amara Obi",
    ),
    ("Prof. Ana Ruiz of Lund University said no. The scientist said it would melt.", "Ana Ruiz"),
    (
        "Chancellor of the Exchequer Rachel Stone said no. The chancellor added that pay "
        "would not.",
        "Rachel Stone",
    ),
    ("Sen. Mark Delaney, a Republican, said no. The senator said he would call.", "Mark Delaney"),
    (
        "Bus driver Kennedy “Lion” Joseph said no. “All is up,” the father of five said.",
        "Kennedy Joseph",
    ),
]


@pytest.mark.parametrize(("text", "name"), SAME_PERSON)
def test_one_person_has_one_name(text, name):
    assert sources(text) == [name, name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Anna Berg runs the shop with her son, Emil Berg. “It is small,” Mrs. Berg said. "
            "“It is ours,” Mr. Berg said.",
            ["Anna Berg", "Emil Berg"],
        ),
        (
            "Tom Hale and his sister, Eva Hale, own the farm. “It rains,” Ms. Hale said. "
            "Mr. Hale said it was dry.",
            ["Eva Hale", "Tom Hale"],
        ),
        ("Lord Rowe said no. Lady Rowe said yes.", ["Lord Rowe", "Lady Rowe"]),
    ],
)
def test_titles_and_kin_tell_two_of_one_family_apart(text, names):
    assert sources(text) == names


@pytest.mark.parametrize(
    "name", ["Jones", "Torres", "Davies", "Adams", "Peters", "Williams", "Ruiz", "Wells"]
)
def test_a_surname_is_one_person(name):
    table = extract(f"{name} said the party would choose. “It hurts,” {name} added.")
    assert list(table["source"]) == [name, name]
    assert "collective" not in set(table["source_type"])


@pytest.mark.parametrize("group", ["Residents", "Motorists", "Shoppers", "Critics"])
def test_a_plural_at_the_start_is_a_group(group):
    table = extract(f"{group} said the road was closed.")
    assert list(table["source_type"]) == ["collective"]


@pytest.mark.parametrize("role", ["mayor", "coach", "farmer", "minister", "nurse", "judge"])
def test_a_pronoun_goes_to_a_role_where_nobody_is_named(role):
    assert sources(f"“It is over,” said the {role}. “We checked it,” she added.") == [role, role]


def test_a_storm_is_never_he():
    text = "Cyclone Anna hit the coast. It was loud, officials said. “It was bad,” he said."
    assert "Anna" not in " ".join(sources(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The shadow chancellor, Dame Edith Farrow, said no.", "politician"),
        ("Union leader Sam Hill said the strike would go on.", "advocacy"),
        ("“It is old,” said Sam Hill, general secretary of the Dockers’ Union.", "advocacy"),
        ("President of the Chamber of Commerce Giles Theobalds said no.", "business"),
        ("A lawyer for the family, Jo Reed, said they were sad.", "citizen"),
        ("Chief financial officer Ingrid Solberg said costs rose.", "business"),
        ("The fishermen’s leader, Bill Cole, said it was over.", "advocacy"),
        ("Defence Secretary Tom Hale said the plan was dead.", "official"),
        ("The president of Ghana said the deal was dead.", "head_of_state"),
        ("Goalkeeper Nuno Pires said he slipped.", "citizen"),
        ("People close to the board said the chairman would go.", "unnamed"),
        ("“Talks are slow,” said an official who asked not to be named.", "unnamed_official"),
        ("Ryanair said it would cut flights. The airline blamed high taxes.", "business"),
    ],
)
def test_types(text, kind):
    assert column(text, "source_type")[-1] == kind


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Its coach, Jo Reed, said no. Kenya lost.", "Kenya"),
        ("Coach Luka Horvat said Croatia had played well.", "Croatia"),
        ("Her Latvian colleague, Andris Kalnins, said he agreed.", "Latvia"),
        ("Mette Lund, an analyst at a bank in Copenhagen, said no.", "Denmark"),
        ("“It is late,” said Anna, 51, a teacher from Graz.", "Austria"),
        ("Downing Street said it would wait.", "UK"),
        ("Ballarat mayor Des Purcell said no.", "Australia"),
        ("The landlocked country of Moldova said it had no choice.", "Moldova"),
        ("An EU diplomat said talks were slow.", "international"),
        ("Tom Ruiz said he was tired.", "none"),
    ],
)
def test_countries(text, country):
    assert column(text, "country")[0] == country


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("Cole was quoted by the Daily Herald as saying the bridge was safe.", "Daily Herald"),
        (
            "Two people briefed on the inquiry told the Arizona Ledger that it began at noon.",
            "Arizona Ledger",
        ),
        ("Sen. Mark Delaney told KVOA that help was slow.", "KVOA"),
        ("Tom Ruiz told reporters that help was slow.", ""),
        ("Tom Ruiz told Parliament that help was slow.", ""),
    ],
)
def test_the_medium_that_was_told_is_a_relay(text, via):
    assert column(text, "via")[0] == via


def test_the_reason_stands_in_words():
    rule = column("Pavel Antonov spoke. “It is safe,” he said.", "rule")[0]
    assert "who: the only one who fits, named in the sentence before" in rule


def test_demonyms_and_capitals_are_complete():
    assert len(MEMBERS) == 193
    by_iso = lexicon.by_iso()
    assert set(MEMBERS) <= set(by_iso)
    labels = {by_iso[code] for code in MEMBERS}
    assert labels <= set(lexicon.demonyms().values())
    assert labels <= set(lexicon.countries().values())


@pytest.mark.parametrize(
    ("name", "family"),
    [("Ana Ruiz", "ruiz"), ("Hal de la Cruz", "de la cruz"), ("Dale Krantz Jr.", "krantz")],
)
def test_parts_of_names(name, family):
    assert parts(name).family == family
    assert family in short_forms(name)


def test_names_of_one_person_may_be_longer_or_shorter():
    assert compatible(parts("ana ruiz"), parts("ana maría ruiz"))
    assert compatible(parts("j. ruiz"), parts("juan ruiz"))
    assert not compatible(parts("eva ruiz"), parts("ana ruiz"))
