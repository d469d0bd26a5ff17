"""Names of the units, as they are read in a sentence. The words of the vocabulary stay what is stored."""

FOREIGN: dict[str, tuple[str, str, str]] = {
    "EUR": ("euro", "euros", "欧元"),
    "USD": ("dollar", "dollars", "美元"),
    "square_foot": ("square foot", "square feet", "平方英尺"),
}
"""Units that a text may name and no document does."""

UNITS: dict[str, tuple[str, str, str]] = FOREIGN | {
    "CNY": ("yuan", "yuan", "元"),
    "achievement": ("achievement", "achievements", "项成果"),
    "area": ("area", "areas", "个展区"),
    "case": ("case", "cases", "件"),
    "characteristic": ("characteristic", "characteristics", "个特点"),
    "company": ("company", "companies", "家企业"),
    "continent": ("continent", "continents", "个大洲"),
    "country": ("country", "countries", "个国家"),
    "country_or_region": ("country or region", "countries and regions", "个国家和地区"),
    "day": ("day", "days", "天"),
    "edition": ("edition", "editions", "届"),
    "enterprise_or_institution": ("enterprise or institution", "enterprises and institutions", "家企业和机构"),
    "event": ("event", "events", "场活动"),
    "field": ("field", "fields", "个领域"),
    "first": ("first", "firsts", "项"),
    "fold": ("-fold", "-fold", "倍"),
    "highlight": ("highlight", "highlights", "个亮点"),
    "honour": ("honour", "honours", "项荣誉"),
    "job": ("job", "jobs", "个岗位"),
    "line": ("line", "lines", "条线路"),
    "media_outlet": ("media outlet", "media outlets", "家媒体"),
    "model": ("model", "models", "个模型"),
    "organization": ("organisation", "organisations", "家单位"),
    "percent": ("%", "%", "%"),
    "person": ("person", "people", "人"),
    "principle": ("principle", "principles", "项原则"),
    "project": ("project", "projects", "个项目"),
    "proposition": ("proposition", "propositions", "点主张"),
    "robot": ("robot", "robots", "个机器人"),
    "section": ("section", "sections", "个板块"),
    "session": ("session", "sessions", "场"),
    "square_metre": ("square metre", "square metres", "平方米"),
    "sub_forum": ("sub-forum", "sub-forums", "场分论坛"),
    "think_tank": ("think tank", "think tanks", "家智库"),
    "track": ("track", "tracks", "条赛道"),
    "year": ("year", "years", "年"),
}
"""Each unit: one, several, and in Chinese with its measure word."""
