"""A link that leads nowhere, and a page that its own policy would break, end the build."""

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.site.links import page_links, targets
from bulletin.site.links import survey as links

PAGE = "<!doctype html><html><body id=top>{}</body></html>"


def site(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(text) if path.suffix == ".html" else text, encoding="utf-8")
    return folder


def codes(folder: Path, url: str = "") -> list[str]:
    return [problem.code for problem in links.check(folder, url)]


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("a/", None),
        ("a/index.html#top", None),
        ("#top", None),
        ("a/#rule=1", None),
        ("https://www.most.gov.cn/", None),
        ("mailto:editor@example.org", None),
        ("b/", "link-broken"),
        ("a", "link-broken"),
        ("../../x.txt", "link-broken"),
        ("a/#art-9", "link-id"),
        ("#nowhere", "link-id"),
        ("https://", "link-outside"),
        ("http://[bad", "link-outside"),
        ("https://exa mple.org/", "link-outside"),
        ("javascript:alert(1)", "link-outside"),
        ("&#106;ava\tscript:alert(1)", "link-outside"),
        ("//elsewhere.example/", "link-outside"),
        ("data:text/html,x", "link-outside"),
    ],
)
def test_each_link_is_judged(tmp_path: Path, link: str, code: str | None) -> None:
    site(tmp_path, index_html=f'<a href="{link}">x</a>', a__index_html="")
    assert codes(tmp_path) == ([code] if code else [])


@pytest.mark.parametrize(
    "html",
    [
        "<script>x()</script>",
        "<p onclick='x()'>",
        "<p style='color:red'>",
        "<style>p {}</style>",
        "<base href=https://elsewhere.example/>",
        "<iframe srcdoc='<p>'></iframe>",
        "<img src=https://elsewhere.example/x.png>",
        "<link rel=stylesheet href=//elsewhere.example/x.css>",
        "<p id=one></p><p id=one></p>",
        "<meta http-equiv=refresh content='0;url=https://elsewhere.example/'>",
        '<meta http-equiv="refresh" content="0; URL=//elsewhere.example/">',
        '<meta http-equiv="refresh" content="0;url=javascript:x()">',
        '<form action="https://elsewhere.example/"></form>',
        '<button formaction="https://elsewhere.example/">x</button>',
        '<input type="image" src="https://elsewhere.example/x.png">',
        '<track src="https://elsewhere.example/x.vtt">',
        '<svg><image href="https://elsewhere.example/x.png"/></svg>',
        '<svg><a><set attributeName="href" to="javascript:x()"/></a></svg>',
        '<frame src="https://elsewhere.example/">',
        '<td background="https://elsewhere.example/x.png">',
        '<a ping="https://elsewhere.example/" href="#top">x</a>',
        '<link rel="preconnect" href="https://elsewhere.example/">',
    ],
)
def test_what_the_policy_would_block_is_a_fault(tmp_path: Path, html: str) -> None:
    site(tmp_path, index_html=html)
    assert "page-policy" in codes(tmp_path)


def test_an_old_address_may_lead_on_inside_the_site(tmp_path: Path) -> None:
    site(tmp_path, index_html='<meta http-equiv="refresh" content="0; url=../../a/#art-9">')
    assert codes(tmp_path) == []


def test_a_link_of_a_drawing_is_one_too(tmp_path: Path) -> None:
    site(tmp_path, index_html='<svg><a xlink:href="javascript:x()">x</a></svg>')
    assert codes(tmp_path) == ["link-outside"]


def test_data_for_machines_and_links_elsewhere_are_none(tmp_path: Path) -> None:
    text = '<script type="application/ld+json">{}</script><link rel=canonical href=https://x.org/>'
    site(tmp_path, index_html=text)
    assert codes(tmp_path) == []


