"""News agencies and outlets by name, with the forms in which reports write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


def wordset(text: str, *, between: str | None = None) -> frozenset[str]:
    """The words of a text as a set, or what stands between marks."""
    return frozenset(text.split(between))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One agency or outlet. agency: it supplies others, so that a bare name in brackets is its tag."""

    name: str
    agency: bool


# Name: other forms, parted by commas. News agencies, as they call themselves.
_AGENCIES = """
Associated Press: AP
Reuters: Thomson Reuters, Reuters News Agency
Agence France-Presse: AFP, Agence France Presse
Deutsche Presse-Agentur: dpa, DPA
ANSA: Ansa
EFE: Agencia EFE, Efe
Lusa: Lusa News Agency
TASS: Tass, ITAR-TASS, Itar-Tass
RIA Novosti: RIA, Ria Novosti
Interfax: Interfax-Russia
Interfax-Ukraine:
Ukrinform:
UNIAN: Unian
Xinhua: Xinhua News Agency
Kyodo News: Kyodo
Jiji Press: Jiji
Yonhap: Yonhap News Agency, Yonhap News
KCNA: Korean Central News Agency
Press Trust of India: PTI
Asian News International: ANI
Indo-Asian News Service: IANS
United News of India: UNI
Associated Press of Pakistan: APP
Bangladesh Sangbad Sangstha: BSS
Bernama:
Antara: Antara News Agency
Anadolu: Anadolu Agency, Anadolu Ajansi, AA
IRNA: Islamic Republic News Agency
Fars News Agency: Fars, Fars News
Tasnim: Tasnim News Agency, Tasnim News
Mehr News Agency: Mehr, Mehr News
ISNA: Iranian Students' News Agency
SANA: Syrian Arab News Agency
WAM: Emirates News Agency
Saudi Press Agency: SPA
Petra: Petra News Agency, Jordan News Agency
Wafa: WAFA
National News Agency: NNA
Qatar News Agency: QNA
Kuwait News Agency: KUNA
PA Media: PA, Press Association, PA news agency
United Press International: UPI
Central News Agency: Focus Taiwan
Vietnam News Agency: VNA
BelTA: Belta, BELTA
CTK: Czech News Agency, ČTK
PAP: Polish Press Agency
MTI:
Tanjug:
Hina: HINA
BTA: Bulgarian News Agency
Agerpres: AGERPRES
APA: Austria Press Agency
Keystone-SDA:
Belga: Belga News Agency
ANP:
TT: TT News Agency
NTB:
Ritzau:
STT:
BNS: Baltic News Service
ELTA:
LETA:
Australian Associated Press: AAP
Canadian Press: CP
Bloomberg: Bloomberg News
Dow Jones Newswires: Dow Jones
Telam: Télam
Prensa Latina:
Kazinform:
Azertac: AZERTAC
Armenpress:
Sputnik: Sputnik News
"""
# Papers, broadcasters and sites.
_OUTLETS = """
BBC: BBC News, BBC World Service, BBC Radio, BBC Verify, BBC Persian, BBC Russian
CNN: CNN International
NBC News: NBC
ABC News: ABC
CBS News: CBS
Fox News: Fox News Digital
MSNBC:
CNBC:
NPR: National Public Radio
PBS: PBS NewsHour
Sky News:
ITV News: ITV
Channel 4 News:
Al Jazeera: Al-Jazeera
Al Arabiya: Al-Arabiya
Al Mayadeen:
Al Manar: Al-Manar
Deutsche Welle: DW
France 24: FRANCE 24
Radio France Internationale: RFI
Radio Free Europe/Radio Liberty: RFE/RL, Radio Free Europe, Radio Liberty
Radio Free Asia: RFA
Voice of America: VOA
Euronews:
New York Times: NYT, NY Times
Washington Post:
Wall Street Journal: WSJ
Los Angeles Times: LA Times
Financial Times: FT
Guardian:
Daily Telegraph:
Sunday Times:
Economist:
Daily Mail:
Der Spiegel: Spiegel
Bild:
Die Zeit:
Die Welt:
Frankfurter Allgemeine Zeitung: FAZ
Süddeutsche Zeitung: Sueddeutsche Zeitung
ARD:
ZDF:
Le Monde:
Le Figaro:
Libération: Liberation
BFM TV: BFMTV
El País: El Pais
El Mundo:
Corriere della Sera:
La Repubblica:
RAI:
Haaretz:
Jerusalem Post:
Times of Israel:
Ynet:
Kyiv Independent:
Kyiv Post:
Ukrainska Pravda: Ukrayinska Pravda
Suspilne:
Meduza:
Novaya Gazeta:
Kommersant:
Izvestia:
Vedomosti:
RBC:
RT: Russia Today
Rossiya 1:
NHK:
Nikkei: Nikkei Asia
Asahi Shimbun:
Yomiuri Shimbun: Yomiuri
Mainichi Shimbun: Mainichi
South China Morning Post: SCMP
Global Times:
People's Daily: People’s Daily
CCTV:
CGTN:
Chosun Ilbo:
KBS:
Straits Times:
Times of India:
Hindustan Times:
Indian Express:
NDTV:
Dawn:
Geo News:
Politico: POLITICO
Axios:
Newsweek:
Der Standard:
Globe and Mail:
CBC: CBC News
TRT: TRT World
Press TV:
Bellingcat:
"""
# Forms that are words, initials or names of much else too: they count in brackets, in a byline and where the
# words around leave no doubt.
DOUBTFUL = wordset(
    "AP PA AA UNI APP SPA TT APA CP PAP BTA STT ANP SANA Petra Fars Mehr NNA ABC RT DW FT Guardian "
    "Economist Dawn Bild RAI Sputnik Hina WAM RBC Antara RIA ANI TRT Spiegel Liberation Libération "
    "Trend MTI Kan"
)


def _table() -> Mapping[str, Outlet]:
    forms: dict[str, Outlet] = {}
    for rows, agency in ((_AGENCIES, True), (_OUTLETS, False)):
        for row in rows.strip().splitlines():
            name, _, others = row.partition(":")
            outlet = Outlet(name=name, agency=agency)
            for form in (name, *(other.strip() for other in others.split(","))):
                if form:
                    forms.setdefault(form, outlet)
    return MappingProxyType(forms)


KNOWN = _table()
"""Form -> the outlet that it stands for."""
