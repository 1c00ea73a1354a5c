"""Import an issue: read, outline, account for every character, write all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as with_changes
from pathlib import Path

from bulletin.files import fields, folders, frontmatter
from bulletin.law import facts, identity, source_line
from bulletin.law.clauses import Unit, annotate
from bulletin.law.letters import TITLE
from bulletin.model import Article, BulletinError, Document, Issue, Kind, Section, Source
from bulletin.opening import read
from bulletin.outline import single
from bulletin.outline.drafts import Draft, Outline
from bulletin.outline.issue import outline
from bulletin.outline.passage import stream
from bulletin.outline.single import Given
from bulletin.outline.unwrapping import unwrapped
from bulletin.outline.warnings import Warning, warning
from bulletin.proof import corrections, ledger, markdown, slips, verify, writing
from bulletin.proof.result import Report

_OFFICIAL = ("number", "addressee", "signer", "article")


class DiffersError(BulletinError):
    """The folder holds other Markdown than the source makes; `diff` shows it."""

    def __init__(self, folder: Path, diff: str) -> None:
        self.diff = diff
        super().__init__(
            "would-overwrite",
            str(folder.name),
            "文件夹里已有内容不同的文章",
            "与原文件一致，或明确要求覆盖",
            "看过上面的差异，确认后加 --replace",
        )


def convert(source: Path, given: Given | None = None) -> tuple[Report, dict[str, bytes]]:
    """The report of an import and the files that it makes, nothing written."""
    given = given or Given()
    manuscript = read(source)
    flow = stream(manuscript)
    if manuscript.format == "text":
        flow = unwrapped(flow)
    by_text = manuscript.format == "text" or not any(b.level for b in manuscript.blocks)
    alone = given.alone or (not given.whole and single.is_alone(flow))
    if alone:
        plan = single.outline(flow, source.name, by_text, given)
    else:
        plan = outline(flow, source.name, by_text)
    account = ledger.build(manuscript, flow, plan)
    ledger.prove(account, flow.text)
    units = tuple(_units(draft) for draft in plan.articles)
    issue = _issue(plan, units, markdown.marks_of(flow))
    found = (*plan.warnings, *slips.check(manuscript, plan, flow, units, issue))
    files = _files(issue, plan)
    heads = tuple((name, fields.split_text(text)) for name, text in files.items())
    account = with_changes(account, heads=heads)
    report = Report(issue, Path(), plan.articles, units, found, account, alone=alone)
    return report, {name: text.encode() for name, text in files.items()} | _images(plan)


def _units(draft: Draft) -> tuple[Unit, ...]:
    return tuple(annotate([(piece.tag, piece.text) for piece in draft.pieces]))


def _issue(plan: Outline, units: tuple[tuple[Unit, ...], ...], marks: markdown.Marks) -> Issue:
    """The issue as the model has it."""
    articles = [_article(plan, d, u, marks) for d, u in zip(plan.articles, units, strict=True)]
    titles = list(dict.fromkeys(article.section for article in articles))
    parts = tuple(Section(t, tuple(a for a in articles if a.section == t)) for t in titles)
    issue = Issue(
        id=plan.month,
        number=plan.number,
        month=plan.month,
        sections=parts,
        edition=plan.edition,
        body=markdown.write(plan.cover, marks),
        last_number=plan.last_number,
        last_month=plan.last_month,
    )
    return with_changes(issue, title=_cover_title(issue))


def _cover_title(issue: Issue) -> str:
    """2026年5月期　总298期, 2026年5月增刊."""
    what = f"{issue.months}{issue.extra or '期'}"
    return f"{what}　总{issue.numbers}期" if issue.number else what


def _article(
    plan: Outline, draft: Draft, units: tuple[Unit, ...], marks: markdown.Marks
) -> Article:
    policy = plan.alone and bool(TITLE.search(draft.title.text))
    policy = policy or any(unit.kind in _OFFICIAL for unit in units)
    aside = policy and identity.no_policy(draft.title.text)
    policy = policy and not aside
    return Article(
        id=draft.id,
        title=draft.title.text,
        section=draft.section,
        kind="policy" if policy else _other(draft.title.text, aside),
        page=draft.page,
        source=_source(draft),
        document=facts.document(draft.title.text, units) if policy else None,
        body=markdown.write(draft.pieces, marks),
    )


def _source(draft: Draft) -> Source | None:
    """What the source line says, else the authors whom the contents page names."""
    if draft.source:
        return source_line.parse(draft.source.text).source
    return Source("", draft.entry.authors) if draft.entry.authors else None


def _other(title: str, official: bool) -> Kind:
    """The kind of an article that is no policy; `official` where it has the form of a document."""
    if identity.corrects(title):
        return "correction"
    if identity.withdraws(title):
        return "withdrawal"
    return "notice" if official else "news"


def _files(issue: Issue, plan: Outline) -> dict[str, str]:
    files = {"index.md": frontmatter.write_issue(issue)}
    for article in issue.articles:
        files[f"{article.id}.md"] = frontmatter.write_article(article)
    return files


def _images(plan: Outline) -> dict[str, bytes]:
    pieces = (piece for draft in plan.articles for piece in draft.pieces)
    return {f"images/{p.image.name}": p.image.data for p in pieces if p.image}


@dataclass(frozen=True)
class _Prepared:
    """An import up to the point of writing: what the folder has, and what it would have."""

    report: Report
    old: dict[str, bytes]
    new: dict[str, bytes]
    ledger: str  # the ledger's file


def import_issue(
    source: Path, into: Path, replace: bool = False, given: Given | None = None
) -> Report:
    """Import a source file; the folder of its month appears whole or not at all.

    `into` is the folder of all issues, or the issue's own folder. The same source again changes
    no byte; Markdown that differs is overwritten only with `replace`. A single document becomes
    an issue of its own, or one more article of an issue that is there.
    """
    found = _prepare(source, into, given or Given())
    folder, old = found.report.folder, found.old
    if old == found.new or (old and not replace and _same_source(found)):
        return found.report
    if old and not replace:
        raise DiffersError(folder, writing.difference(old, found.new))
    writing.write(folder, found.new, set(old), found.ledger)
    written = tuple(folder / name for name in found.new)
    return with_changes(found.report, written=written)


def import_folder(folder: Path) -> list[Report]:
    """Import what lies in an issue's folder that has no Markdown yet, single documents and all."""
    first = folders.pending(folder)
    if first is None:
        return []
    done = [import_issue(first, folder)]
    for other in folders.sources(folder):
        if other.stem != first.stem and single.is_alone(stream(read(other))):
            done.append(import_issue(other, folder))
    return done