def test_absolute_addresses_of_the_site_are_checked_like_others(tmp_path: Path) -> None:
    site(tmp_path, index_html='<a href="https://x.org/base/gone/">x</a><a href="/base/">x</a>')
    assert codes(tmp_path, "https://x.org/base/") == ["link-broken"]


def test_orphans_and_unused_files_are_named(tmp_path: Path) -> None:
    site(
        tmp_path,
        index_html='<a href="a/">x</a><link rel=stylesheet href=used.css>',
        a__index_html="",
        alone__index_html='<a href="../">x</a>',
        used_css="p { background: url(named.png) }",
        named_png="",
        forgotten_png="",
        feed_xml="",
    )
    survey = links.survey(tmp_path)
    assert survey.orphans == ("alone/index.html",)
    assert survey.unused == ("forgotten.png",)


def test_a_fault_is_told_of_each_page_that_has_it(tmp_path: Path) -> None:
    masthead = '<a href="../c/">x</a><a href="../c/#gone">x</a><a href="..">x</a>'
    site(tmp_path, index_html="", a__index_html=masthead, b__index_html=masthead, c__index_html="")
    survey = links.survey(tmp_path)
    assert [(p.code, p.place) for p in survey.problems] == [
        ("link-id", "a/index.html"),
        ("link-id", "b/index.html"),
    ]
    assert survey.orphans == ("a/index.html", "b/index.html")


def test_a_page_does_not_lead_to_itself(tmp_path: Path) -> None:
    everywhere = '<a href="../a/">x</a><a href="../b/">x</a>'
    site(tmp_path, index_html="", a__index_html=everywhere, b__index_html='<a href="../b/">x</a>')
    assert links.survey(tmp_path).orphans == ("a/index.html",)


def test_a_changed_page_is_judged_anew(tmp_path: Path) -> None:
    site(tmp_path, index_html='<a href="a/">x</a>', a__index_html="")
    assert codes(tmp_path) == []
    site(tmp_path, index_html='<a href="b/">x</a>')
    assert codes(tmp_path) == ["link-broken"]


def parsed(html: str) -> page_links.Page:
    """What the standard parser alone makes of a page."""
    reader = page_links._Reader()
    reader.feed(html)
    reader.close()
    return page_links._page(reader.tags)


def test_the_quick_reading_says_what_the_parser_says(built_site: Path) -> None:
    quick = 0
    for path in sorted(built_site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        assert page_links.read(html) == parsed(html), path
        quick += page_links._quickly(html) is not None
    assert quick > 20


@pytest.mark.parametrize(
    "html",
    [
        "<a href='x'>1</a>",
        "<a href=x>1</a>",
        '<!-- <a href="x"> -->',
        '<p title="<a href=y>">1 < 2</p>',
        '<img/src="https://elsewhere.example/x.png">',
        '<textarea><a href="x"></textarea>',
        '<A HREF="x&amp;y#Z" ONCLICK="z()">1</A>',
    ],
)
def test_an_unusual_page_is_left_to_the_parser(html: str) -> None:
    assert page_links.read(html) == parsed(html)


@pytest.mark.parametrize("rest", ["%20x.pdf", ".html?page=1", "（终稿）.pdf", "/../b!"])
def test_a_long_name_is_followed_like_a_short_one(rest: str) -> None:
    link = "annex-" * 40 + rest  # an expression that tries all ways to cut it would never end
    whole = urlsplit(urljoin("http://site.invalid/a/index.html", link))
    assert targets.target("a/index.html", link) == (unquote(whole.path).lstrip("/"), "")


@settings(deadline=None)
@given(
    st.sampled_from(["index.html", "a/index.html", "issues/2026-04/08/index.html"]),
    st.text(alphabet="ab./#-", max_size=12),
)
def test_the_quick_join_of_addresses_is_the_standard_one(page: str, link: str) -> None:
    whole = urlsplit(urljoin("http://site.invalid/" + page, link))
    found = targets.target(page, link)
    assert found == (whole.path.lstrip("/"), whole.fragment)
