"""The properties that facts may state: each means one thing everywhere. Served at `/v1/properties`."""

from app.models import words as w
from app.models.figures import FIGURES
from app.models.term import Term, date, entity, mark, text, word
from app.models.words import EntityType as T

NAMED = (
    T.SERIES,
    T.PLACE,
    T.PERSON,
    T.ORGANIZATION,
    T.SUMMIT,
    T.SUB_FORUM,
    T.ACTIVITY,
    T.COMPETITION,
    T.TRACK,
    T.OUTCOME,
)
GATHERINGS = (T.SUMMIT, T.SUB_FORUM, T.ACTIVITY)
EVENTS = (*GATHERINGS, T.EXHIBITOR, T.COMPETITION, T.OUTCOME)
BELONGING = (T.SUB_FORUM, T.ACTIVITY, T.EXHIBITOR, T.COMPETITION, T.APPEARANCE, T.PARTNER, T.OUTCOME)

STRUCTURE: dict[str, Term] = {
    "record": mark(tuple(T), "Named in the document", "文件中提及"),
    "series": entity((T.SUMMIT, T.ACTIVITY), "Series", "系列", T.SERIES, column=True),
    "year": date((T.SUMMIT, T.ACTIVITY), "Year", "年份", column=True),
    "summit": entity(BELONGING, "Summit", "峰会", T.SUMMIT, column=True),
    "sub_forum": entity((T.APPEARANCE, T.PARTNER), "Sub-forum", "分论坛", T.SUB_FORUM, column=True),
    "expo": entity(T.EXHIBITOR, "Expo", "博览会", T.ACTIVITY, column=True),
    "competition": entity(T.TRACK, "Competition", "大赛", T.COMPETITION, column=True),
    "person": entity(T.APPEARANCE, "Person", "人物", T.PERSON, column=True),
    "organization": entity((T.PARTNER, T.EXHIBITOR), "Organisation", "机构", T.ORGANIZATION, column=True),
    "country": entity(T.EXHIBITOR, "Country", "国家", T.PLACE, column=True),
    "kind": word(
        "Kind",
        "类别",
        {
            T.ACTIVITY: w.ActivityKind,
            T.EXHIBITOR: w.ExhibitorKind,
            T.OUTCOME: w.OutcomeKind,
            T.PLACE: w.PlaceKind,
        },
        column=True,
    ),
    "contribution": word("Contribution", "参与方式", {T.APPEARANCE: w.Contribution}, column=True),
    "role": word("Role", "角色", {T.PARTNER: w.Role}, column=True),
    "scope": word("Scope", "范围", {T.EXHIBITOR: w.Scope}, column=True),
}

