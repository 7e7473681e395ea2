//! The whole annual report: its text, with the tables at their places. One description shared by Word, PDF and HTML.

use super::error::Error;
use super::printed::Printed;
use crate::check::Engine;
use crate::filing::Filing;
use crate::report::charts::Chart;
use crate::report::draft::flow::{Block, Flow};

/// A report as it is printed.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// The form that stands in it: tables, foot, and what every page says.
    pub printed: Printed<'a>,
    /// The title.
    pub title: String,
    /// What follows the title.
    pub blocks: Vec<Block>,
    /// The headings below which nothing is written yet.
    pub unwritten: Vec<String>,
}

impl<'a> Report<'a> {
    /// The report of a filing.
    ///
    /// # Errors
    /// [`Error::NoReport`] for forms that have none.
    pub fn of(filing: &'a Filing, engine: &Engine) -> Result<Self, Error> {
        let Flow { mut blocks, unwritten, .. } =
            Flow::of(filing, engine).ok_or_else(|| Error::NoReport { form: filing.form().id.clone() })?;
        let title = match blocks.first() {
            Some(Block::Title(_)) => blocks.remove(0).into_text(),
            _ => None,
        };
        Ok(Self { printed: Printed::of(filing), title: title.unwrap_or_default(), blocks, unwritten })
    }

    /// Whether the form is attached as a whole; else the foot stands behind the last section.
    pub fn has_annex(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block, Block::Annex(_)))
    }
}

/// What stands below a chart: 图1　申请办理结果（件）.
pub(super) fn caption(number: usize, chart: &Chart) -> String {
    format!("图{number}　{}", chart.full_title())
}

/// What stands above an annex: 附件 of 附件：政府信息公开情况统计表.
pub(super) fn annex_mark(name: &str) -> &str {
    name.split_once('：').map_or(name, |(mark, _)| mark)
}
