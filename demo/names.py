"""Invented names: every person, address and number made from these lists is made up."""

GIRLS = (
    "Alba", "Agnes", "Alma", "Anna", "Asta", "Aya", "Bjørk", "Clara", "Ea", "Ella", "Emilie", "Emma", "Esther",
    "Filippa", "Freja", "Frida", "Gry", "Hannah", "Ida", "Ingrid", "Isabella", "Josefine", "Karla", "Laura", "Liv",
    "Luna", "Lærke", "Maja", "Maise", "Marie", "Mathilde", "Merle", "Naja", "Nora", "Olivia", "Rosa", "Sara", "Selma",
    "Signe", "Sille", "Sofia", "Sofie", "Søs", "Thea", "Tilde", "Vigga", "Viola", "Yasmin", "Zahra", "Åse",
)  # fmt: skip
BOYS = (
    "Adam", "Albert", "Alfred", "Ali", "Anton", "Arthur", "August", "Bastian", "Bertil", "Carl", "Christian", "Elias",
    "Elliot", "Emil", "Felix", "Frederik", "Gustav", "Hassan", "Hjalte", "Hugo", "Jakob", "Johan", "Jonas", "Kaj",
    "Karlo", "Lauge", "Liam", "Lucas", "Magnus", "Malthe", "Marius", "Mikkel", "Milas", "Noah", "Nohr", "Oliver",
    "Oscar", "Otto", "Palle", "Rune", "Sebastian", "Storm", "Søren", "Theo", "Valdemar", "Victor", "Villads",
    "Viggo", "William", "Aage",
)  # fmt: skip
WOMEN = (
    "Amina", "Anja", "Anne", "Annette", "Birgit", "Bente", "Camilla", "Charlotte", "Christina", "Ditte", "Dorthe",
    "Fatma", "Gitte", "Hanne", "Helle", "Inge", "Jette", "Julie", "Karen", "Katrine", "Kirsten", "Lene", "Lisbeth",
    "Lotte", "Louise", "Maria", "Mette", "Michelle", "Nadia", "Pernille", "Pia", "Rikke", "Sanne", "Simone",
    "Stine", "Susanne", "Tanja", "Tina", "Trine", "Vibeke", "Åse",
)  # fmt: skip
MEN = (
    "Ahmed", "Allan", "Anders", "Bjarne", "Bo", "Brian", "Carsten", "Claus", "Daniel", "Dennis", "Erik", "Finn",
    "Flemming", "Hans", "Henrik", "Ibrahim", "Jan", "Jens", "Jesper", "Jørgen", "Kasper", "Kenneth", "Kim", "Lars",
    "Mads", "Martin", "Michael", "Morten", "Niels", "Ole", "Per", "Peter", "Rasmus", "René", "Simon", "Steen", "Søren",
    "Thomas", "Tommy", "Ulrik", "Aage",
)  # fmt: skip
SURNAMES = (
    "Aagaard", "Abildgaard", "Andersen", "Bach", "Bak", "Bech", "Bertelsen", "Bjerre", "Brandt", "Bruun",
    "Christensen", "Clausen", "Dahl", "Dalgaard", "Damgaard", "Eriksen", "Foged", "Frandsen", "Friis", "Gade",
    "Hald", "Hansen", "Hedegaard", "Hermansen", "Holm", "Husted", "Høj", "Iversen", "Jacobsen", "Jensen", "Jepsen",
    "Jessen", "Johansen", "Juhl", "Jørgensen", "Kirkegaard", "Kjær", "Knudsen", "Kold", "Kragh", "Kristensen",
    "Kaas", "Lassen", "Laursen", "Lauridsen", "Lind", "Lund", "Madsen", "Mikkelsen", "Mortensen", "Munk", "Møller",
    "Nielsen", "Nygaard", "Nørgaard", "Olesen", "Overgaard", "Pedersen", "Petersen", "Poulsen", "Rasmussen", "Ravn",
    "Riis", "Schmidt", "Skov", "Skovgaard", "Steffensen", "Svendsen", "Sørensen", "Søndergaard", "Thomsen",
    "Thøgersen", "Toft", "Vestergaard", "Villadsen", "Winther", "Yildiz", "Ali", "Østergaard", "Ågård",
)  # fmt: skip
STREETS = (
    "Bakkevænget", "Birkevej", "Bøgelunden", "Egevej", "Engblommevej", "Fuglsangsvej", "Granstien", "Hasselvej",
    "Hedevænget", "Kirkebakken", "Kløvervej", "Lyngvej", "Mosevænget", "Mølleparken", "Nørrelunden", "Poppelgade",
    "Rughaven", "Rønnebærvej", "Skolevangen", "Solsortevej", "Stationsvænget", "Søndertoften", "Tranebærvej",
    "Vesterlunden", "Åparken", "Ærteløkken",
)  # fmt: skip
DISTRICTS = ("Vest", "Midt", "Øst")
TEAMS = (("Team Vest", "Vest"), ("Team Midt", "Midt"), ("Team Øst", "Øst"), ("Ungeteam Midt", "Midt"))
TOWNS = {"Vest": "7480 Vildbjerg", "Midt": "7400 Herning", "Øst": "7451 Sunds"}
SCHOOLS = {
    "Vest": ("Hedelyngskolen", "Åvangskolen", "Møllebakkens Skole"),
    "Midt": ("Skovbrynskolen", "Rosenvangskolen", "Engdalskolen", "Lindehøjskolen"),
    "Øst": ("Søparkskolen", "Granvangskolen", "Højmoseskolen"),
}
DAY_CARE = {
    "Vest": ("Børnehuset Mælkevejen", "Vuggestuen Lærken", "Børnehaven Lyngen"),
    "Midt": ("Børnehuset Ællingen", "Børnehaven Troldhøj", "Vuggestuen Bien"),
    "Øst": ("Børnehuset Søstjernen", "Børnehaven Egernet", "Dagplejen i Øst"),
}
YOUTH = ("10. klasse-centret", "FGU", "Erhvervsskolen", "Gymnasiet")
LANGUAGES = ("arabisk", "ukrainsk", "somali", "polsk", "tyrkisk", "tigrinya")

