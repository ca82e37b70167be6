"""The article of a web page, without what is around it."""

from __future__ import annotations

from datetime import date

import pytest

from hardstand.claims.document import Role
from hardstand.claims.reading.documents import document_of, read_document
from hardstand.errors import TextError
from tests.claims.texts import FIRST, SECOND, WriteText, paragraphs

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Tanks at the river | The Wire</title>
<meta property="og:title" content="Tanks at the river"><meta property="og:site_name" content="The Wire">
<meta property="article:published_time" content="2015-09-17T23:30:00-04:00">
<script>var x = "26 helicopters";</script><style>.a {{ color: red }}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<div class="cookie-banner">We use cookies on this site.</div>
<article><h1>Tanks at the river</h1><p>{first}</p><aside class="related"><a href="/x">40 ships sail</a></aside>
<script>document.write("six bombers");</script>
<p>{second} <b>Nobody</b>&nbsp;knew &ldquo;why&rdquo; &lt;yet&gt;.</p><p>They had come on 2015-09-04, they said, and
the road to the <a href="/base">base</a> was closed.</p></article>
<footer><p>Copyright 2024 The Wire</p></footer></body></html>"""


def page(first: str = FIRST, second: str = SECOND) -> str:
    return PAGE.format(first=first, second=second)


class TestHtml:
    def test_the_article_without_what_is_around_it(self, write: WriteText):
        document = read_document(write(page(), "page.html"))
        assert paragraphs(document, Role.HEADLINE) == ["Tanks at the river"]
        assert paragraphs(document)[0] == FIRST
        assert 'Nobody knew "why" <yet>.' in document.folded
        for absent in ("helicopters", "bombers", "cookies", "World", "color"):
            assert absent not in document.text
        assert document.text.startswith(f"Tanks at the river\n\n{FIRST}\n\n")

    def test_what_the_page_says_of_itself(self, write: WriteText):
        document = read_document(write(page(), "page.html"))
        assert document.published.day == date(2015, 9, 17)
        assert document.agency == "The Wire"

    def test_days_in_the_text_are_not_the_page_s(self, write: WriteText):
        without = page().replace("2015-09-17T23:30:00-04:00", "")
        assert read_document(write(without, "page.html")).published.day is None

    def test_what_counts_is_the_content_not_the_name(self, write: WriteText):
        assert paragraphs(read_document(write(page(), "page.txt")))[0] == FIRST
        assert paragraphs(read_document(write(f"{FIRST}\n\n{SECOND}\n", "text.html"))) == [FIRST, SECOND]

    def test_short_articles_and_fragments(self, write: WriteText):
        whole = f"<html><body><h1>Tanks</h1><p>Six tanks stand at the base.</p><p>{SECOND}</p></body></html>"
        assert paragraphs(read_document(write(whole, "page.html")))[-2:] == ["Six tanks stand at the base.", SECOND]
        assert paragraphs(read_document(write(f"<p>{FIRST}</p>", "page.html"))) == [FIRST]

    def test_what_the_page_hides_is_not_read(self, write: WriteText):
        hidden = f'{FIRST}</p><p style="display: none">It had 99 tanks.</p><p hidden>It had 98 tanks.</p><p>Then.'
        document = read_document(write(page(hidden), "page.html"))
        assert "99" not in document.text
        assert "98" not in document.text

    def test_a_declared_encoding(self, write: WriteText):
        text = page(second=f"{SECOND} Café.").replace("<head>", '<head><meta charset="iso-8859-1">')
        assert "Café." in read_document(write(text.encode("latin-1"), "page.html")).text

    def test_an_xml_declaration_and_utf_16(self, write: WriteText):
        text = '<?xml version="1.0" encoding="UTF-8"?>\n' + page()
        assert paragraphs(read_document(write(text, "page.html")))[0] == FIRST
        assert paragraphs(read_document(write(text.encode("utf-16"), "page.html")))[0] == FIRST

    @pytest.mark.parametrize(
        "markup",
        [
            "<html></html>",
            "<!doctype html><html><head><script>let a = 1;</script></head><body></body></html>",
            "<html><body><nav><a href='/'>Home</a><a href='/w'>World</a></nav></body></html>",
            "<html>" + "<div>" * 50_000,
        ],
    )
    def test_a_page_without_an_article(self, write: WriteText, markup: str):
        with pytest.raises(TextError, match=r"without an article|can't be taken apart"):
            read_document(write(markup, "page.html"))

    def test_markup_is_text_in_plain_text(self):
        document = document_of(f"{FIRST} <script>alert('tanks')</script>")
        assert "<script>" in document.text
