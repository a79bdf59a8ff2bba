"""Words by which parties are told apart: titles, posts, bodies, documents, pronouns, determiners."""

from __future__ import annotations

from typing import Literal

Gender = Literal["m", "f"]


def table(words: str) -> frozenset[str]:
    """The words of a line or more."""
    return frozenset(words.split())


# Titles before a name, in full and short. Their sex where they have one.
TITLES = table(
    "mr mrs ms miss mx dr prof professor doctor sir dame lord lady baroness baron count countess king "
    "queen prince princess emperor sheikh sheik imam ayatollah rabbi pope cardinal archbishop bishop "
    "father sister brother rev reverend pastor president pres vice prime minister premier chancellor "
    "secretary gov governor sen sens senator senators rep reps representative congressman "
    "congresswoman mp councillor mayor judge justice attorney gen general lt lieutenant col colonel "
    "maj major capt captain sgt sergeant cpl corporal pvt private adm admiral cmdr commander marshal "
    "brig brigadier commodore chief sheriff constable inspector detective superintendent officer "
    "agent ambassador envoy consul foreign defence defense deputy former ex acting hon honourable "
    "honorable comrade señor señora don doña monsieur madame herr frau mullah haji hajji lawyer coach"
)
# After these a full stop ends no sentence and a name goes on.
GENDERED: dict[str, Gender] = {
    **dict.fromkeys(
        table(
            "mr sir lord king prince emperor baron count sheikh imam pope cardinal congressman spokesman "
            "businessman policeman fireman salesman councilman assemblyman father brother son "
            "husband uncle nephew grandfather boyfriend widower man boy gentleman he him his himself "
            "señor monsieur herr don cameraman statesman nobleman monk priest "
            "waiter stepfather grandson"
        ),
        "m",
    ),
    **dict.fromkeys(
        table(
            "mrs ms miss lady dame queen princess baroness countess congresswoman spokeswoman chairwoman "
            "businesswoman policewoman councilwoman assemblywoman mother sister daughter wife aunt niece "
            "grandmother girlfriend widow woman girl actress she her hers herself señora madame frau nun "
            "waitress servicewoman stateswoman stepmother granddaughter heroine"
        ),
        "f",
    ),
}

