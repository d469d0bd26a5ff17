"""What schema.org (release 30) defines of the terms that are used here.

A class with the classes it is a part of, a property with the classes it is expected on and those of its values. A Role
may stand on either side of any property.
"""

CLASSES = {
    "Claim": {"CreativeWork"},
    "Collection": {"CreativeWork"},
    "CreativeWork": set[str](),
    "DataFeed": {"Dataset", "CreativeWork"},
    "DefinedTerm": set(),
    "DefinedTermSet": {"CreativeWork"},
    "Enumeration": set(),
    "Event": set(),
    "EventSeries": {"Event"},
    "ExhibitionEvent": {"Event"},
    "ItemList": set(),
    "MediaObject": {"CreativeWork"},
    "Observation": {"QuantitativeValue"},
    "Organization": set(),
    "OrganizationRole": {"Role"},
    "Person": set(),
    "Place": set(),
    "Project": {"Organization"},
    "Property": set(),
    "Quotation": {"CreativeWork"},
    "Report": {"Article", "CreativeWork"},
    "Role": set(),
    "StatisticalVariable": {"ConstraintNode"},
    "Thing": set(),
}

TEXT, URL, NUMBER, DATE = "Text", "URL", "Number", "Date"
WHO = {"Organization", "Person"}

PROPERTIES: dict[str, tuple[set[str], set[str]]] = {
    "about": ({"CreativeWork", "DefinedTerm", "DefinedTermSet", "Event"}, {"Thing"}),
    "additionalType": ({"Thing"}, {TEXT, URL}),
    "affiliation": ({"Person"}, {"Organization"}),
    "alternateName": ({"Thing"}, {TEXT}),
    "attendee": ({"Event"}, WHO),
    "author": ({"CreativeWork"}, WHO),
    "award": ({"CreativeWork", "Organization", "Person"}, {TEXT}),
    "citation": ({"CreativeWork"}, {"CreativeWork", TEXT}),
    "contributor": ({"CreativeWork", "Event"}, WHO),
    "datePublished": ({"CreativeWork"}, {DATE}),
    "description": ({"Thing"}, {TEXT}),
    "disambiguatingDescription": ({"Thing"}, {TEXT}),
    "domainIncludes": ({"Property"}, {"Class"}),
    "editor": ({"CreativeWork"}, {"Person"}),
    "encoding": ({"CreativeWork"}, {"MediaObject"}),
    "encodingFormat": ({"CreativeWork", "MediaObject"}, {TEXT, URL}),
    "endDate": ({"Event", "Role"}, {DATE}),
    "eventAttendanceMode": ({"Event"}, {"EventAttendanceModeEnumeration"}),
    "eventStatus": ({"Event"}, {"EventStatusType"}),
    "inDefinedTermSet": ({"DefinedTerm"}, {"DefinedTermSet", URL}),
    "inLanguage": ({"CreativeWork", "Event"}, {TEXT}),
    "isPartOf": ({"CreativeWork"}, {"CreativeWork", URL}),
    "itemListElement": ({"ItemList"}, {"Thing", TEXT}),
    "license": ({"CreativeWork"}, {"CreativeWork", URL}),
    "location": ({"Event", "Organization"}, {"Place", TEXT}),
    "mainEntity": ({"CreativeWork"}, {"Thing"}),
    "maxValue": ({"QuantitativeValue"}, {NUMBER}),
    "measuredProperty": ({"Observation", "StatisticalVariable"}, {"Property"}),
    "measurementQualifier": ({"Observation", "StatisticalVariable"}, {"Enumeration"}),
    "mentions": ({"CreativeWork"}, {"Thing"}),
    "minValue": ({"QuantitativeValue"}, {NUMBER}),
    "name": ({"Thing"}, {TEXT}),
    "numberOfItems": ({"ItemList"}, {NUMBER}),
    "observationAbout": ({"Observation"}, {"Thing"}),
    "observationDate": ({"Observation"}, {DATE}),
    "organizer": ({"Event"}, WHO),
    "performer": ({"Event"}, WHO),
    "publisher": ({"CreativeWork"}, WHO),
    "rangeIncludes": ({"Property"}, {"Class"}),
    "roleName": ({"Role"}, {TEXT, URL}),
    "sha256": ({"MediaObject"}, {TEXT}),
    "size": ({"CreativeWork"}, {TEXT}),
    "startDate": ({"Event", "Role"}, {DATE}),
    "subjectOf": ({"Thing"}, {"CreativeWork", "Event"}),
    "superEvent": ({"Event"}, {"Event"}),
    "temporalCoverage": ({"CreativeWork"}, {TEXT, URL}),
    "termCode": ({"DefinedTerm"}, {TEXT}),
    "text": ({"CreativeWork"}, {TEXT}),
    "unitText": ({"QuantitativeValue"}, {TEXT}),
    "url": ({"Thing"}, {URL}),
    "value": ({"QuantitativeValue"}, {NUMBER, TEXT}),
    "version": ({"CreativeWork"}, {TEXT, NUMBER}),
}

YOUNGER = {"StatisticalVariable", "measurementQualifier", "observationAbout"}
"""Terms that schema.org has had since the copy of 2021 that rdflib ships."""


def kinds(names: set[str]) -> set[str]:
    """Return classes with all that they are a part of."""
    return {"Thing", *names, *(broader for name in names for broader in CLASSES[name])}
