"""Names of other events: figures beside them are not those of ours."""

import re

_OWN = (
    "Wuzhen World Internet Conference Digital Light Trade Expo Zhejiang Global International National Annual Tongxiang"
    " Governance Property Cooperation Industry Economy Matchmaking Ministerial Press Opening Closing Science Technology"
    " Talent Delta River Yangtze Development Hangzhou Chinese China AI IP The This That Our Its In At By For Of And An"
    " A Each Every Last Next First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth"
)
"""Words before "summit" and the like that begin a name of ours, or no name."""

_CITIES = "Paris|London|Berlin|Dubai|Shanghai|Beijing|Shenzhen|Geneva|New York|Tokyo|Singapore"
_EVENTS = "[Ss]ummit|[Ff]orum|[Cc]onference|[Ee]xpo|[Cc]ongress|[Ff]air|[Gg]ames|[Mm]eeting"
ELSEWHERE = re.compile(
    "|".join(
        [
            rf"\b(?!(?:{'|'.join(_OWN.split())})\b)[A-Z][\w-]+ (?:{_EVENTS})\b",
            r"\b(?!AI|IP|WIC)[A-Z]{3,}(?= (?:drew|had|attracted|hosted|held|welcomed|gathered))",
            rf"\b(?:G20|APEC|CES|BRICS|Davos|Boao|Olympics?|Asian Games)\b|\b(?:in|at) (?:{_CITIES})\b",
            "[A-Za-z]{2,}[0-9]*(?:峰会|大会|博览会)",
            "奥运会|冬奥会|亚运会|残奥会|博鳌|达沃斯|进博会|世博会|广交会|服贸会|金砖|世界经济论坛",
            "(?:巴黎|北京|上海|深圳|伦敦|柏林|迪拜|东京|日内瓦)(?:峰会|论坛|大会|博览会)",
        ]
    )
)
"""Words, in their own case, that name an event or a place which the documents do not tell of."""
