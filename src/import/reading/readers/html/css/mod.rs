//! The style sheets of a page, as far as they hide, strike, raise or arrange its text.
//!
//! Rules that say nothing of these are forgotten at once. Those that are left are found by id, class or tag, and what
//! they say of an element is kept for the next element of the same kind at the same place.

mod colour;
mod look;
mod parse;
mod selector;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

pub(super) use colour::Colour;
pub(super) use look::{Declarations, Display, Fact, Look, Visibility};
pub(super) use parse::is_for_screen;
pub(super) use selector::Element;
use selector::{Key, Selector};

/// How many rules are kept.
const RULES: usize = 20_000;

/// How many bytes of sheets are read.
const BYTES: usize = 4 << 20;

/// How many answers are kept.
const ANSWERS: usize = 20_000;

/// How many times rules and elements are compared.
const STEPS: u64 = 3_000_000;

/// Classes that hide in the style sheets that most pages use.
const HIDING: &[&str] = &["d-none", "hidden", "hide", "is-hidden", "invisible", "layui-hide", "ng-hide", "u-hidden"];

/// Classes that strike out there.
const STRIKING: &[&str] = &["line-through", "text-decoration-line-through", "text-strike", "strikethrough"];

/// The rules of all sheets of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    rules: Vec<(Selector, u32, Declarations)>,
    /// The rules by the word that finds them.
    found: BTreeMap<Key, Vec<usize>>,
    /// The classes and ids, and the attributes, that any rule asks for.
    names: BTreeSet<String>,
    attributes: BTreeSet<String>,
    counts_children: bool,
    /// How much was read.
    bytes: usize,
    answers: BTreeMap<u64, Declarations>,
    steps: u64,
    is_cut: bool,
    /// Whether a sheet lies outside the page and is lost.
    is_lost: bool,
}

impl Styles {
    /// Adds a sheet behind those that are there.
    pub(super) fn add(&mut self, sheet: &str) {
        self.bytes = self.bytes.saturating_add(sheet.len());
        if self.bytes > BYTES {
            self.is_cut = true;
            return;
        }
        parse::rules(sheet, |text, declarations| {
            let Some(selector) = Selector::of(text) else { return };
            if self.rules.len() >= RULES {
                self.is_cut = true;
                return;
            }
            let (names, attributes) = (&mut self.names, &mut self.attributes);
            self.counts_children |= selector.names(|name, is_attribute| {
                let set = if is_attribute { &mut *attributes } else { &mut *names };
                set.insert(name.to_owned());
            });
            self.found.entry(selector.key()).or_default().push(self.rules.len());
            self.rules.push((selector.clone(), selector.weight(), *declarations));
        });
    }

    /// Whether rules were left out because there are too many.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// A sheet that the page asks for is not there.
    pub(super) fn lose(&mut self) {
        self.is_lost = true;
    }

    /// What a lost sheet would say of the element, as far as the names of its classes tell.
    pub(super) fn by_name(&self, element: &Element<'_>) -> Look {
        let mut look = Look::default();
        if self.is_lost {
            for class in element.classes().filter(|it| !self.names.contains(*it)) {
                if HIDING.contains(&class) {
                    look.display = Some(Display::None);
                }
                if STRIKING.contains(&class) {
                    look.say(Fact::Struck, true);
                }
            }
        }
        look
    }

    /// What tells an element inside another from those for which the same rules hold.
    pub(super) fn mark(&self, outer: u64, element: &Element<'_>) -> u64 {
        if self.rules.is_empty() {
            return 0;
        }
        let mut mark = DefaultHasher::new();
        (outer, &*element.tag.name).hash(&mut mark);
        if let Some(id) =
            element.attribute("id").map(|it| it.trim().to_ascii_lowercase()).filter(|it| self.names.contains(it))
        {
            (1_u8, id).hash(&mut mark);
        }
        for class in element.classes().map(str::to_ascii_lowercase).filter(|it| self.names.contains(it)) {
            (2_u8, class).hash(&mut mark);
        }
        for name in &self.attributes {
            if let Some(value) = element.attribute(name) {
                (3_u8, name, value).hash(&mut mark);
            }
        }
        if self.counts_children {
            element.position.hash(&mut mark);
        }
        mark.finish()
    }

    /// What the sheets say of an element with a mark, when it is known.
    pub(super) fn known(&self, mark: u64) -> Option<Declarations> {
        if self.rules.is_empty() { Some(Declarations::default()) } else { self.answers.get(&mark).copied() }
    }