def _prepare(source: Path, into: Path, given: Given) -> _Prepared:
    """Convert the source for the folder where it belongs."""
    month = given.month or folders.month_of(into)
    issues = into.parent if folders.month_of(into) else into
    given = with_changes(given, month=month, issues=issues)
    if month:
        given = _placed(source, folders.of_month(into, month, source.name), given)
    report, files = convert(source, given)
    folder = folders.of_issue(into, report.issue, source.name)
    if report.alone and not month:  # now the month is known, and with it what the folder has
        return _prepare(source, into, with_changes(given, month=report.issue.month))
    added = report.alone and given.id != "01"
    if added:
        _fits(folder, report.issue)
        _refuse_twin(folder, report)
        files.pop("index.md")
    else:
        folders.refuse_same_number(folder, report.issue)
        report = _asked(report, folder)
    report, files = corrections.applied(folder, report, files)
    if added:
        files.pop("index.md", None)
        heads = tuple(head for head in report.ledger.heads if head[0] != "index.md")
        report = with_changes(report, ledger=with_changes(report.ledger, heads=heads))
    kept = _with_summaries(folder, report.issue)
    files |= {name: text for name, text in kept.items() if name in files}
    name = f"{given.id}.{verify.LEDGER}" if added else verify.LEDGER
    files[name] = ledger.dump(report.ledger).encode()
    report = with_changes(report, folder=folder)
    old = {n: (folder / n).read_bytes() for n in writing.generated(folder, name)}
    return _Prepared(report, old, files, name)


def _asked(report: Report, folder: Path) -> Report:
    """The report with a question where the issue's number does not follow the one before."""
    odd = None if report.alone else folders.unexpected(folder, report.issue)
    if odd is None or not report.drafts:
        return report
    hint = f"{odd}；核对封面的总期号和年月"
    asked = warning("number-jump", report.drafts[0].paragraph, "", hint)
    return with_changes(report, warnings=(asked, *report.warnings))


