"""What a text says around a figure besides what is read: words that are neither known nor empty of meaning.

What is not known may say of which part, place or time a figure is; a figure that differs from the documents is then no
contradiction. Chinese has no capitals: a clause that begins with unknown words may be about somebody else.
"""

import re
from collections.abc import Sequence

from app.models.vocabulary import VOCABULARY
from app.reasoning.hedges import SCOPE_WORDS
from app.reasoning.lexicon import CUES, NOUNS, SETTINGS
from app.reasoning.measures import MEASURES
from app.reasoning.names import WORD, Chain
from app.reasoning.numerals import Taken

_EMPTY = re.compile(
    r"an?|about|all|also|and|are|as|at|be|been|being|between|both|but|by|did|do|does|during|each|even|for|had|has|have|he"
    r"|her|his|how|in|into|is|its?|just|no|off?|on|only|or|other|our|out|over|own|she|so|such|than|that|the|their|them|there"
    r"|these|they|this|those|through|to|together|under|up|upon|was|we|were|what|when|where|which|while|who|whose|with"
    r"|year|edition|event|number|total|sum|amount|figure|count|list|key|came|come|drew|drawn|gave|given|got|held|made|met"
    r"|put|ran|saw|seen|sent|set|shown?|stood|took|taken|went|won|said|say|place|part|home|offer|more|less|least|most|some"
    r"|nearly|almost|around|roughly|from|door|data|intellectual|property|right|transaction|exhibition|area|new|"
    r"(?:advertis|arrang|arriv|assembl|attend|attract|award|bas|climb|comprise?|contribut|cover|crown|descend|divid|end"
    r"|enroll?|exhibit|featur|gather|hail|host|includ|join|kick|last|launch|list|number|offer|open|organi[sz]|participat"
    r"|plann|present|pull|reach|receiv|record|register|releas|report|return|schedul|show|stag|submitt?|total|totall|turn"
    r"|unveil|visit|welcom|whittl)ed"
)
"""Words of English that tell nothing of a figure."""

_EMPTY_HAN = re.compile(
    "[本这一]届|期间|[他它]们|分别|先后|分头|[一总合]共|[总共合]计|共有|总[额数量]|[数量]量|人数|规模|金额|数[字据]|显示|据悉|另据|统计|据?介绍"
    "|写道|来自|出自|分属|举[办行]|召开|设[立有]|开[设馆放]|启用|[建落]成|安排|推出|吸引|迎来|参[加与]|出席|到场|提供|拿出|摆出|亮相|展出|获[得奖]"
    "|颁[给发]|授予|表彰|采访|报道|前来|派出|涉及|涵盖|覆盖|遍[布及]|分布|[达得]到|[已多]达|已经|另有|拥有|实现|完成|概括|签[下约]|选[拔出定]"
    "|[当入评]选|评出|闯[入进]|进入|走[过到]|[主承]办|得主|最[终后多]|知识产权|产业|互联网|人才|全[球国]|世界|方式|一览|速览|成绩单|看点|左右|以[上下]"
    "|超过|突破|不[到足]|至[少多]|大约|线[上下]|[那这]场|分[为成]|划分|首批|交易|齐聚|同台|新设|起点|亮点|真的"
    "|[年的有共为是设获由在于与和及或以从自被将已也又还则却仅只才就达逾超近约到至截另其会等了来而并新]"
)
"""Words of Chinese that tell nothing of a figure, the longer ones first."""

_INNER = "上中内里个次各大分人家"
"""Characters that tell nothing between known words, and may begin a name at the head of a clause."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ASCII = re.compile(r"[a-z][a-z'-]*")
_KNOWN = [SCOPE_WORDS, *CUES.values(), *SETTINGS.values()]


def residue(text: str, name: str, chains: Sequence[Chain]) -> bool:
    """Tell whether a part of a plain text has words that are not known, for a property and what its facts are about.

    What else is read there, such as numbers, years and the names of the facts' subjects, is to be blank already.
    """
    own = {word for chain in chains for words in chain.names for word in words}
    own |= set(WORD.findall(VOCABULARY[name].en.lower())) | set(VOCABULARY[name].zh)
    known = Taken(len(text))
    for words in (SCOPE_WORDS, CUES.get(name), SETTINGS.get(name)):
        for found in words.finditer(text) if words else ():
            known.take(found.span())
    if any(known.free(word.span()) and not _is_empty(word[0], own) for word in _ASCII.finditer(text)):
        return True
    for word in _EMPTY_HAN.finditer(text):
        known.take(word.span())
    told = own | set(MEASURES + _INNER)
    return any(known.free(char.span()) and char[0] not in told for char in _HAN.finditer(text))


def _is_empty(word: str, own: set[str]) -> bool:
    bare = word.removesuffix("'s")
    return any(one in own or _EMPTY.fullmatch(one) for one in (bare, bare.removesuffix("s")))


def begins_unknown(text: str, start: int, name: str, chains: Sequence[Chain]) -> bool:
    """Tell whether no known Chinese word begins at a place; known are those of a property and its facts as well."""
    known = [_EMPTY_HAN, *_KNOWN, *(noun.pattern for noun in NOUNS)]
    own = text[start : start + 2]
    return not (
        own in VOCABULARY[name].zh
        or any(words.match(text, start) for words in known)
        or any(chain.has(tuple(own)) for chain in chains)
    )
