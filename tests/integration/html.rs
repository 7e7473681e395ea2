//! The tables for web sites: read back they are those of the form, and nothing typed becomes markup.

use std::cell::RefCell;

use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use tianbao::export::html;
use tianbao::filing::{Filing, Unit, Value};

use crate::readers::document;
use crate::support::{assert_reads_back, now, sample};

const SAMPLES: [&str; 5] = ["simao-2017", "shanghai-2019", "hongze-2023", "suqian-2023", "suqian-2024"];

/// The tags and texts of a page as a browser takes it apart.
#[derive(Default)]
struct Page {
    tags: RefCell<Vec<Tag>>,
    text: RefCell<String>,
}

impl TokenSink for Page {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.tags.borrow_mut().push(tag),
            Token::CharacterTokens(text) => self.text.borrow_mut().push_str(&text),
            Token::ParseError(error) => panic!("{error}"),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Page {
    fn of(html: &str) -> Self {
        let tokenizer =
            Tokenizer::new(Self::default(), TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() });
        let queue = BufferQueue::default();
        queue.push_back(html.into());
        let _done = tokenizer.feed(&queue);
        tokenizer.end();
        tokenizer.sink
    }

    fn names(&self) -> Vec<String> {
        self.tags.borrow().iter().map(|tag| tag.name.to_string()).collect()
    }
}

#[test]
fn tables_are_those_of_the_form() {
    for name in SAMPLES {
        let filing = sample(name);
        assert_reads_back(&filing, &document(html::page(&filing).as_bytes()));
        let page = Page::of(&html::page(&filing));
        let heads = page.tags.borrow();
        let heads: Vec<_> = heads.iter().filter(|tag| &*tag.name == "th").collect();
        assert!(!heads.is_empty());
        assert!(heads.iter().all(|tag| tag.attrs.iter().any(|it| &*it.name.local == "scope")), "{name}");
        assert!(html::page(&filing).contains(&html::fragment(&filing)), "{name}");
    }
}

#[test]
fn nothing_typed_becomes_markup() {
    let words = "\"><script>alert(1)</script><img src=x onerror='y'>&lt;\u{0}\u{202e}</td></table>";
    let mut filing: Filing = sample("suqian-2024");
    let cell = filing.form().cell_index("3.3.2.c").expect("a cell");
    let edits = [
        filing.unit_edit(Unit::named(words)),
        filing.cells_edit([(cell, Value::Text(words.to_owned()))]).expect("a change"),
        filing.signoff_edit("填报人", words),
    ];
    for edit in edits {
        filing.apply(edit, now());
    }
    let page = Page::of(&html::page(&filing));
    assert_eq!(page.names(), Page::of(&html::page(&sample("suqian-2024"))).names());
    let shown = words.replace('\u{0}', "\u{fffd}");
    // Title twice, the unit, the cell, the signature.
    assert_eq!(page.text.borrow().matches(&shown).count(), 5);
}

#[test]
fn a_page_needs_nothing_else() {
    let page = html::page(&sample("simao-2017"));
    for foreign in ["<script", "<link", "<img", "http:", "https:", "url(", "@import"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("lang=\"zh-CN\""));
}
