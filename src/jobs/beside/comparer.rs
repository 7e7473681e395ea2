//! A text beside its tables while both are edited: a thread that compares them, which may take longer than a frame.

use std::io;
use std::sync::Arc;

use super::newest::Newest;
use crate::check::Engine;
use crate::filing::Filing;
use crate::report::draft::{self, Part};
use crate::report::text::{Comparison, LastWordings, Wordings, compare_with};

/// A paragraph as it was compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text.
    pub text: String,
    /// The places of the report that it comes from; none in a text from elsewhere.
    pub parts: Vec<Part>,
}

/// What came of a comparison.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// What they say, and what is wrong with it.
    pub comparison: Comparison,
}

/// A filing and its text, and how the answer is named.
struct Order<K> {
    key: K,
    filing: Filing,
    engine: Engine,
    text: Option<Arc<[String]>>,
}

/// The way to the thread. Dropping it ends the thread after the comparison it is at.
pub struct Comparer<K> {
    orders: Newest<Order<K>>,
}

impl<K: Send + 'static> Comparer<K> {
    /// Starts the thread; `ear` is called on it with what was found, under the key of the order.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(ear: impl Fn(K, Compared) + Send + 'static) -> io::Result<Self> {
        let mut wordings = LastWordings::default();
        let orders = Newest::start("tianbao-text", move |Order { key, filing, engine, text }: Order<K>| {
            ear(key, compared(wordings.of(filing.form()), &filing, &engine, text.as_deref()));
        })?;
        Ok(Self { orders })
    }

    /// Orders a comparison with a text, or with the report in the filing; one that was ordered before and not yet begun is
    /// forgotten.
    pub fn compare(&self, key: K, filing: Filing, engine: Engine, text: Option<Arc<[String]>>) {
        self.orders.order(Order { key, filing, engine, text });
    }
}

fn compared(wordings: &Wordings, filing: &Filing, engine: &Engine, text: Option<&[String]>) -> Compared {
    let paragraphs = match text {
        Some(text) => text.iter().map(|text| Paragraph { text: text.clone(), parts: Vec::new() }).collect(),
        None => draft::written(filing, engine).into_iter().map(|(text, parts)| Paragraph { text, parts }).collect(),
    };
    let paragraphs: Vec<Paragraph> = paragraphs;
    let texts: Vec<String> = paragraphs.iter().map(|it| it.text.clone()).collect();
    let comparison = compare_with(wordings, filing, engine, &texts);
    Compared { paragraphs, comparison }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::channel;

    use super::Comparer;
    use crate::check::{Engine, Rulebook};
    use crate::filing::{Filing, Unit, Value};
    use crate::form::Catalogue;
    use crate::report::draft;

    #[test]
    fn every_figure_of_a_draft_is_found_where_it_stands() {
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("a shipped form");
        let mut filing = Filing::new(Arc::clone(&form), Unit::named("某某区"), 2025);
        let zeros = form.cell_indices().map(|cell| (cell, Value::whole(0)));
        let edit = filing.cells_edit(zeros).expect("a change");
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
        let engine = Engine::new(Arc::new(Rulebook::new(form)), &filing);
        let edit = draft::draft_edit(&filing, &engine).expect("a draft");
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
        let (sender, found) = channel();
        let thread = Comparer::start(move |key, answer| sender.send((key, answer)).expect("the test listens"));
        let thread = thread.expect("a thread");
        thread.compare("drafted", filing.clone(), engine.clone(), None);
        let (key, compared) = found.recv().expect("an answer");
        assert_eq!(key, "drafted");
        assert!(compared.comparison.findings.is_empty(), "{:?}", compared.comparison.findings);
        let reading = &compared.comparison.reading;
        assert!(!reading.linked.is_empty());
        for linked in &reading.linked {
            let standing = &reading.standings[linked.sentence];
            assert!(standing.span.start <= linked.span.start && linked.span.end <= standing.span.end, "{linked:?}");
            let paragraph = &compared.paragraphs[standing.paragraph];
            let written: String = paragraph.text.chars().skip(linked.span.start).take(linked.span.len()).collect();
            assert!(!written.is_empty() && (written.contains(&linked.written) || linked.written == "0"), "{written}");
            let part = paragraph.parts.iter().find(|it| (it.start..it.start + it.length).contains(&linked.span.start));
            let part = part.expect("every sentence stands in a place");
            let there: String = filing.report()[&part.place].text.chars().skip(part.from).take(part.length).collect();
            let here: String = paragraph.text.chars().skip(part.start).take(part.length).collect();
            assert_eq!(there, here);
        }
        let text: Arc<[String]> = Arc::from(["2025年，本机关新收政府信息公开申请7件。".to_owned()]);
        thread.compare("other", filing, engine, Some(text));
        let (_, compared) = found.recv().expect("an answer");
        assert!(compared.comparison.findings.iter().any(|it| it.finding.relation == "text:3.1.g"));
        assert!(compared.paragraphs[0].parts.is_empty());
    }
}
