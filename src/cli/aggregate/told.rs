//! What `tianbao aggregate` says: messages, a summary in words, one JSON document.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};
use serde_json::{Map, Value as Json, json};

use crate::aggregate::explain::{self, Comparison};
use crate::aggregate::intake::{Intake, Refused};
use crate::aggregate::received::Received;
use crate::aggregate::review::Look;
use crate::aggregate::years::Years;
use crate::aggregate::{Aggregate as Whole, Part, Tree};
use crate::check::Finding;
use crate::cli::finding::finding_json;
use crate::cli::output::Output;
use crate::filing::Filing;
use crate::filing::format::value_to_json;
use crate::form::CellIndex;
use crate::import::plan::Note;
use crate::jobs::aggregating::Gathered;

/// Everything that there is to tell.
pub(super) struct Told<'a> {
    pub(super) gathered: &'a Gathered,
    /// The sum, with last year's figures as the office has them.
    pub(super) whole: &'a Whole,
    pub(super) intake: &'a Intake,
    pub(super) units: Option<&'a Tree>,
    pub(super) filing: &'a Filing,
    pub(super) notes: &'a [Note],
    pub(super) findings: &'a [Finding],
    pub(super) comparison: Option<(Comparison, Vec<Part>)>,
    /// What deserves a look, where that was asked for.
    pub(super) looks: Option<Vec<Look>>,
    /// Whether earlier years were asked for.
    pub(super) has_years: bool,
}

/// The document of `--json`; the origin of every cell is written while it is made, so that ten thousand units cost no
/// more memory than their figures.
#[derive(Serialize)]
struct Document<'a> {
    form: &'a str,
    unit: &'a str,
    year: u16,
    units: usize,
    values: Map<String, Json>,
    failed: Vec<Json>,
    origin: Origins<'a>,
    blanks: Map<String, Json>,
    notes: Vec<Json>,
    received: Vec<Json>,
    missing: Vec<String>,
    not_found: &'a [String],
    findings: Vec<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    differences: Option<Vec<Json>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    years: Option<Map<String, Json>>,
}

/// Where the figure of every cell comes from.
struct Origins<'a>(&'a Whole);

impl Serialize for Origins<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = self.0.form();
        let mut map = serializer.serialize_map(Some(form.cells.len()))?;
        for cell in form.cell_indices() {
            map.serialize_entry(form.cell(cell).id.as_str(), &OriginOf(self.0, cell))?;
        }
        map.end()
    }
}

struct OriginOf<'a>(&'a Whole, CellIndex);

#[derive(Serialize)]
struct OfUnit<'a> {
    unit: &'a str,
    value: Json,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_year: Option<Json>,
}

impl Serialize for OriginOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.origin(self.1).into_iter().map(|it| OfUnit {
            unit: it.unit,
            value: value_to_json(&it.value),
            last_year: (!it.last_year.is_blank()).then(|| value_to_json(&it.last_year)),
        }))
    }
}

/// A line for a file or unit that was not added.
pub(super) fn tell(refused: &Refused) {
    Output::message(format!("{}：{}", refused.file, refused.message));
}