STATEMENTS: dict[str, Term] = {
    "name": text(NAMED, "Name", "名称"),
    "aliases": text(NAMED, "Other name", "别名", many=True),
    "theme": text(GATHERINGS, "Theme", "主题"),
    "topics": text((*GATHERINGS, T.OUTCOME, T.APPEARANCE), "Topic", "议题", many=True),
    "topic": text(T.APPEARANCE, "Topic of the contribution", "发言题目"),
    "occasion": text(T.APPEARANCE, "Occasion", "场合"),
    "position": text(T.APPEARANCE, "Position held then", "时任职务", many=True, targets=(T.ORGANIZATION,)),
    "affiliation": entity(T.APPEARANCE, "Affiliation, no post printed", "所属机构（未载职务）", T.ORGANIZATION),
    "mode": word(
        "Mode",
        "形式",
        {
            T.SUMMIT: w.EventMode,
            T.SUB_FORUM: w.EventMode,
            T.ACTIVITY: w.EventMode,
            T.EXHIBITOR: w.EventMode,
            T.APPEARANCE: w.ContributionMode,
        },
    ),
    "listing": word(
        "Whether a list is complete", "是否列全", dict.fromkeys((*EVENTS, T.APPEARANCE, T.PLACE), w.Listing), many=True
    ),
    "starts_on": date(T.SUMMIT, "First day", "开始日期"),
    "ends_on": date(T.SUMMIT, "Last day", "结束日期"),
    "held_on": date((T.SUB_FORUM, T.ACTIVITY, T.OUTCOME), "Day it was held", "举办日期"),
    "delivered_on": date(T.APPEARANCE, "Day of the contribution", "发言日期"),
    "time_of_day": text((T.SUB_FORUM, T.ACTIVITY, T.APPEARANCE), "Time of day", "时段"),
    "place": entity((*GATHERINGS, T.SERIES), "Place", "地点", T.PLACE),
    "located_in": entity((T.PLACE, T.ORGANIZATION), "Located in", "所在地", T.PLACE),
    "initiators": entity((T.ACTIVITY, T.OUTCOME), "Initiator", "发起方", T.ORGANIZATION, T.PLACE, many=True),
    "parties": entity(GATHERINGS, "Party that took part", "参与方", T.ORGANIZATION, T.PLACE, many=True),
    "recipients": entity(
        T.OUTCOME,
        "Recipient, or source of what was chosen",
        "获奖者或入选成果来源",
        T.PERSON,
        T.ORGANIZATION,
        many=True,
    ),
    "keynote_organizations": entity(
        (T.SUMMIT, T.SUB_FORUM),
        "Represented by an unnamed keynote speaker",
        "由未具名代表作主旨演讲",
        T.ORGANIZATION,
        many=True,
    ),
    "successor_of": entity((T.OUTCOME, T.ACTIVITY), "Successor of", "前身", T.OUTCOME, T.ACTIVITY),
    "features": text(EVENTS, "What it did or offered", "内容", many=True),
    "sections": text(T.ACTIVITY, "Section", "板块", many=True),
    "exhibits": text(T.ACTIVITY, "What was shown", "展示内容", many=True),
    "fields": text((T.OUTCOME, T.COMPETITION, T.ACTIVITY), "Field covered", "涵盖领域", many=True),
    "aims": text((*EVENTS, T.SERIES), "Aim", "宗旨", many=True),
    "characteristics": text(T.SUMMIT, "Characteristic", "特点", many=True),
    "consensus": text(T.SUMMIT, "Consensus reached on", "共识", many=True),
    "views": text(GATHERINGS, "View of those present", "与会者观点", many=True),
    "firsts": text(EVENTS, "Done for the first time", "首次", many=True),
    "superlatives": text(EVENTS, "Record or superlative", "之最", many=True),
    "honours": text((T.OUTCOME, T.COMPETITION), "Honour or prize given", "荣誉或奖项", many=True),
    "brands": text(EVENTS, "Brand shown", "品牌", many=True),
    "attendees": text(GATHERINGS, "Group present", "与会群体", many=True),
    "host_kinds": text((T.SUMMIT, T.SUB_FORUM), "Kind of host or organiser", "主协办单位类别", many=True),
    "assessments": text((*EVENTS, T.SERIES, T.APPEARANCE), "What was said of it", "评价", many=True),
    "continents": text(T.OUTCOME, "Continent covered", "涵盖大洲", many=True),
    "version": text(T.OUTCOME, "Version", "版本"),
    "industries": text(T.PLACE, "Leading industries", "主导产业", many=True),
    "projects_settled": text(T.PLACE, "Project or pilot settled there", "落地项目", many=True),
    "policies": text((T.PLACE, T.ORGANIZATION), "Policy or measure", "政策举措", many=True),
    "title": mark(T.DOCUMENT, "Title", "标题"),
    "publisher": mark(T.DOCUMENT, "Publisher", "发布者"),
    "published_on": date(T.DOCUMENT, "Published", "发布日期"),
    "url": mark(T.DOCUMENT, "Address", "网址"),
    "dateline": mark(T.DOCUMENT, "Place of the dateline", "电头地点"),
    "source": mark(T.DOCUMENT, "Source named", "来源"),
    "reporters": mark(T.DOCUMENT, "Reporter", "记者", many=True),
    "image_credits": mark(T.DOCUMENT, "Image credit", "图片来源", many=True),
    "photographers": mark(T.DOCUMENT, "Photographer", "摄影", many=True),
    "editors": mark(T.DOCUMENT, "Editor", "编辑", many=True),
}

VOCABULARY: dict[str, Term] = STRUCTURE | STATEMENTS | FIGURES