# Nouns of people: posts, ranks, trades, ties.
PEOPLE = table(
    "activist actor actress adviser advisor administrator admiral advocate agent aide airman ally "
    "ambassador analyst anchor announcer archbishop architect artist assemblyman assemblywoman "
    "assistant associate astronaut astronomer attorney author backer banker bishop blogger boss boy "
    "boyfriend brigadier broadcaster brother builder businessman businesswoman campaigner candidate "
    "captain cardinal caller celebrity ceo chair chairman chairperson chairwoman champion chancellor "
    "chief cleric clerk coach colleague colonel columnist comedian commander commentator commissioner "
    "communicator composer confidant congressman congresswoman conservationist constable consul "
    "consultant contractor contributor coordinator coroner correspondent councillor councilman "
    "councilwoman counsel counsellor counselor cousin craftsman critic dad daughter dean defector "
    "defendant delegate demonstrator dentist deputy descendant designer detainee detective developer "
    "dictator diplomat director dissident doctor donor driver economist editor educator emperor "
    "employee employer engineer envoy epidemiologist ex-president ex-wife ex-husband executive expert "
    "eyewitness farmer father fighter figure filmmaker firefighter fisherman founder co-founder "
    "cofounder friend fundraiser general geologist girl girlfriend goalkeeper governor graduate "
    "grandfather grandmother guard guest guide guitarist gunman head headmaster heir historian host "
    "hostage husband imam incumbent individual insider inspector instructor intern investigator "
    "investor jailer jockey journalist judge juror justice king lady landlord laureate lawmaker "
    "lawyer leader lecturer legislator liaison lieutenant lobbyist lord magistrate magnate major man "
    "manager marine marshal master mayor mediator medic member mercenary meteorologist midwife "
    "migrant militant minister mogul mother monarch motorist mp musician narrator negotiator neighbor "
    "neighbour neurologist neuroscientist nominee novelist nurse observer officer official ombudsman "
    "operative operator opponent organiser organizer owner painter parent parliamentarian participant "
    "partner passenger passer-by pastor patient pathologist patriarch patrolman performer person "
    "pharmacist philanthropist philosopher photographer physician physicist pilot pioneer player "
    "playwright poet policeman policewoman politician pollster pope preacher premier presenter "
    "president priest prince princess principal prisoner producer professor programmer prosecutor "
    "protester protestor psychiatrist psychologist publicist publisher queen questioner rabbi racer "
    "reader realtor rebel recruit rector referee refugee reporter representative rescuer researcher "
    "resident respondent retiree reviewer rider rival runner sailor scholar schoolteacher scientist "
    "secretary secretary-general senator sergeant servant serviceman sheikh sheriff shareholder "
    "singer sister sociologist soldier solicitor son source speaker specialist spectator spokesman "
    "spokesperson spokeswoman staffer star statesman strategist striker student successor suffragan "
    "superintendent supervisor supporter surgeon surrogate survivor suspect sympathizer teacher "
    "technician teenager teen tenant terrorist theorist therapist tourist trader trainer traveller "
    "traveler treasurer trooper trustee tycoon uncle undersecretary user veteran vet vice-president "
    "vicar victim villager visitor volunteer voter warden widow widower wife winner witness woman "
    "worker writer youth youngster zoologist insurgent guerrilla extremist nationalist republican "
    "democrat conservative liberal billionaire millionaire entrepreneur frontrunner front-runner "
    "challenger co-author biologist chemist archaeologist anthropologist ecologist paleontologist "
    "palaeontologist geneticist virologist climatologist oceanographer ornithologist toxicologist "
    "cardiologist oncologist statistician mathematician librarian curator archivist paramedic "
    "bystander onlooker jogger cyclist hiker sportsman athlete skipper umpire bassist drummer rapper "
    "vocalist songwriter dj choreographer dancer sculptor cartoonist illustrator interviewer "
    "interviewee informant informer whistleblower whistle-blower leaker hacker spy sniper gunner "
    "paratrooper cadet conscript reservist general-secretary ringleader kidnapper attacker assailant "
    "bomber shooter killer murderer thief robber smuggler trafficker plaintiff complainant claimant "
    "appellant petitioner signatory"
)
PLURAL_PEOPLE = table(
    "people men women children police authorities officials sources experts analysts witnesses "
    "relatives critics supporters colleagues parents staff personnel troops forces crew crowd public "
    "locals media press outlets others respondents voters clergy residents families couple pair duo "
    "trio team majority minority folks members generals guerrillas commandos mps aides"
)
# Nouns of bodies that speak and act as one.
BODIES = table(
    "academy administration agency airline airport alliance army assembly association authority band "
    "bank board body branch broadcaster brigade bureau business cabinet campaign caucus center centre "
    "chamber channel charity church city clinic club coalition college commission committee community "
    "company conference confederation congress consortium consulate contractor cooperative "
    "corporation corps council country county court delegation department desk directorate division "
    "embassy enterprise executive faction factory faculty family federation festival firm fleet force "
    "foundation front fund garrison government group guard guild hospital house industry inquiry "
    "inspectorate institute institution junta kingdom kremlin laboratory lab league leadership "
    "legislature library maker manufacturer magazine market militia ministry mission monarchy monitor "
    "mosque movement museum nation navy network newspaper ngo observatory office operator orchestra "
    "organisation organization outfit outlet palace panel paper parliament parish party patrol plant "
    "platoon police press prosecution province publication publisher regiment regime region registry "
    "regulator republic resistance retailer school secretariat section senate service shop side "
    "society squad squadron staff startup state station store studio supplier syndicate tabloid task "
    "team theatre theater think-tank trade tribunal trust unit union university watchdog website wing "
    "zoo daily weekly times post"
)
UNITS = table(
    "army battalion brigade company corps crew division fleet platoon regiment squadron squad unit legion"
)
DOCUMENTS = table(
    "account accord act advert advertisement affidavit agreement analysis announcement article "
    "assessment audit bill biography blog book brief briefing bulletin cable charge charter "
    "communique communiqué complaint constitution contract convention count data deal decision "
    "declaration dispatch disclosure doctrine document documents dossier draft editorial email emails "
    "estimate estimates evidence examination experiment figures file files filing filings findings "
    "footage guidance guidelines image images indictment information interview investigation invoice "
    "judgement judgment law lawsuit leaflet letter letters list log manifesto manual memo memoir "
    "memoirs memorandum message messages model motion notice op-ed order pact pamphlet paper petition "
    "photo photograph photos picture pictures plan poll polls post posts presentation press-release "
    "projection record records recording regulation release report reports request research "
    "resolution review rule ruling script sign scale signs statement statements statistics statute "
    "study studies subpoena suit summary survey surveys tape tapes telegram testimony text tradition "
    "transcript transcripts treaty tweet tweets verdict video videos warning warrant will"
)

