//! The pages; a new one is a line.

use crate::app::pages::desk::DeskPage;
use crate::app::pages::filing::FilingPage;
use crate::app::pages::handing::HandingPage;
use crate::app::pages::help::HelpPage;
use crate::app::pages::import::ImportPage;
use crate::app::pages::plan::PlanPage;
use crate::app::pages::print::PrintPage;
use crate::app::pages::report::ReportPage;
use crate::app::pages::start::StartPage;
use crate::app::pages::versions::VersionsPage;
use crate::app::threads::mouth::Wake;
use crate::app::window::keys::Keys;
use crate::app::window::page::Page;

/// All pages; `wake` is how their threads wake the window. The first that says that it stands has the middle.
pub(super) fn all(wake: &Wake, today_year: u16) -> Vec<Box<dyn Page>> {
    vec![
        Box::new(ImportPage::new(wake)),
        Box::new(PrintPage::new(wake)),
        // Before the desks, to which it adds the name and the year of a new one.
        Box::new(StartPage::new(today_year)),
        Box::new(DeskPage::new(wake)),
        Box::new(ReportPage::new(wake)),
        Box::<FilingPage>::default(),
        // These stand nowhere; they open dialogs.
        Box::<HandingPage>::default(),
        Box::new(PlanPage::new(wake)),
        Box::<VersionsPage>::default(),
        Box::<HelpPage>::default(),
    ]
}

/// What keys do on the pages.
pub(super) fn keys(pages: &[Box<dyn Page>]) -> Vec<Keys> {
    pages.iter().filter_map(|page| page.keys()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fmt::Write as _;
    use std::path::Path;
    use std::sync::Arc;

    use crate::app::pages::help::manual::PAGES;
    use crate::app::pages::help::markdown::{Block, Span};
    use crate::app::sheet;
    use crate::app::threads::mouth::Wake;
    use crate::app::wishes::command::list::Command;

    /// All keys with what they do: of the commands, of the sheet, of the pages to print.
    fn keys() -> Vec<(&'static str, Vec<(String, &'static str)>)> {
        let ctx = egui::Context::default();
        let commands = Command::ALL.iter().copied();
        let commands = commands.filter_map(|it| Some((it.key_words(&ctx)?, it.description())));
        let own =
            |keys: &[(&str, &'static str)]| keys.iter().map(|(keys, words)| ((*keys).to_owned(), *words)).collect();
        let places = super::keys(&super::all(&(Arc::new(|| {}) as Wake), 2024));
        let places = [("表格里", sheet::keys::KEYS)].into_iter().chain(places).map(|(name, keys)| (name, own(keys)));
        [("命令", commands.collect())].into_iter().chain(places).collect()
    }

    #[test]
    fn the_page_of_keys_is_current() {
        let mut current = "# 快捷键一览\n\n按 `F1` 随时可以看到这张表。\n".to_owned();
        for (name, keys) in keys() {
            writeln!(current, "\n## {name}\n\n| 键 | 做什么 |\n|---|---|").expect("a text grows");
            for (keys, words) in keys {
                let keys: Vec<_> = keys.split('、').map(|key| format!("`{key}`")).collect();
                writeln!(current, "| {} | {words} |", keys.join("、")).expect("a text grows");
            }
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manual/keys.md");
        if std::env::var_os("TIANBAO_UPDATE").is_some() {
            std::fs::write(&path, &current).expect("docs can be written");
        }
        let there = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(there == current, "docs/manual/keys.md is not current; run: TIANBAO_UPDATE=1 cargo test page_of_keys");
    }

    #[test]
    fn every_key_in_the_manual_does_something() {
        let known: BTreeSet<String> = keys()
            .into_iter()
            .flat_map(|(_, keys)| keys)
            .flat_map(|(keys, _)| keys.split('、').map(str::to_owned).collect::<Vec<_>>())
            .collect();
        // Held down while something else is pressed.
        let held = ["Shift", "Ctrl"];
        for page in PAGES {
            for block in page.blocks() {
                let spans = match block {
                    Block::Paragraph(spans) | Block::Item(_, spans) => spans,
                    Block::Table(rows) => rows.into_iter().flatten().flatten().collect(),
                    Block::Title(_) | Block::Heading(_) | Block::Picture(..) => Vec::new(),
                };
                for span in spans {
                    if let Span::Keys(keys) = span {
                        let is_known = known.contains(&keys) || held.contains(&keys.as_str());
                        assert!(is_known, "{}: no such key: {keys}", page.file);
                    }
                }
            }
        }
    }
}