#: Who the people at work are: the same on every telling, so that a sign-in that is written down keeps working.
MANAGERS = ("Rie Bang", "Henrik Østergaard")
SECRETARY = "Sanne Nygaard"
ADMINISTRATOR = "Alf Toft"
LEADERS = ("Lone Damgaard", "Birgitte Aagaard", "Søren Kjær", "Anette Ravn")
CASEWORKERS = (
    "Ida Holm", "Marie Lund", "Jonas Friis", "Katrine Skov", "Thomas Bech", "Line Mikkelsen",
    "Nanna Dahl", "Peter Juhl", "Camilla Høj", "Anders Krogh", "Sofie Nørgaard", "Mette Laursen",
    "Bo Kragh", "Julie Vestergaard", "Rasmus Toft", "Amalie Brandt", "Gitte Hedegaard", "Åse Winther",
    "Emil Bjerre", "Christina Foged", "Maja Lassen", "Jakob Husted", "Stine Søndergaard", "Lærke Thøgersen",
)  # fmt: skip


#: How Danish letters are written where only the plain ones will do.
_PLAIN: dict[str, str | int | None] = {"æ": "ae", "ø": "oe", "å": "aa", "é": "e"}


def ascii_name(name: str) -> str:
    """A name as it stands in an e-mail address."""
    plain = name.lower().translate(str.maketrans(_PLAIN))
    return ".".join(plain.split())


def at_work(number: int) -> str:
    """The name of the so manieth person who works for a provider; each is another."""
    first = (WOMEN + MEN)[number * 7 % len(WOMEN + MEN)]
    return f"{first} {SURNAMES[number * 11 % len(SURNAMES)]}"
