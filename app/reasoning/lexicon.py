"""What counted nouns may mean: the properties they can stand for, and the words that tell these apart.

A new property needs a line in `NOUNS` (how its figure is named) and, if others share the noun, one in `CUES`.
"""

import re
from dataclasses import dataclass

COUNTRIES = (
    "guest_countries",
    "exhibitor_countries",
    "project_countries",
    "submitted_countries",
    "selected_countries",
    "attendee_countries",
    "participant_countries",
    "countries_added",
)
FIRMS = ("exhibitors", "sub_forum_hosts", "recipient_organizations", "employers", "high_tech_enterprises")
PROJECTS = ("projects", "finalists", "winners", "signed_projects", "settled_projects", "projects_added", "selected")
PEOPLE = ("guests", "attendance", "participants", "recipient_people", "selected", "judges")
MONEY = (
    "signed_amount",
    "data_ip_pledge_financing",
    "data_ip_securitization",
    "data_ip_insurance",
    "data_ip_licences",
)
GROWTH = ("digital_enterprises_growth", "digital_value_added_growth", "high_tech_share")


@dataclass(frozen=True)
class Noun:
    """A noun that is counted: the unit it names, if it names one, and the properties it may stand for."""

    pattern: re.Pattern[str]
    unit: str | None
    properties: tuple[str, ...]


def _noun(words: str, unit: str | None, *properties: str) -> Noun:
    # English words stand alone; Chinese ones are found within the run of characters.
    return Noun(re.compile(rf"(?<![a-z])(?:{words})(?![a-z])"), unit, properties)