def _placed(source: Path, folder: Path, given: Given) -> Given:
    """The id of a document that joins an issue which is there already; its section, if known."""
    if not (folder / verify.LEDGER).is_file():
        return given
    own = {ledger.load(path).source: path for path in verify.ledgers(folder)}
    path = own.get(source.name)
    if path is None:
        last = max((int(p.stem) for p in frontmatter.article_files(folder)), default=0)
        return with_changes(given, id=f"{last + 1:02}")
    number = path.name.partition(".")[0] if path.name != verify.LEDGER else "01"
    covered = any(row.file == "index.md" for row in ledger.load(path).rows)
    if covered or not (folder / f"{number}.md").is_file():
        return with_changes(given, id=number)
    known = frontmatter.read_article(folder / f"{number}.md")
    section = given.section or known.section
    return with_changes(given, id=number, section=section, known=known.title, alone=True)


def _refuse_twin(folder: Path, report: Report) -> None:
    """A document that is there already under another file name is not added once more."""
    (own,) = report.issue.articles
    for path in frontmatter.article_files(folder):
        if path.stem != own.id and frontmatter.read_article(path).title == own.title:
            raise BulletinError(
                "article-exists",
                f"{folder.name}/{path.name}",
                f"本期已有同名文章“{own.title[:30]}”",
                "一篇文章收入一次",
                "若是它的新来稿，请沿用原来的文件名再导入",
            )


def _fits(folder: Path, issue: Issue) -> None:
    """A document that joins an issue stands in one of its sections."""
    here = [section.title for section in frontmatter.read_issue(folder).sections]
    wanted = issue.sections[0].title
    if wanted not in here:
        raise BulletinError(
            "section-missing",
            f"{folder.name}/index.md",
            f"本期没有“{wanted}”这个栏目",
            "、".join(here),
            "用 --section 写明放在哪个栏目，或在 index.md 的 sections 里补上",
        )


def preview(source: Path, into: Path, given: Given | None = None) -> str:
    """What an import with `replace` would change, as a diff; empty where nothing."""
    found = _prepare(source, into, given or Given())
    return writing.difference(found.old, found.new) if found.old else ""


def open_warnings(source: Path, folder: Path) -> tuple[Warning, ...]:
    """The warnings of an issue that no correction has settled."""
    return _prepare(source, folder, Given()).report.warnings


def _same_source(found: _Prepared) -> bool:
    """Whether the folder was made from this very source: then hand edits stand."""
    path = found.report.folder / found.ledger
    if not path.is_file():
        return False
    kept, own = ledger.load(path), found.report.ledger
    return (kept.sha256, kept.rows, kept.corrections) == (own.sha256, own.rows, own.corrections)


def _with_summaries(folder: Path, issue: Issue) -> dict[str, bytes]:
    """Articles keep what the editor has written or confirmed, and what is held back stays so.

    An article is known by its title; one whose title was corrected is still held back by its place.
    """
    old = {p.stem: frontmatter.read_article(p) for p in frontmatter.article_files(folder)}
    by_title = {a.title: a for a in old.values()}
    new = {a.title for a in issue.articles}
    found = _cover_held(folder, issue)
    for article in issue.articles:
        there = old.get(article.id)
        before = there if there and there.title == article.title else by_title.get(article.title)
        if before is None:
            if there and there.title not in new and (there.publish_on or there.draft):
                kept = with_changes(article, publish_on=there.publish_on, draft=there.draft)
                found[f"{article.id}.md"] = frontmatter.write_article(kept).encode()
            continue
        kept = with_changes(
            article,
            summary=before.summary,
            document=_related(article, before),
            about=before.about,
            since=before.since,
            reason=before.reason,
            publish_on=before.publish_on,
            draft=before.draft,
        )
        if kept != article:
            found[f"{article.id}.md"] = frontmatter.write_article(kept).encode()
    return found


def _cover_held(folder: Path, issue: Issue) -> dict[str, bytes]:
    """The cover with the day of publication that the editor gave it; nothing where it has none."""
    path = folder / "index.md"
    day, draft = frontmatter.cover_held(path) if path.is_file() else (None, False)
    if not (day or draft):
        return {}
    kept = with_changes(issue, publish_on=day, draft=draft)
    return {path.name: frontmatter.write_issue(kept).encode()}


def _related(article: Article, before: Article) -> Document | None:
    """The document with its relations as the editor left them, and those that are new."""
    own, old = article.document, before.document
    if not own or not old or not old.relations:
        return own
    known = {(r.kind, r.number or r.title) for r in old.relations}
    new = (r for r in own.relations if (r.kind, r.number or r.title) not in known)
    return with_changes(own, relations=(*old.relations, *new))
