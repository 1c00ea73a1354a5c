"""A link that leads nowhere, and a page that its own policy would break, end the build."""

from pathlib import Path

import pytest

from bulletin.site import links

PAGE = "<!doctype html><html><body id=top>{}</body></html>"


def site(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(text) if path.suffix == ".html" else text, encoding="utf-8")
    return folder


def codes(folder: Path, url: str = "") -> list[str]:
    return [problem.code for problem in links.check(folder, folder / ".cache", url)]


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
    ],
)
def test_what_the_policy_would_block_is_a_fault(tmp_path: Path, html: str) -> None:
    site(tmp_path, index_html=html)
    assert "page-policy" in codes(tmp_path)


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
    orphans, unused = links.lost(tmp_path, tmp_path / ".cache")
    assert orphans == ["alone/index.html"]
    assert unused == ["forgotten.png"]


def test_a_changed_page_is_read_again(tmp_path: Path) -> None:
    site(tmp_path, index_html='<a href="a/">x</a>', a__index_html="")
    assert codes(tmp_path) == []
    site(tmp_path, index_html='<a href="b/">x</a>')
    assert codes(tmp_path) == ["link-broken"]