# Nouns that are used for one another.
_ALIKE = (
    "spokesman spokeswoman spokesperson",
    "chairman chairwoman chairperson chair",
    "congressman congresswoman representative rep lawmaker legislator",
    "senator sen",
    "governor gov",
    "general gen",
    "colonel col",
    "sergeant sgt",
    "company firm",
    "adviser advisor",
    "organisation organization",
    "organiser organizer",
    "protester protestor demonstrator",
    "centre center",
    "attorney lawyer solicitor",
    "poll survey",
    "policeman policewoman",
    "doctor physician",
    "author writer",
    "university college",
    "teen teenager",
    "newspaper paper",
)
SAME_NOUN = {word: row.split()[0] for row in _ALIKE for word in row.split()}

SPELLINGS = {
    "defence": "defense", "centre": "center", "labour": "labor", "programme": "program", "theatre": "theater",
    "organisation": "organization", "saint": "st", "mount": "mt", "fort": "ft",
}  # fmt: skip
# Words that a name may have or lack.
NAME_FILLERS = table("the of and for in on de la del y et & a an at to")
COMPANY_ENDS = table(
    "inc corp corporation ltd limited plc llc co company gmbh ag sa group holdings party jr sr iii iv"
)

# What stands for nobody in particular.
NOBODY = table(
    "nobody none no-one anyone anybody everyone everybody someone somebody nothing anything something "
    "everything one whoever whatever"
)
DAYS = table("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow")
HE = table("he him his himself")
SHE = table("she her hers herself")
IT = table("it its itself")
THEY = table("they them their theirs themselves")
I_WORDS = table("i me my mine myself")
WE = table("we us our ours ourselves")
OWN_VOICE = table(
    "newspaper paper reporter correspondent writer author columnist magazine website"
)  # after "this"
YOU = table("you your yours yourself yourselves")
RELATIVES = table("who whom whose which that")
PRONOUNS = HE | SHE | IT | THEY | I_WORDS | WE | YOU | RELATIVES

DEFINITE = table("the this that these those said")
POSSESSIVE = table("his her its their my our your")
FRESH = table(
    "a an another other others some several many few any most more one two three four five six seven "
    "eight nine ten dozens hundreds thousands numerous multiple various certain every each no both "
    "all"
)
SINGULAR = table("a an another one this that each every")
PLURAL = table(
    "some several many few two three four five six seven eight nine ten dozens hundreds thousands "
    "numerous multiple various these those both all most more"
)
DETERMINERS = DEFINITE | POSSESSIVE | FRESH
# A noun phrase's head stands before the first of these.
AFTER_HEAD = table(
    "of for in at from with by on to about near under against over into within without between among "
    "across who whom whose which that where when familiar briefed involved close responsible present "
    "based living working speaking according including as than after before during since behind "
    "inside outside"
)
OF_PART = table(
    "one two three four some many several both all none most each any few half part members member "
    "group number team dozens hundreds thousands majority kind couple pair either neither percent "
    "one-third"
)
HEADS_UP = table(
    "heads leads runs chairs directs commands oversees represents manages edits owns founded co- "
    "founded headed led ran chaired directed commanded oversaw represented managed edited owned "
    "teaches studies works worked served serves"
)
KNOWN_AS = (
    "also known as", "better known as", "widely known as",
    "commonly known as", "locally known as", "known as",
    "formerly known as", "previously known as", "formerly", "nicknamed", "dubbed", "also called", "aka",
    "a . k . a .", "alias", "born", "née", "abbreviated as", "or",
)  # fmt: skip
