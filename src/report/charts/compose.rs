//! From a filing to its charts: every number exact, every gap with its reason.

use super::outline::{self, Outline, Over, Sketch};
use super::{Absent, Bar, Chart, Look, Series};
use crate::check::Amount;
use crate::filing::{Filing, Value};
use crate::form::{CellIndex, Figure, Form, Term};

/// A chart that a filing may have.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Its name in files.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// The section of the report in which it stands.
    pub section: String,
    /// The chart, or a sentence why there is nothing to draw.
    pub chart: Result<Chart, String>,
    /// Whether it stands in the report: it can be drawn, and nobody took it out.
    pub is_in_report: bool,
}

/// The charts of a filing, in the order of its report.
pub fn offers(filing: &Filing) -> Vec<Offer> {
    let offer = |sketch: Sketch| {
        let chart = chart(&sketch, filing);
        let is_wanted = filing.charts().get(&sketch.id).copied().unwrap_or(true);
        let is_in_report = is_wanted && chart.is_ok();
        Offer { id: sketch.id, title: sketch.title, section: sketch.section, chart, is_in_report }
    };
    Outline::of(&filing.form().id).charts.into_iter().map(offer).collect()
}

/// The chart of one cell over so many years; a sentence when there is nothing to draw.
///
/// # Errors
/// The sentence.
pub fn of_cell(filing: &Filing, cell: CellIndex, years: u16) -> Result<Chart, String> {
    let it = filing.form().cell(cell);
    let item = outline::Item { says: it.name.clone(), figures: vec![it.id.to_string()] };
    let sketch = Sketch {
        id: format!("cell-{}", it.id),
        section: String::new(),
        title: it.name.clone(),
        over: Over::Years,
        years,
        look: Look::Columns,
        series: Vec::new(),
        items: vec![item],
    };
    chart(&sketch, filing)
}

/// A chart with its numbers.
fn chart(sketch: &Sketch, filing: &Filing) -> Result<Chart, String> {
    let form = filing.form();
    let year = filing.year();
    let mut years: Vec<u16> = (0..sketch.years.min(year)).map(|before| year - before).collect();
    let figure = |item: &outline::Item, at: usize| item.figures.get(at).and_then(|id| form.figure(id));
    let (mut notes, mut gaps) = (Vec::new(), Vec::new());
    if sketch.over == Over::Items {
        years.retain(|it| *it == year || has_filing(filing, *it));
        if years.len() < usize::from(sketch.years) {
            gaps.push(format!("没有附上{}年度的数据，只画{year}年", year.saturating_sub(1)));
        }
    }
    if sketch.over == Over::Years {
        years.reverse();
        let missing: Vec<u16> = years.iter().copied().filter(|it| !has_filing(filing, *it) && *it != year).collect();
        gaps.extend(missing.iter().map(|it| format!("没有附上{it}年度的数据")));
    }
    let series: Vec<Series> = match sketch.over {
        Over::Years => {
            let series = |item: &outline::Item| Series {
                name: item.says.clone(),
                bars: years.iter().map(|it| bar(filing, figure(item, 0), *it)).collect(),
            };
            sketch.items.iter().map(series).collect()
        }
        Over::Items => {
            let series = |it: &u16| Series {
                name: format!("{it}年"),
                bars: sketch.items.iter().map(|item| bar(filing, figure(item, 0), *it)).collect(),
            };
            years.iter().map(series).collect()
        }
        Over::Series => {
            let series = |(at, name): (usize, &String)| Series {
                name: name.clone(),
                bars: sketch.items.iter().map(|item| bar(filing, figure(item, at), year)).collect(),
            };
            sketch.series.iter().enumerate().map(series).collect()
        }
    };
    if let Some(reason) = filing.incomparable().filter(|_| years.len() > 1 && filing.prior().is_some()) {
        notes.push(format!("{}年与{year}年不可比：{reason}", year.saturating_sub(1)));
    }
    let categories = match sketch.over {
        Over::Years => years.iter().map(|it| format!("{it}年")).collect(),
        Over::Items | Over::Series => sketch.items.iter().map(|item| item.says.clone()).collect(),
    };
    let first = sketch.items.first().and_then(|item| figure(item, 0));
    let chart = Chart {
        id: sketch.id.clone(),
        title: sketch.title.clone(),
        measure: first.map_or_else(String::new, |figure| measure(form, figure)),
        look: sketch.look,
        categories,
        series,
        notes,
        gaps,
    };
    match refusal(sketch, &chart, year) {
        Some(reason) => Err(reason),
        None => Ok(chart),
    }
}

/// Why a chart would show nothing; `None` when it is worth drawing.
fn refusal(sketch: &Sketch, chart: &Chart, year: u16) -> Option<String> {
    let this = || chart.bars().filter(|bar| bar.figure.is_some());
    if this().any(|bar| bar.amount == Err(Absent::Negative)) {
        return Some("有小于 0 的数，不能作图".to_owned());
    }
    if this().all(|bar| bar.amount.is_err()) {
        return Some("要用的数还没有填".to_owned());
    }
    if sketch.over == Over::Years {
        let with_number =
            |at: &usize| chart.series.iter().any(|series| series.bars.get(*at).is_some_and(|it| it.amount.is_ok()));
        if (0..chart.categories.len()).filter(with_number).count() < 2 {
            return Some(format!("要有两年以上的数才能比较：请附上{}年度的文件", year.saturating_sub(1)));
        }
    }
    chart.most().is_zero().then(|| "各项都是 0，不作图".to_owned())
}

fn has_filing(filing: &Filing, year: u16) -> bool {
    filing.priors().contains_key(&year)
}

/// The bar of a figure in a year.
fn bar(filing: &Filing, figure: Option<Figure>, year: u16) -> Bar {
    let is_this = year == filing.year();
    let amount = figure.ok_or(Absent::NoItem).and_then(|figure| {
        let sum: Amount = filing
            .form()
            .terms_of(figure)
            .into_iter()
            .map(|term| number(filing, term, year).map(|amount| if term.is_minus { -amount } else { amount }))
            .sum::<Result<Amount, Absent>>()?;
        if sum < Amount::ZERO { Err(Absent::Negative) } else { Ok(sum) }
    });
    Bar { amount, figure: figure.filter(|_| is_this) }
}

fn number(filing: &Filing, term: Term, year: u16) -> Result<Amount, Absent> {
    let value = if year == filing.year() {
        filing.value(term.cell)
    } else {
        let snapshot = filing.priors().get(&year).ok_or(Absent::NoFiling)?;
        snapshot.value_for(filing.form(), term.cell).ok_or(Absent::NoItem)?
    };
    match value {
        Value::Blank => Err(Absent::Blank),
        Value::Text(_) => Err(Absent::Words),
        Value::Number(number) => Ok(Amount::from(*number)),
    }
}

fn measure(form: &Form, figure: Figure) -> String {
    form.terms_of(figure).first().map_or_else(String::new, |term| form.cell(term.cell).measure.clone())
}
