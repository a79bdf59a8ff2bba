"""Words of English from which the signs of a basis are put together: regular expressions over small letters.

Each is a group that stands for one of its words, in text with plain spaces and straight apostrophes.
"""

from __future__ import annotations

ADVERB = (
    r"(?:(?:\w+ly|also|never|just|only|then|always|once|still|both|all|not|first|already|actually) ){0,2}"
)
STRONG = (
    "was|were|had|did|went|came|took|gave|got|made|saw|heard|found|met|held|kept|left|lost|brought|bought|built|began|"
    "became|broke|caught|chose|cut|drove|fell|fought|fled|flew|grew|hid|hit|knew|learnt|led|lay|paid|put|ran|read|"
    "rode|rose|sat|sent|shot|showed|slept|spoke|spent|stood|stole|struck|swam|taught|threw|told|woke|won|wore|wrote|"
    "felt|thought|said|sold|set|shut|beat|bent|bled|blew|burnt|dug|drank|drew|ate|forgot|froze|knelt|leapt|lit|"
    "withdrew|underwent|understood|overheard|sought|sank|sang|swore|tore|crept|dealt|dived|dove|hung|rang|shook"
)
PAST = (
    rf"(?:{STRONG}|(?!need|feed|speed|exceed|proceed|succeed|indeed|breed|bleed)\w{{2,}}ed|(?:did|was|were|"
    r"had)n't)\b"
)
DONE = (
    r"(?:been|seen|done|gone|taken|given|got|gotten|made|heard|found|met|held|kept|left|lost|brought|"
    r"bought|built|begun|become|broken|caught|chosen|come|driven|fallen|fought|fled|grown|had|known|led|"
    r"paid|put|run|read|sat|sent|shot|shown|spoken|spent|stood|stolen|struck|taught|told|won|worn|written|"
    r"felt|thought|said|sold|set|\w{2,}ed)"
)
ME = r"\b(?:i|we)\b"
MIND = (
    r"(?:think|thought|believe|believed|feel|hope|hoped|want|wanted|wish|expect|need|urge|call|condemn|"
    r"welcome|know|understand|see|look forward|support|demand|intend|plan|doubt|suspect|assume|guess|"
    r"agree|disagree|love|like|mean|stand|remain|respect|thank|congratulate|regret)\b"
)
OFFICERS = (
    r"(?:police|officers?|troops|soldiers|forces|firefighters|crews?|rescuers|fighters|the (?:company|"
    r"ministry|army|navy|military|group|agency|airline|bank|firm|party|government|team|department|office|"
    r"club|university|hospital|council))"
)
SELF = rf"^(?:that )?(?:he|she|they|it|{OFFICERS})\b"
ITSELF = (  # whose "he" or "they" is another: papers, pictures, those who tell of others, media
    r"(?:sources?|officials|authorities|videos?|footage|records?|documents?|reports?|polls?|surveys?|"
    r"stud(?:y|ies)|researchers|scientists|experts|analysts|critics|allegations|lawsuit|messages|data|npr|"
    r"cnn|bbc|reuters|times|post|news\w*|press|media|agency|journal|magazine|spokes\w+|lawyers?|aides?|"
    r"daughter|son|wife|husband|mother|father|brother|sister|mayor|who)"
)
STATE = (
    r"(?:willing|ready|open|glad|happy|pleased|surprised|proud|concerned|confident|committed|optimistic|"
    r"worried|sorry|sure|certain|aware|able|unable|opposed|against|in favou?r|hopeful|hoping|humbled|"
    r"grateful|satisfied|determined|prepared|convinced|disappointed|thankful|looking forward|considering|"
    r"planning|going to)"
)
INQUIRY = (
    r"(?:study|studies|research|researchers?|scientists?|(?<!geological )survey(?:s|ed)?|polls?|polling|"
    r"pollsters?|analys[ei]s|model(?:l?ing|s)?|inquiry|findings|results|authors?|co-?author|experiments?|"
    r"academics|economists|statisticians|auditors?|audit|simulations?|calculations?|projections?|"
    r"estimates?|forecasters?|seismologists|astronomers|biologists|geologists|epidemiologists|think[- ]tank)"
)
RECKON = (
    r"(?:found|finds|find|estimat\w*|calculat\w*|reckon\w*|conclud\w*|determin\w*|project\w*|model\w*|"
    r"analy[sz]\w*|assess\w*|show\w*|suggest\w*|indicat\w*|demonstrat\w*|identif\w*|discover\w*|measur\w*|"
    r"detect\w*|infer\w*|deduc\w*|extrapolat\w*|propos\w*|establish\w*|reveal\w*|put|puts|gave|gives|"
    r"observ\w*)"
)
MEDIA = (
    r"(?:media|press|newspapers?|news (?:agenc(?:y|ies)|outlets?|sites?|reports?|organi[sz]ations?)|"
    r"television|tv|radio|broadcasters?|journalists|magazines?|websites?|blogs?|reuters|afp|associated "
    r"press|interfax|tass|xinhua|bbc|cnn)"
)
PAPERS = (
    r"(?:documents?|papers|e-?mails?|letters?|memos?|memorand(?:um|a)|transcripts?|minutes|text messages?|"
    r"messages|contracts?|invoices?|receipts?|diar(?:y|ies)|memoirs?|manuscripts?|notebooks?|leaflets?|"
    r"cables?|files|dossiers?|archives|manifests?|blueprints?|spreadsheets?|constitution|treaty|paperwork|"
    r"correspondence|logbooks?|notes)"
)
COURT = (
    r"(?:(?:court|police|prison|hospital|land|tax|shipping|flight|flight[- ]tracking|property|company|"
    r"corporate|government|state|federal|public|medical|military service|voting|election|voter|"
    r"campaign(?: finance)?|death|birth|parish|customs|coroner's|administration|commission|council) "
    r"(?:records?|documents?|papers|filings?|registers?|reports|statistics|figures|data|logs?|"
    r"disclosures?|returns)|records|registry|register|filings?|indictments?|affidavits?|charge sheets?|"
    r"criminal complaint|rulings?|judge?ments?|summary of the (?:decision|ruling)|court's summary|verdict|"
    r"census|gazette|statistics|autopsy|post[- ]mortem|death certificates?|warrants?|agreed facts|"
    r"statistic system|official (?:toll|count|tally))"
)
PEOPLE = (
    r"(?:(?:\w+ ){0,3}?(?:sources?|officials?|witnesses|residents|people|informants?|insiders|relatives|"
    r"neighbou?rs|villagers|refugees|defectors|detainees|prisoners|aides?|diplomats?|locals|survivors|"
    r"activists|colleagues|friends|employees|staff|workers|doctors|spokes\w+|commanders?|agents?|"
    r"contacts?))"
)
FILM = (
    r"(?:videos?|footage|video ?clips?|clips?|cctv|film(?:ed)?|livestreams?|live ?stream|(?:body|dash|"
    r"security|surveillance)[- ]?cam(?:era)?s?|recordings?|videotapes?|tapes?)"
)
PICTURES = (
    r"(?:satellite (?:images?|imagery|imaging|photos?|photographs?|pictures?|data)|photo(?:s|graphs?|"
    r"graphic)?|imagery|images?|pictures|aerial (?:images?|photographs?|photos?|surveys?)|snapshots?|"
    r"thermal imaging|radar images?|selfies?)"
)
CALLS = (
    r"(?:intercepted (?:\w+ )?(?:calls?|communications?|messages?|conversations?|traffic|transmissions?)|"
    r"intercept(?:s|ed|ions?)?|wire ?taps?|wire-?tapped|phone taps?|tapped (?:phone|telephone|calls|lines)|"
    r"sigint|signals? intelligence|comint|communications intelligence|eavesdrop\w*|bugged|bugging|"
    r"electronic surveillance|radio traffic|recorded (?:phone |telephone )?calls?|listening devices?)"
)
HEARING = (
    r"(?:court|jury|inquest|inquiry|tribunal|judges?|committee|hearing|senate|congress|commission|"
    r"parliament(?:ary)?|investigators|magistrates?|panel|lawmakers|prosecutors|coroner|senators|mps)"
)
SHOW = (
    r"(?:show\w*|suggest\w*|indicat\w*|reveal\w*|depict\w*|appear\w*|captur\w*|seen?|according to|based "
    r"on|in|per)"
)

# A clause beside a source that puts it on the spot ("who was standing on the quay when ...").
_DOING = (
    r"(?:stand|sitt|walk|driv|sleep|work|wait|watch|liv|stay|hid|serv|queu|shopp|play|rid|travel|travell|fly|"
    r"shelter|cross|pass|eat|ly|swimm|fish|film|runn|sail|visit|cook|pray|danc|climb|cycl|guard|patroll|"
    r"attend|return|head|help|perform|cover|report)ing"
)
_SPOT = (
    r"(?:there|at|in|on|inside|outside|near|nearby|among|aboard|present|beside|behind|under|caught|trapped|"
    r"held|wounded|injured|hurt)"
)
THERE = rf"who (?:was|were|had been) (?:\w+ly |also |still |then )?(?:{_SPOT}|{_DOING})"
