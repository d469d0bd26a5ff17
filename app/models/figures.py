"""The properties whose values are numbers. Units are as printed, never harmonised."""

from app.models.term import Term, number
from app.models.words import EntityType as T
from app.models.words import Scope

PLACED = (Scope.ALL, Scope.ON_SITE, Scope.ONLINE)
SIDES = (Scope.ALL, Scope.OVERSEAS, Scope.DOMESTIC)
COUNTRIES = ("country", "country_or_region")
FIRMS = ("company", "enterprise_or_institution", "organization")

FIGURES: dict[str, Term] = {
    "ordinal": number((T.SUMMIT, T.ACTIVITY, T.OUTCOME), "Number of the edition or year", "届次", "edition", "year"),
    "guests": number(T.SUMMIT, "Guests", "嘉宾", "person", scopes=PLACED),
    "guest_countries": number(T.SUMMIT, "Countries of the guests", "嘉宾来自国家", *COUNTRIES, scopes=PLACED),
    "sub_forums": number(T.SUMMIT, "Sub-forums", "分论坛", "sub_forum"),
    "sub_forum_hosts": number(T.SUMMIT, "Hosts and organisers of sub-forums", "分论坛主协办单位", *FIRMS),
    "coffee_sessions": number(T.SUMMIT, "Coffee sessions", "咖啡会", "session"),
    "media": number(T.SUMMIT, "Media", "媒体", "media_outlet"),
    "journalists": number(T.SUMMIT, "Journalists", "记者", "person"),
    "characteristic_count": number(T.SUMMIT, "Characteristics told", "特点数", "characteristic"),
    "first_count": number(T.SUMMIT, "Firsts told", "首次数", "first"),
    "highlight_count": number(T.SUMMIT, "Highlight projects and activities", "亮点数", "highlight"),
    "permanent_venue_events": number(T.SUMMIT, "Special events of the permanent venue", "永久会址专项活动", "event"),
    "settled_projects": number(T.SUMMIT, "Projects attracted and landed", "落地项目", "project"),
    "interview_lines": number(T.SUMMIT, "Interview lines", "采访线路", "line"),
    "attendance": number((T.SUB_FORUM, T.ACTIVITY), "Attendance", "参会人数", "person", scopes=PLACED),
    "attendee_countries": number((T.SUB_FORUM, T.ACTIVITY), "Countries of those attending", "参会国家", *COUNTRIES),
    "invited_experts": number(T.SUB_FORUM, "Invited experts", "受邀专家", "person"),
    "exhibitors": number(T.EXHIBITOR, "Exhibitors", "参展商", *FIRMS, scopes=SIDES),
    "exhibitor_countries": number(T.EXHIBITOR, "Countries of the exhibitors", "参展国家", *COUNTRIES, scopes=SIDES),
    "section_count": number(T.ACTIVITY, "Sections", "板块数", "section"),
    "exhibited": number(T.ACTIVITY, "Things shown", "展品数", "model", "robot", many=True),
    "exhibition_area": number(T.ACTIVITY, "Exhibition area", "展览面积", "square_metre"),
    "theme_areas": number(T.ACTIVITY, "Themed exhibition areas", "主题展区", "area"),
    "signed_projects": number(T.ACTIVITY, "Projects signed", "签约项目", "project"),
    "signed_amount": number(T.ACTIVITY, "Amount signed", "签约金额", "CNY"),
    "employers": number(T.ACTIVITY, "Employers", "用人单位", "organization"),
    "jobs": number(T.ACTIVITY, "Jobs offered", "岗位", "job"),
    "participants": number((T.ACTIVITY, T.OUTCOME), "Participants", "参加人数", "person"),
    "participant_countries": number((T.ACTIVITY, T.OUTCOME), "Countries of the participants", "参加国家", *COUNTRIES),
    "days_a_year": number(T.ACTIVITY, "Days a year", "全年天数", "day"),
    "projects": number(T.COMPETITION, "Projects entered", "报名项目", "project"),
    "project_countries": number(T.COMPETITION, "Countries of the projects", "项目来自国家", *COUNTRIES),
    "projects_added": number(T.COMPETITION, "Projects added", "新增项目", "project"),
    "countries_added": number(T.COMPETITION, "Countries added", "新增国家", *COUNTRIES),
    "finalists": number(T.COMPETITION, "Projects in the finals", "决赛项目", "project"),
    "winners": number(T.COMPETITION, "Projects that won a prize", "获奖项目", "project"),
    "track_count": number(T.COMPETITION, "Tracks", "赛道数", "track"),
    "submitted": number(T.OUTCOME, "Submitted", "申报数", "case", "achievement"),
    "submitted_countries": number(T.OUTCOME, "Countries of the submissions", "申报国家", *COUNTRIES),
    "selected": number(T.OUTCOME, "Selected", "入选数", "case", "achievement", "project", "person"),
    "selected_countries": number(T.OUTCOME, "Countries of those selected", "入选国家", *COUNTRIES),
    "selected_continents": number(T.OUTCOME, "Continents of those selected", "入选大洲", "continent"),
    "judges": number(T.OUTCOME, "Judges", "评审专家", "person"),
    "recipient_people": number(T.OUTCOME, "People who received it", "获奖人物", "person"),
    "recipient_organizations": number(T.OUTCOME, "Organisations that received it", "获奖机构", *FIRMS),
    "initiator_count": number(T.OUTCOME, "Initiators", "发起单位", "think_tank"),
    "honour_count": number(T.OUTCOME, "Honours given", "荣誉数", "honour"),
    "field_count": number(T.OUTCOME, "Fields covered", "领域数", "field"),
    "consecutive_years": number(T.OUTCOME, "Years in a row", "连续年数", "year"),
    "proposals": number(
        T.APPEARANCE, "Principles and proposals put forward", "所提主张", "principle", "proposition", many=True
    ),
    "high_tech_enterprises": number(T.PLACE, "National high-tech enterprises", "国家高新技术企业", "company"),
    "high_tech_share": number(
        T.PLACE, "Share of high-tech industries in the regulated industry", "高新技术产业占规上工业比重", "percent"
    ),
    "digital_enterprises_growth": number(
        T.PLACE, "Growth of the number of digital economy enterprises", "数字经济企业数增长", "fold"
    ),
    "digital_value_added_growth": number(
        T.PLACE,
        "Yearly growth of the value added of core digital manufacturing",
        "数字经济核心制造业增加值年均增速",
        "percent",
    ),
    "data_ip_registrations": number(T.PLACE, "Data IP rights registered", "数据知识产权登记", "case"),
    "data_ip_pledge_financing": number(T.PLACE, "Data IP pledge financing", "数据知识产权质押融资", "CNY"),
    "data_ip_securitization": number(T.PLACE, "Data IP securitisation", "数据知识产权证券化", "CNY"),
    "data_ip_insurance": number(T.PLACE, "Data IP insurance", "数据知识产权保险", "CNY"),
    "data_ip_licences": number(T.PLACE, "Data IP transaction licences", "数据知识产权交易许可", "CNY"),
}