impl Told<'_> {
    pub(super) fn failed(&self) -> impl Iterator<Item = &Refused> {
        self.gathered.failed.iter().chain(&self.intake.refused)
    }

    /// What somebody should know of single files, the file first.
    fn of_files(&self) -> impl Iterator<Item = (&str, &str)> {
        let of_reading = self.gathered.received.iter().flat_map(|it| {
            let sentences = it.notes.iter().chain(it.carry_breaks().map(|said| &said.text));
            sentences.map(|note| (it.contribution.part.file.as_str(), note.as_str()))
        });
        of_reading.chain(self.intake.notes.iter().map(|it| (it.file.as_str(), it.message.as_str())))
    }

    /// A line a problem, for the person at the terminal.
    pub(super) fn messages(&self) {
        self.failed().for_each(tell);
        for name in &self.intake.not_found {
            Output::message(format!("没有找到“{name}”的表"));
        }
        let counted: BTreeSet<&str> = self.whole.parts().map(|(_, part)| part.file.as_str()).collect();
        let is_counted = |it: &&Received| counted.contains(it.contribution.part.file.as_str());
        for it in self.gathered.received.iter().filter(|it| it.errors > 0).filter(is_counted) {
            let file = &it.contribution.part.file;
            Output::message(format!("{file}：审核有 {} 个错误，数已计入；请退回单位核对", it.errors));
        }
        for (file, note) in self.of_files() {
            Output::message(format!("{file}：{note}"));
        }
        for note in self.notes {
            Output::message(format!("注意：{}", note.message));
        }
        for finding in self.findings.iter().filter(|finding| finding.is_error()) {
            Output::message(format!("汇总表审核：{}", finding.message));
        }
        let missing = self.missing();
        if !missing.is_empty() {
            Output::message(format!("还有 {} 个单位没有报：{}", missing.len(), missing.join("、")));
        }
    }

    fn missing(&self) -> Vec<String> {
        let path = |units: &Tree| self.intake.missing.iter().map(|id| units.path(*id)).collect();
        self.units.map(path).unwrap_or_default()
    }

    /// What came of it, in words.
    pub(super) fn print(&self, path: &Path, output: &mut Output) {
        let whole = &self.intake.aggregate;
        output.line(format!(
            "已汇总 {} 个单位，写入 {}（{}，{} 年度）",
            whole.unit_count(),
            path.display(),
            whole.form().id,
            whole.year()
        ));
        let failed = self.failed().count();
        if failed > 0 {
            output.line(format!("有 {failed} 个文件没有计入"));
        }
        self.looks.iter().flatten().for_each(|look| output.line(&look.message));
        self.differences().into_iter().for_each(|line| output.line(line));
    }

    fn id(&self, cell: CellIndex) -> String {
        self.filing.form().cell(cell).id.to_string()
    }

    fn differences(&self) -> Vec<String> {
        let Some((comparison, others)) = &self.comparison else { return Vec::new() };
        let whole = &self.intake.aggregate;
        let one = |it: &explain::Difference| {
            let steps: Vec<String> =
                it.explanations.iter().map(|steps| explain::sentence(steps, whole, others)).collect();
            let why = if steps.is_empty() {
                "没有一两个单位能解释".to_owned()
            } else {
                format!("可能{}", steps.join("；或"))
            };
            let gap = it.gap.map_or_else(String::new, |gap| format!("，差 {gap}"));
            let name = &whole.form().cell(it.cell).name;
            format!("{name}：对方填 {}，各单位之和 {}{gap}；{why}", it.typed.told(), it.sum.told())
        };
        let mut lines: Vec<String> = comparison.differences.iter().map(one).collect();
        if let Some((steps, cells)) = comparison.common.first().filter(|(_, cells)| *cells > 1) {
            let all = comparison.differences.len();
            lines.push(format!("{all} 格不同，其中 {cells} 格只要{}就对得上", explain::sentence(steps, whole, others)));
        }
        if lines.is_empty() {
            lines.push("与各单位之和逐格相同".to_owned());
        }
        lines
    }

    /// Prints the JSON document.
    pub(super) fn print_json(&self, output: &mut Output) {
        let (form, whole) = (self.filing.form(), self.whole);
        let by_cell = |of: &dyn Fn(CellIndex) -> Json| -> Map<String, Json> {
            form.cell_indices().map(|cell| (self.id(cell), of(cell))).collect()
        };
        let blanks = whole.sum().cells().filter(|(_, sum)| sum.blanks > 0);
        let notes = self.notes.iter().map(
            |note| json!({ "cell": note.cell.map(|cell| self.id(cell)), "kind": note.kind, "message": note.message }),
        );
        let of_files = self.of_files().map(|(file, message)| json!({ "file": file, "message": message }));
        let received = self.gathered.received.iter().map(|it| {
            json!({
                "file": it.contribution.part.file,
                "unit": it.contribution.part.unit,
                "state": it.state.as_str(),
                "errors": it.errors,
                "warnings": it.warnings,
            })
        });
        let years = |cell| {
            let years = Years::row(self.filing, cell).into_iter();
            years.map(|(year, value)| (year.to_string(), value_to_json(&value))).collect()
        };
        let comparison = self.comparison.as_ref();
        output.long_json(&Document {
            form: &form.id,
            unit: &self.filing.unit().name,
            year: whole.year(),
            units: whole.unit_count(),
            values: by_cell(&|cell| value_to_json(self.filing.value(cell))),
            failed: self.failed().map(|it| json!({ "file": it.file, "message": it.message })).collect(),
            origin: Origins(whole),
            blanks: blanks.map(|(cell, sum)| (self.id(cell), sum.blanks.into())).collect(),
            notes: notes.chain(of_files).collect(),
            received: received.collect(),
            missing: self.missing(),
            not_found: &self.intake.not_found,
            findings: self.findings.iter().map(|it| finding_json(it, self.filing)).collect(),
            review: self.looks.as_ref().map(|looks| looks.iter().map(|it| it.message.as_str()).collect()),
            differences: comparison.map(|(it, _)| it.differences.iter().map(|it| self.difference_json(it)).collect()),
            years: self.has_years.then(|| by_cell(&years)),
        });
    }

    fn difference_json(&self, it: &explain::Difference) -> Json {
        let Some((_, others)) = &self.comparison else { return Json::Null };
        let sentence = |steps: &Vec<explain::Step>| explain::sentence(steps, &self.intake.aggregate, others);
        let explanations: Vec<String> = it.explanations.iter().map(sentence).collect();
        json!({
            "cell": self.id(it.cell),
            "typed": value_to_json(&it.typed),
            "sum": value_to_json(&it.sum),
            "difference": it.gap.map(|gap| gap.to_string()),
            "explanations": explanations,
            "more": it.has_more,
        })
    }
}
