"""How a citation words scopes, periods and closed words, in both languages. What is not here is printed as it is."""

SCOPES = {
    "all": ("in all", "总计"),
    "on_site": ("on site", "现场"),
    "online": ("online", "线上"),
    "overseas": ("overseas", "境外"),
    "domestic": ("domestic", "境内"),
}
"""What a number covers, where its property is stated in several scopes."""

PERIODS = {
    "start": ("at the start of “{}”", "“{}”之初"),
    "end": ("at the end of “{}”", "“{}”之末"),
    "over": ("over “{}”", "“{}”期间"),
    "since": ("since “{}”", "自“{}”以来"),
}
"""How a value relates to its period, whose printed words stand between the quotation marks."""

CAUTIONS = {
    "planned": ("announced, not reported as held", "计划，尚未见举办报道"),
    "inferred": ("inferred", "推断"),
    "ambiguous": ("ambiguous in print", "原文有歧义"),
    "deprecated": ("garbled in print, not to be relied on", "原文有误，不宜采信"),
    "year": ("year inferred", "年份系推断"),
}
"""What must be said with a value, so that nobody reads it as plainly stated."""

CLOSED = {
    "keynote": "主旨演讲",
    "speech": "致辞",
    "message": "致贺",
    "letter": "信函",
    "report": "报告",
    "presided": "主持",
    "statement": "发言",
    "press_conference": "新闻发布会",
    "attended": "出席",
    "in_person": "到场",
    "video": "视频",
    "on_site": "现场",
    "online": "线上",
    "hybrid": "线上线下结合",
    "host": "主办",
    "co_host": "联合主办",
    "host_or_co_sponsor": "主办或协办",
    "supporter": "支持",
    "group": "群体",
    "country": "国家",
    "organization": "机构",
    "expo": "博览会",
    "special_event": "专项活动",
    "ceremony": "仪式",
    "session": "会议",
    "exhibit": "展项",
    "show": "演出",
    "service": "服务",
    "training": "培训",
    "venue_opening": "场馆启用",
    "announced_forum": "已宣布的论坛",
    "award": "奖项",
    "honour": "荣誉",
    "case_collection": "案例集",
    "achievement_release": "成果发布",
    "initiative": "倡议",
    "programme": "计划",
    "institution": "机构",
    "region": "地区",
    "province": "省",
    "city": "市",
    "district": "区",
    "town": "镇",
    "venue": "场馆",
    "complete": "已列全",
    "open": "未列全",
    "all": "全部",
    "overseas": "境外",
    "domestic": "境内",
}
"""The closed words in Chinese; in English they are read with blanks."""