NOUNS: tuple[Noun, ...] = (
    _noun(r"countries (?:and|or|/) regions|国家[和及与或、]?地区", "country_or_region", *COUNTRIES),
    _noun(r"countries|nations|国家(?!级|高新)|国(?=[的部，,、]|参)", "country", *COUNTRIES),
    _noun(r"continents|个?大洲", "continent", "selected_continents"),
    _noun(r"guests|delegates|嘉宾|来宾", "person", "guests"),
    _noun(r"trainees|students|学员", "person", "participants"),
    _noun(r"journalists|reporters|correspondents|记者", "person", "journalists"),
    _noun(r"media(?: (?:outlets|organi[sz]ations))?|outlets|news organi[sz]ations|媒体", "media_outlet", "media"),
    _noun(r"young (?:people|leaders|talents)|青年(?:领袖|人才)?", "person", "selected"),
    _noun(r"leading figures|(?:leading )?individuals|figures|领军(?:人物|者)|人物", "person", "recipient_people"),
    _noun(r"judges|jurors|jury|评审专家|评审|评委", "person", "judges"),
    _noun(r"experts|academicians|entrepreneurs|院士|专家", "person", "invited_experts", "judges"),
    _noun(
        r"attendees|participants|people|persons|visitors|参会者|与会者|参加者|(?<=[0-9一二三四五六七八九十百千万亿多余])人(?![才物工机员民])",
        "person",
        *PEOPLE,
    ),
    _noun(r"sub[- ]?forums|parallel forums|分论坛|(?<=场)论坛", "sub_forum", "sub_forums"),
    _noun(r"coffee (?:sessions|talks|chats)|咖啡会", "session", "coffee_sessions"),
    _noun(
        r"(?:enterprises|companies|firms) and institutions|institutions and (?:enterprises|companies|firms)"
        r"|(?:企业|公司)[和与及、]?机构|机构[和与及、]?(?:企业|公司)",
        "enterprise_or_institution",
        *FIRMS,
    ),
    _noun(r"(?:national )?high-tech (?:enterprises|companies|firms)|高新技术企业", "company", "high_tech_enterprises"),
    _noun(r"companies|enterprises|firms|businesses|企业|公司", "company", *FIRMS),
    _noun(r"employers|units|用人单位", None, "employers"),
    _noun(r"exhibitors|展商|参展商", None, "exhibitors"),
    _noun(r"hosts|organi[sz]ers|co-organi[sz]ers|主协办单位|主办方|协办方|主协办方", None, "sub_forum_hosts"),
    _noun(r"think tanks|智库", "think_tank", "initiator_count"),
    _noun(r"organi[sz]ations|bodies|单位|组织", "organization", *FIRMS),
    _noun(r"institutions|机构", "enterprise_or_institution", *FIRMS),
    _noun(r"tracks|赛道", "track", "track_count"),
    _noun(r"finalists|决赛项目", None, "finalists"),
    _noun(r"signed projects|签约项目", "project", "signed_projects"),
    _noun(r"(?:award-|prize-)?winning projects|获奖项目", "project", "winners", "selected"),
    _noun(r"highlight projects|highlights|亮点", "highlight", "highlight_count"),
    _noun(r"projects|entries|项目", "project", *PROJECTS),
    _noun(r"cases of data|件数据知识产权|数据知识产权登记", "case", "data_ip_registrations"),
    _noun(r"registrations", None, "data_ip_registrations"),
    _noun(r"cases|case studies|案例", "case", "selected", "submitted", "data_ip_registrations"),
    _noun(r"submissions|申报", None, "submitted"),
    _noun(r"入选|[选挑评]出|(?:whittled|narrowed)(?: down)? to", None, "selected"),
    _noun(r"件", "case", "data_ip_registrations", "selected", "submitted"),
    _noun(r"(?:[a-z]+ )?achievements|成果", "achievement", "submitted", "selected"),
    _noun(r"jobs|positions|vacancies|岗位|职位", "job", "jobs"),
    _noun(r"square (?:met(?:re|er)s)|sq\.? ?m|m²|㎡|m2|平方米|平米", "square_metre", "exhibition_area"),
    _noun(r"square (?:feet|foot)|sq\.? ?ft|平方英尺", "square_foot", "exhibition_area"),
    _noun(
        r"(?:them(?:ed|atic) )?exhibition (?:areas|zones)|them(?:ed|atic) (?:areas|zones)|主题展区|展区",
        "area",
        "theme_areas",
    ),
    _noun(r"sections|板块", "section", "section_count"),
    _noun(r"(?:major )?(?:areas|fields)|领域", "field", "field_count"),
    _noun(r"large models|models|大模型", "model", "exhibited"),
    _noun(r"(?:embodied )?robots|具身机器人|机器人", "robot", "exhibited"),
    _noun(r"principles|原则", "principle", "proposals"),
    _noun(r"propositions|主张", "proposition", "proposals"),
    _noun(r"characteristics|features|特点", "characteristic", "characteristic_count"),
    _noun(r"\W?firsts\W?|\W?首次\W?", "first", "first_count"),
    _noun(r"(?:commemorative )?honou?rs|荣誉", "honour", "honour_count"),
    _noun(r"special events|专项活动", "event", "permanent_venue_events"),
    _noun(r"interview (?:lines|routes)|采访线路|采访线", "line", "interview_lines"),
    _noun(
        r"consecutive years?|years? (?:in a row|running)|straight years?|(?<![0-9]{4})(?<=[0-9一二三四五六七八九十])年",
        "year",
        "consecutive_years",
    ),
    _noun(r"days|天", "day", "days_a_year"),
    _noun(r"yuan|rmb|cny|renminbi|元(?!宇宙)|人民币", "CNY", *MONEY),
    _noun(r"(?:us )?dollars|usd|美元", "USD", *MONEY),
    _noun(r"euros?|eur|欧元", "EUR", *MONEY),
    Noun(re.compile(r"fold\b|(?<![a-z])times\b|倍"), "fold", GROWTH),
    _noun(r"%|per ?cent|个百分点", "percent", *GROWTH),
)
"""The first that matches at a place counts, so the longer ones stand first."""

MONEY_SIGN = {"rmb": "CNY", "cny": "CNY", "¥": "CNY", "￥": "CNY", "$": "USD", "us$": "USD", "€": "EUR"}
"""What stands before an amount of money, and its unit."""
PEOPLE_NOUN = next(noun for noun in NOUNS if noun.properties == PEOPLE)
PERCENT_NOUN = next(noun for noun in NOUNS if noun.unit == "percent")

