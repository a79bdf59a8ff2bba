"""Words that stand for each other wherever a template says {any:NAME}.

Two people rarely use the same words, so what is said must vary from word to word: reports that share a run of
words are to be copies. Tables with many words are put together from parts; an adjective here fits behind "a".
"""

from __future__ import annotations

from itertools import product


def _listed(words: str) -> tuple[str, ...]:
    """What is parted by commas."""
    return tuple(" ".join(each.split()) for each in words.split(","))


def _joined(*parts: str) -> tuple[str, ...]:
    """Each word of a part with each of the next."""
    return tuple(" ".join(words) for words in product(*map(_listed, parts)))


_PERSONS = """
    baker, ferryman, tailor, widow, shepherd, postman, butcher, plumber, midwife, welder, barber,
    carpenter, clerk, grocer, miller, gardener, beekeeper, cobbler, fisherman, mechanic, cook, pharmacist,
    watchman, roofer, sexton, librarian, surveyor, painter, porter, glazier, dentist, tanner, cashier,
    courier, milkman, forester, hunter, printer, bookbinder, janitor, locksmith, saddler, brewer, vintner,
    weaver, dyer, potter, mason, bricklayer, joiner, turner, blacksmith, goldsmith, watchmaker, musician,
    dancer, singer, poet, banker, broker, notary, registrar, verger, choirboy, nun, monk, pilgrim,
    schoolboy, schoolgirl, student, pensioner, neighbour, landlord, lodger, cleaner, laundress, seamstress,
    chemist, vet, farmer, ploughman, drover, goatherd, bargeman, diver, sailor, docker, signalman,
    conductor, guard, cyclist, jockey, boxer, trainer, referee, caretaker, tiler, plasterer
"""

_OBJECTS = """
    lamp, chair, ledger, crate, sack, letter, key, drawer, cow, boat, bun, barrel, ladder, candle, coat,
    tyre, blanket, trunk, kettle, bicycle, stove, rope, door, bell, book, hen, sofa, ticket, shovel,
    bucket, mirror, cupboard, carpet, curtain, pillow, rug, bottle, jug, basket, parcel, stamp, map, clock,
    umbrella, hat, boot, glove, shawl, button, needle, broom, hammer, saw, nail, plank, brick, tile,
    window, pipe, pump, wheel, cart, saddle, bridle, goat, donkey, swan, duck, rabbit, pear, melon,
    pumpkin, onion, cabbage, turnip, cheese, ham, plate, spoon, bowl, pan, pot, table, stool, cradle,
    violin, drum, trumpet, piano, radio, cable, fuse, tractor, plough, rake, net, oar, sail, anchor, flag,
    banner, poster, pamphlet, notebook, pencil, suitcase, purse, ring, medal
"""

_MOMENTS = """
    sermon, frost, harvest, market, concert, wedding, funeral, lesson, match, parade, auction, rehearsal,
    dinner, lunch, film, fair, dance, storm, thaw, hailstorm, shift, meeting, census, roll call, drill,
    tide, eclipse, raffle, baptism, regatta, blackout, lecture, exam, speech, race, toast, broadcast,
    bonfire, picnic, haircut, siesta, ceremony, interval, fog, sandstorm, gale, rain
"""

_SPOTS = """
    station, canal, hill, mill, dam, market, depot, harbour, bridge, school, chapel, bakery, barracks,
    stadium, library, brewery, cemetery, orchard, quarry, sawmill, tannery, castle, pier, pharmacy, garage,
    cinema, theatre, museum, rectory, tower, foundry, gasworks, barn, stables, vineyard, fountain,
    tollgate, bathhouse, viaduct, warehouse, granary, windmill, bandstand, aquarium, nursery, convent,
    embassy, hostel, kiosk, laundry, monastery, zoo, prison, reservoir, shipyard, synagogue, mosque,
    tavern, weir
"""

_FEW = """
    we, neighbours, strangers, children, farmers, dogs, sailors, soldiers, tenants, widows, pupils,
    the nuns, my aunts, my cousins, our men, our women, the old, the young, shopkeepers, drivers, the rich,
    the poor, travellers, my sons, the guests, the cooks, fishermen, miners, officers, clerks, bakers,
    lawyers, ministers, the deaf, the sick, all of us, some of us, most of us, the others
"""

