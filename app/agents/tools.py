"""Six tools over the same questions as the REST API."""

from app.agents.compare import compare
from app.agents.describe import describe
from app.agents.facts import get_facts
from app.agents.search import search
from app.agents.tool import AgentTool
from app.agents.trend import trend
from app.agents.verify import verify

TOOLS: tuple[AgentTool, ...] = (search, get_facts, trend, compare, verify, describe)