_CUES: dict[str, str] = {
    "guest_countries": r"guests?|delegates|attend\w*|t(?:oo|a)k(?:e|en)? ?part|summit"
    r"|嘉宾|来宾|与会|参会|峰会",
    "exhibitor_countries": r"exhibit\w*|expo\b|companies|stands|booths|参展|博览会|展商|企业",
    "project_countries": r"projects|competition|contest|direct to wuzhen|项目|大赛|直通乌镇|参赛",
    "submitted_countries": r"cases|submitted|案例|申报",
    "selected_countries": r"young|青年",
    "attendee_countries": r"minister\w*|部长",
    "participant_countries": r"train\w*|developing|学员|研修|培训|发展中",
    "countries_added": r"\badded|additional|新增|往年|previous years?",
    "exhibitors": r"exhibit\w*|expo\b|stands|booths|fair\b|light of the internet|参展|博览会|展商|互联网之光",
    "sub_forum_hosts": r"sub-?forums?|co-?organi[sz]\w*|主办|协办|承办|主协办|分论坛",
    "recipient_organizations": r"outstanding contribution|award\w*|honou?red|prize|杰出贡献|获奖|获颁|表彰",
    "recipient_people": r"outstanding contribution|award\w*|honou?red|杰出贡献|获奖|获颁|表彰",
    "employers": r"jobs?|recruit\w*|talent matchmaking|hiring|岗位|人才对接|招聘|用人",
    "high_tech_enterprises": r"high-tech|高新技术|tongxiang|桐乡",
    "projects": r"entered|compet(?:ed|ing)|registered|报名|参赛",
    "finalists": r"finals?|finalists|决赛",
    "winners": r"prizes?|won|winning|获奖|得奖",
    "signed_projects": r"sign\w*|deals|contracts|industry cooperation|签约|合作大会",
    "settled_projects": r"land(?:ed|ing)|settled|tongxiang|落地|落户|桐乡",
    "projects_added": r"added|more than (?:in )?previous|additional|新增|往年|增加",
    "selected": r"select\w*|excellent|released|chosen|picked|leading technology|award\w*|young leaders"
    r"|精选|优秀|入选|评选|[选挑]出|领先科技|青年领袖|案例|表彰",
    "submitted": r"submi\w*|entered|entries|contribut\w*|collected|received|out of|申报|征集|收到|从(?=\d)",
    "guests": r"guests?|summit|嘉宾|峰会",
    "attendance": r"forum\b|intellectual property|\bip\b|论坛|知识产权",
    "participants": r"train\w*|programme|class|学员|研修|培训|班",
    "invited_experts": r"invite\w*|zhejiang sub-forum|受邀|邀请|浙江分论坛",
    "judges": r"judg\w*|jury|评审|评选|评出|评委",
    "signed_amount": r"sign\w*|deals|worth|industry cooperation|签约|合作大会",
    "data_ip_pledge_financing": r"pledg\w*|质押",
    "data_ip_securitization": r"securiti[sz]\w*|证券化",
    "data_ip_insurance": r"insur\w*|保险",
    "data_ip_licences": r"licen[cs]\w*|许可",
    "data_ip_registrations": r"regist\w*|登记",
    "digital_enterprises_growth": r"digital economy (?:enterprises|companies|firms)|数字经济企业",
    "digital_value_added_growth": r"value[- ]added|core (?:digital )?manufacturing|annual\w*|a year|增加值|年均",
    "high_tech_share": r"share|proportion|ratio|regulated|占比|比重|规上",
}
_SETTINGS: dict[str, str] = {
    "data_ip_registrations": r"data (?:ip|intellectual property)|数据知识产权",
    "guests": r"attend\w*|turned up|参会|与会",
    "projects": r"competition|contest|direct to wuzhen|大赛|直通乌镇",
    "selected": r"精品",
    "winners": r"competition|contest|direct to wuzhen|大赛|直通乌镇",
}
CUES: dict[str, re.Pattern[str]] = {name: re.compile(words) for name, words in _CUES.items()}
"""The words near a figure that speak for a property; the nearest decide."""
SETTINGS: dict[str, re.Pattern[str]] = {name: re.compile(words) for name, words in _SETTINGS.items()}
"""Words that only say where a figure belongs; they speak for a property if nothing nearer says more."""

GENERIC = {"person", "CNY", "USD", "EUR", "percent", "fold"}
"""Units that count so much else that without another word they mean none of our properties."""