    /// What the sheets say of the last of the elements, each of which stands in the one before.
    pub(super) fn of(&mut self, mark: u64, chain: &[Element<'_>]) -> Declarations {
        let Some(element) = chain.last() else { return Declarations::default() };
        let mut keys = vec![Key::Any, Key::Tag(element.tag.name.to_string())];
        keys.extend(element.attribute("id").map(|it| Key::Id(it.trim().to_ascii_lowercase())));
        keys.extend(element.classes().take(64).map(|it| Key::Class(it.to_ascii_lowercase())));
        keys.sort_unstable();
        keys.dedup();
        let mut held: Vec<(u32, usize)> = Vec::new();
        for number in keys.iter().filter_map(|key| self.found.get(key)).flatten() {
            if self.steps > STEPS {
                self.is_cut = true;
                break;
            }
            if let Some((selector, weight, _)) = self.rules.get(*number)
                && selector.means(chain, &mut self.steps)
            {
                held.push((*weight, *number));
            }
        }
        held.sort_unstable();
        let mut said = Declarations::default();
        for (_, _, declarations) in held.iter().filter_map(|(_, number)| self.rules.get(*number)) {
            said.normal.overlay(declarations.normal);
            said.important.overlay(declarations.important);
        }
        if self.answers.len() < ANSWERS {
            self.answers.insert(mark, said);
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use html5ever::tokenizer::{Tag, TagKind};
    use html5ever::{Attribute, LocalName, QualName, ns};

    use super::*;

    fn tag(text: &str) -> Tag {
        let mut words = text.split_whitespace();
        let name = LocalName::from(words.next().unwrap());
        let attribute = |word: &str| {
            let (name, value) = word.split_once('=').unwrap_or((word, ""));
            let name = QualName::new(None, ns!(), LocalName::from(name));
            Attribute { name, value: value.replace('_', " ").into() }
        };
        let attrs = words.map(attribute).collect();
        Tag { kind: TagKind::StartTag, name, self_closing: false, attrs, had_duplicate_attributes: false }
    }

    /// Whether a sheet hides the innermost of the elements.
    fn hides(sheet: &str, chain: &[&str]) -> bool {
        let mut styles = Styles::default();
        styles.add(sheet);
        let tags: Vec<Tag> = chain.iter().map(|it| tag(it)).collect();
        let elements: Vec<Element<'_>> = tags.iter().map(|tag| Element { tag, position: 2 }).collect();
        let mark = elements.iter().fold(0, |mark, element| styles.mark(mark, element));
        let said = styles.of(mark, &elements);
        assert_eq!(Some(said), styles.known(mark));
        let mut look = said.normal;
        look.overlay(said.important);
        look.is_gone()
    }

    #[test]
    fn rules_mean_the_elements_that_a_browser_would_take() {
        let chain = ["body", "div id=top class=a_b", "table class=old", "tr", "td class=Hide_x hidden data-k=v1"];
        for selector in [
            "td",
            "*",
            ".hide",
            "td.hide.x",
            "#top td",
            ".a .hide",
            "div.b > table .x",
            "table.old td",
            "[hidden]",
            "td[data-k='v1']",
            "td[data-k^=v]",
            "body div table tr>td",
            "p, .hide",
            ":nth-child(2)",
            "td:nth-child(2n)",
            "td:not(.y)",
            "tr :not(th)",
            "TD.HIDE",
            "td[class~=hide]",
        ] {
            assert!(hides(&format!("{selector}{{display:none}}"), &chain), "{selector}");
        }
        for selector in [
            "th",
            ".hid",
            "td.hide.z",
            "#top > td",
            ".b .a td",
            "table > td",
            "td + td",
            "td:hover",
            "td::before",
            "td:not(.x)",
            ":nth-child(odd)",
            "[data-k=v]",
            ">",
            "div >",
            "",
            "td:first-child",
            "td.",
            "td[",
        ] {
            assert!(!hides(&format!("{selector}{{display:none}}"), &chain), "{selector}");
        }
    }

    #[test]
    fn weight_goes_before_order_and_importance_before_weight() {
        let chain = ["table", "td id=i class=c"];
        assert!(!hides(".c{display:block} td{display:none}", &chain));
        assert!(hides(".c{display:block} #i{display:none}", &chain));
        assert!(hides("td{display:none!important} #i{display:block}", &chain));
        assert!(hides(".c{display:block} .c{display:none}", &chain));
    }
}