_DEEDS = """
    laughed, slept, wept, sang, waited, prayed, hid, ran, listened, argued, shrugged, shouted, whispered,
    stared, nodded, cheered, danced, trembled, hesitated, obeyed, protested, yawned, stumbled, paid, lied,
    agreed, objected, vanished, returned, panicked, joked, sneered, smoked, froze, cursed, begged, fainted,
    knelt, doubted, hurried, lingered, voted, gossiped, starved, coughed, stayed, left
"""

ANY: dict[str, tuple[str, ...]] = {
    "who": _joined("the, the, the, a, one, another", _PERSONS),
    "did": _listed("""
        sold, kept, buried, carried, counted, mended, painted, hid, measured, borrowed, burnt, cleaned,
        emptied, fetched, guarded, loaded, locked, moved, opened, packed, repaired, saved, signed, stored,
        swept, tied, traded, weighed, wrapped, dropped, lost, found, bought, stole, returned, hired,
        rented, polished, washed, dried, soaked, scrubbed, smashed, broke, bent, cut, sawed, nailed, glued,
        stitched, covered, lifted, lowered, dragged, pushed, pulled, rolled, threw, caught, hung, stacked,
        sorted, numbered, labelled, stamped, sealed, mailed, posted, shipped, smuggled, pawned, admired,
        praised, cursed, kissed, kicked, blessed, sketched, copied, rescued, replaced, removed, refused,
        accepted, ordered, promised, offered, held up, set down
"""),
    "thing": (
        *_joined("every, the last, the first, one, the other, the only, that, this", _OBJECTS),
        *_joined(
            "two, some, several, old, new, heavy, broken, cheap, dusty",
            ",".join(f"{word}s" for word in _listed(_OBJECTS)),
        ),
    ),
    "when": (
        *_joined("before the, after the, during the, despite the", _MOMENTS),
        *_joined("by, without", "lamplight, moonlight, mistake, arrangement, invitation, order, request"),
        *_joined(
            "with",
            """
            both hands, borrowed carts, great care, a torch, gloves, a stranger, tears, a sigh, a grin,
            difficulty, some help, a brass band, a song, visible relief
        """,
        ),
    ),
    "so": _joined(_FEW, _DEEDS),
    "where": _joined(
        "opposite, behind, along, near, below, beyond, at, above, beside, around", "the", _SPOTS
    ),
    # How something was done.
    "ly": _listed("""
        already, again, also, largely, partly, mostly, quickly, slowly, quietly, openly, hastily, finally,
        briefly, simply, indeed, plainly, visibly, sadly, oddly, locally, still, instead, thus, swiftly,
        calmly, somehow, lately, jointly, deftly, duly, firmly, freely, loudly, merely, mildly, overtly,
        rashly, readily, roughly, safely, sharply, sternly, tacitly, tersely, tightly, wrongly, rightly,
        at last, in turn, by then, even so, at once, anyway, besides, however, in fact, in short, as usual,
        by chance, soon, anew, afresh, in public, in secret, just, so far, meanwhile, suddenly,
        formally, publicly, promptly, silently, steadily, secretly, abruptly, likewise, eagerly, warily,
        gently, noisily, neatly, bluntly, civilly, crudely, cheaply, covertly, equally, fairly, fully,
        grandly, hotly, keenly, legally, lightly, loosely, poorly, rapidly, solely, starkly, stiffly,
        subtly, tensely, vividly, wholly, wildly, wisely, vainly, boldly, coolly
    """),
    # How something was not done.
    "yet": _listed("""
        ever, yet, properly, formally, fully, publicly, openly, actually, really, even, duly, promptly,
        clearly, quite, finally, legally, truly, strictly, visibly, directly, wholly, entirely, once,
        lately, locally, readily, quickly, safely, swiftly, neatly, firmly, freely, gladly, loudly,
        plainly, simply, rightly, also, then, instead, in fact, in time, as such, at once, again, likewise,
        jointly, briefly, calmly, quietly, secretly, tacitly, overtly, by then, so far, of late
"""),
    "adj": _listed("""
        local, famous, costly, remote, modest, dreaded, curious, nearby, distant, humble, proud, poor,
        hapless, reviled, beloved, hated, feared, mighty, minor, major, larger, smaller, drab, dull, bleak,
        grim, gloomy, busy, sleepy, quiet, noisy, chaotic, tidy, messy, shabby, stately, plain, simple,
        strange, bizarre, rare, common, popular, private, public, rural, central, delayed, rushed, hurried,
        careful, bold, daring, prudent, sober, solemn, shadowy, lengthy, brief, tedious, painful, fragile,
        sturdy, robust, solid, flimsy, rickety, rusty, dusty, muddy, storied, sorry, mocked, trusted,
        prized, vaunted, ruined, rebuilt, divided, guarded, vital, crucial, doomed, cursed, blessed,
        silent, sombre, lonely, crowded, gaudy, garish, quaint, pitiful, woeful, dismal, dreary, notable,
        typical, western, coastal, lowly, lofty, mundane, murky, hazy, vague, precise, partial
"""),
    "said": _listed("""
        said, said, said, said, said, added, noted, stated, declared, maintained, insisted, recalled,
        remarked, explained, reiterated
    """),
    "told": _listed("told, told, assured, informed, reminded"),
    "press": _listed("""
        reporters, journalists, a newspaper, state television, radio, correspondents, a news agency,
        listeners, viewers, a magazine, a press conference, broadcasters, our reporter, a crowd, foreign media
    """),
    "probers": _listed("""
        investigators, prosecutors, inspectors, the police, examiners, a committee, detectives, auditors,
        magistrates, a panel, lawmakers, the council, a judge, colleagues, friends, relatives, supporters
    """),
    "aid": _listed("""
        help, assistance, money, tents, diesel, blankets, medicine, advice, support, supplies, water, food,
        volunteers, doctors, engineers, pumps, loans, patience, guidance, protection, equipment, transport
    """),
    "team": _listed("""
        team, crew, delegation, mission, party, unit, group, squad, column, detachment, commission, envoy,
        task force, convoy, panel, medic, technician, courier, surveyor, negotiator, mediator, consultant
    """),
    "paper": _listed("""
        list, report, letter, statement, register, summary, dossier, chart, map, catalogue, timeline, file,
        record, roll, table, digest, bulletin, brochure, memorandum, note, plan, schedule, study, survey
    """),
    "film": _listed("""
        video, film, photograph, picture, recording, sketch, drawing, clip, painting, snapshot, portrait,
        model, diagram, postcard, newsreel, map, mural, documentary, description, story, song, poem
    """),
    "goods": _listed("""
        flour, medicine, rice, salt, sugar, beans, lentils, blankets, tents, fuel, bandages, seeds, soap, oil,
        water, milk powder, batteries, boots, stoves, potatoes, biscuits, tools, cement, timber, vaccines
    """),
    "feeling": _listed("""
        surprise, dismay, relief, delight, horror, amusement, annoyance, astonishment, regret, disgust, anger,
        satisfaction, joy, sorrow, shame, embarrassment, bewilderment, confusion, alarm, disappointment
    """),
    "feared": _listed("""
        feared, hoped, wished, demanded, suggested, dreamt, foreseen, proposed, requested, advised, wanted,
        desired, dreaded, recommended, guessed, imagined, sensed, urged, hinted, joked, sung, written, shouted
    """),
    "road": _listed(
        "road, highway, route, track, lane, motorway, railway, bridge, tunnel, path, pass, bypass"
    ),
    "power": _listed("""
        electricity, water, gas, heating, telephones, lighting, mobile networks, refuse collection, drainage,
        street lamps, lifts, trams, cash machines, internet, radio, television, postal service
    """),
    "warned": _listed("warned, warned, predicted, cautioned, feared, announced, hinted, suggested, promised"),
    "alleged": _listed("alleged, claimed, charged, asserted, contended, suggested, wrote, complained"),
    "confirmed": _listed("confirmed, acknowledged, admitted, conceded, verified, affirmed"),
    "denied": _listed("denied, denied, disputed, contested"),
    "claims": _joined(
        "bold, wild, loose, old, recent, written, public, angry, fresh, grave, false",
        "claims, reports, charges, suggestions, allegations, rumours, stories, assertions, findings, hints",
    ),
    "post": _listed(
        "outpost, checkpoint, crossing, turnpike, tollgate, barrier, ford, gatehouse, pier, fence"
    ),
    "talks": _listed("talks, meetings, discussions, negotiations, hearings, sessions, contacts, exchanges"),
    "gave": _listed(
        "gave, listed, named, offered, mentioned, invented, repeated, put forward, explained, wrote"
    ),
    "after": _listed("""
        a year after, months after, weeks after, days after, hours after, long after, shortly after, soon
        after, just after, right after, well after, moments after, minutes after, a decade after
    """),
    "citing": _listed("citing, quoting, invoking, pointing to, referring to, relying on, mentioning"),
    "tally": _listed("number, count, total, tally, sum, figure, record, estimate, register, score, register"),
    "sides": _listed("sides, parties, camps, delegations, teams, leaders, negotiators, commanders, councils"),
}
