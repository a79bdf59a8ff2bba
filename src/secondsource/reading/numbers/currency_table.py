"""The currencies of reports: signs, ISO 4217 codes, names. They are facts; the table is our own."""

from __future__ import annotations

from secondsource.reading.numbers.tokens import listed

# Signs that stand before an amount.
_SIGNS = (
    "$USD €EUR £GBP ¥JPY ￥JPY ₹INR ₽RUB ₴UAH ₦NGN ₩KRW ₪ILS ₫VND ₱PHP ₺TRY ₡CRC ₲PYG ₵GHS ₸KZT ₮MNT "
    "₭LAK ₿BTC ฿THB ₾GEL ₼AZN ֏AMD ﷼IRR ៛KHR ৳BDT ＄USD ￡GBP ﹩USD"
)
SIGNS = {pair[0]: pair[1:] for pair in str.split(_SIGNS)}
# Letters that belong to the sign after them.
_LETTERED = (
    "us$USD a$AUD au$AUD aud$AUD c$CAD ca$CAD cdn$CAD can$CAD nz$NZD hk$HKD s$SGD sg$SGD nt$TWD r$BRL mx$MXN "
    "j$JMD tt$TTD z$ZWL n$NAD b$BND fj$FJD bz$BZD ec$XCD e£EGP ir£IEP le£EGP cn¥CNY rmb¥CNY jp¥JPY"
)
LETTERED_SIGNS = {(pair[:-4], pair[-4]): pair[-3:] for pair in str.split(_LETTERED)}
# Letters alone, before figures or behind them.
BEFORE = dict(
    pair.split("=")
    for pair in str.split(
        "rs=INR rmb=CNY tk=BDT ksh=KES kshs=KES ush=UGX shs=KES tsh=TZS nis=ILS sfr=CHF fr=CHF rm=MYR rp=IDR "
        "kc=CZK zł=PLN birr=ETB"
    )
)
AFTER = dict(
    pair.split("=")
    for pair in str.split("rmb=CNY nis=ILS kr=SEK zł=PLN kč=CZK euro=EUR nok=NOK p=penny ¢=cent")
)
CODES = listed(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTC BTN BWP BYN "
    "BZD CAD CDF CHF CLP CNY CNH COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB ETH EUR FJD FKP GBP GEL "
    "GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW "
    "KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD "
    "NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP "
    "SLE SLL SOS SRD SSP STN SYP SZL THB TJS TMT TND TRY TTD TWD TZS UAH UGX USD USDT UYU UZS VES VND VUV "
    "WST XAF XCD XOF XPF YER ZAR ZMW ZWL DEM FRF ITL ESP IEP NLG BEF ATS GRD"
)
# ISO code: names of the currency. Where countries share a name, the name alone stands for the currency.
_NAMES = """
USD: dollar buck
EUR: euro
JPY: yen
CNY: yuan renminbi
RUB: ruble rouble
INR: rupee
AED: dirham
SAR: riyal
IRR: rial toman
ILS: shekel
TRY: lira
UAH: hryvnia hryvnya
PLN: zloty
HUF: forint
CZK: koruna
THB: baht
MYR: ringgit
IDR: rupiah
VND: dong
NGN: naira
GHS: cedi
ZAR: rand
BDT: taka
KZT: tenge
GEL: lari
AZN: manat
AMD: dram
TJS: somoni
AFN: afghani
ZMW: kwacha
AOA: kwanza
ETB: birr
VES: bolivar
NIO: córdoba cordoba
HNL: lempira
GTQ: quetzal
PYG: guarani
BOB: boliviano
PEN: sol
KRW: won
MMK: kyat
LAK: kip
KHR: riel
MNT: tugrik
RON: leu lei
BGN: lev leva
HRK: kuna
BTC: bitcoin
ETH: ether
GBP: pound
SEK: krona kronor
NOK: krone kroner
ISK: kronur
BRL: real reais reals
DEM: deutschmark
STN: dobra
BWP: pula
GMD: dalasi
MGA: ariary
MRU: ouguiya
SLE: leone
cent: cent
penny: penny pence pennies
kopek: kopek kopeck
peso: peso
franc: franc
dinar: dinar
shilling: shilling
mark: mark
som: som
sum: sum
colon: colon
"""
NAMES = {
    name: code
    for line in _NAMES.split("\n")
    for code, _, told in (line.partition(":"),)
    for name in told.split()
}
# Names that are other words as well: only with an adjective; or after a large amount too.
WITH_ADJECTIVE = listed("sum som mark colon real sol lev")
OTHER_WORDS = listed("won rand reals dong kip pound leone ether dram lei buck taka lari")
_ADJECTIVES = """
dollar: us=USD american=USD canadian=CAD australian=AUD singapore=SGD taiwan=TWD jamaican=JMD
dollar: zealand=NZD zimbabwean=ZWL zimbabwe=ZWL namibian=NAD fijian=FJD liberian=LRD guyanese=GYD
dollar: bahamian=BSD kong=HKD
peso: mexican=MXN philippine=PHP argentine=ARS chilean=CLP colombian=COP cuban=CUP dominican=DOP uruguayan=UYU
franc: swiss=CHF cfa=XOF french=FRF belgian=BEF congolese=CDF rwandan=RWF burundian=BIF guinean=GNF
dinar: iraqi=IQD kuwaiti=KWD jordanian=JOD serbian=RSD algerian=DZD tunisian=TND libyan=LYD bahraini=BHD
dirham: moroccan=MAD uae=AED emirati=AED
riyal: qatari=QAR saudi=SAR
rial: omani=OMR yemeni=YER iranian=IRR
shilling: kenyan=KES ugandan=UGX tanzanian=TZS somali=SOS
rupee: indian=INR pakistani=PKR nepalese=NPR lankan=LKR mauritian=MUR seychelles=SCR
pound: egyptian=EGP british=GBP syrian=SYP lebanese=LBP sudanese=SDG cypriot=CYP irish=IEP turkish=TRY
krone: danish=DKK norwegian=NOK
kroner: danish=DKK norwegian=NOK
krona: icelandic=ISK swedish=SEK
kronor: icelandic=ISK swedish=SEK
ruble: belarusian=BYN belarussian=BYN russian=RUB
rouble: belarusian=BYN belarussian=BYN russian=RUB
lira: turkish=TRY syrian=SYP lebanese=LBP italian=ITL maltese=MTL
real: brazilian=BRL
reais: brazilian=BRL
mark: german=DEM deutsche=DEM finnish=FIM convertible=BAM
won: korean=KRW
sol: peruvian=PEN
rand: african=ZAR
som: kyrgyz=KGS
sum: uzbek=UZS
leu: moldovan=MDL
lei: moldovan=MDL
colon: rican=CRC
"""
ADJECTIVES = {
    (name, adjective): code
    for line in _ADJECTIVES.strip().splitlines()
    for name, _, rest in (line.partition(":"),)
    for adjective, _, code in (pair.partition("=") for pair in rest.split())
}
