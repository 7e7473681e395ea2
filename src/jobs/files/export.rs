//! Exporting to a file: the format by extension, written atomically. The one place that both faces call.

use std::path::Path;

use jiff::Zoned;

use super::Error;
use crate::check::Engine;
use crate::export;
use crate::export::audit::Audit;
use crate::export::report::Report;
use crate::filing::Filing;
use crate::filing::store::{as_file_name, file_name_of, write_atomically};
use crate::jobs::machine::progress::{Cancel, Task};
use crate::report::draft;

/// What of a filing is exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// The official tables.
    #[default]
    Tables,
    /// The annual report with the tables in it.
    Report,
    /// The report about the check.
    Audit,
}

impl Shape {
    /// The shapes that are printed and previewed, as they are offered: the report where there is one.
    pub fn printed(has_report: bool) -> impl Iterator<Item = Self> {
        let shapes = [Self::Tables, Self::Report, Self::Audit];
        shapes.into_iter().filter(move |shape| has_report || *shape != Self::Report)
    }

    /// What users call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Tables => "报表",
            Self::Report => "年度报告",
            Self::Audit => "审核报告",
        }
    }

    /// What a file of it is called, without its extension; every shape has another name.
    pub fn file_name(self, filing: &Filing) -> String {
        let tables = file_name_of(filing);
        match self {
            Self::Tables => tables,
            Self::Report => match draft::title_of(filing) {
                Some(title) => as_file_name(&title, 70),
                None => format!("{tables}年度报告"),
            },
            Self::Audit => format!("{tables}审核报告"),
        }
    }

    /// The formats that it can have.
    pub fn formats(self) -> &'static [Format] {
        match self {
            Self::Tables => &Format::ALL,
            Self::Report => &[Format::Docx, Format::Pdf, Format::Html],
            Self::Audit => &[Format::Docx, Format::Pdf],
        }
    }
}

/// The formats that a filing can be exported to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The official table as a workbook.
    Xlsx,
    /// The official table as a document of Word.
    Docx,
    /// The official table as pages.
    Pdf,
    /// The official table for a web site.
    Html,
    /// The values as a table for other programs.
    Csv,
    /// The values for other programs.
    Json,
}

impl Format {
    /// Every format, as they are offered.
    pub const ALL: [Self; 6] = [Self::Xlsx, Self::Docx, Self::Pdf, Self::Html, Self::Csv, Self::Json];

    /// The extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// What users call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Xlsx => "Excel 工作簿（xlsx）",
            Self::Docx => "Word 文档（docx）",
            Self::Pdf => "PDF 文件（pdf）",
            Self::Html => "网页（html）",
            Self::Csv => "CSV 数据（csv）",
            Self::Json => "JSON 数据（json）",
        }
    }

    /// The format of a file by its extension.
    ///
    /// # Errors
    /// When the extension says no format.
    pub fn of(path: &Path) -> Result<Self, Error> {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        Self::ALL.into_iter().find(|format| format.extension() == extension).ok_or_else(|| Error::UnknownFormat {
            path: path.to_owned(),
            known: Self::ALL.map(Self::extension).join("、"),
        })
    }

    /// The same for a file that is to have a certain shape.
    ///
    /// # Errors
    /// When the extension says no format, or one that cannot have the shape.
    pub fn of_shape(path: &Path, shape: Shape) -> Result<Self, Error> {
        let format = Self::of(path)?;
        if !shape.formats().contains(&format) {
            let known: Vec<_> = shape.formats().iter().map(|it| it.extension()).collect();
            return Err(Error::NotOfShape { path: path.to_owned(), shape: shape.label(), known: known.join("、") });
        }
        Ok(format)
    }

    /// The exported bytes; formats of data have the tables only.
    ///
    /// # Errors
    /// When the format cannot be made: no Chinese font for the PDF, a limit of the workbook format, no report.
    pub fn bytes(self, shape: Shape, filing: &Filing, engine: &Engine) -> Result<Vec<u8>, Error> {
        let report = || Report::of(filing, engine);
        let audit = || audit(filing, engine);
        let fonts = crate::jobs::machine::fonts::for_pages;
        Ok(match (self, shape) {
            (Self::Docx, Shape::Report) => export::docx::report(&report()?, filing),
            (Self::Pdf, Shape::Report) => export::pdf::report(&report()?, filing, &fonts()?)?,
            (Self::Html, Shape::Report) => export::html::report(&report()?, filing).into_bytes(),
            (Self::Docx | Self::Pdf, Shape::Audit) => self.audit(&audit(), filing)?,
            (Self::Xlsx, _) => export::xlsx::workbook(filing, engine)?,
            (Self::Docx, _) => export::docx::document(filing),
            (Self::Html, _) => export::html::page(filing).into_bytes(),
            (Self::Pdf, _) => export::pdf::document(filing, &fonts()?)?,
            (Self::Csv, _) => export::csv::table(filing),
            (Self::Json, _) => format!("{:#}\n", export::json::document(filing)).into_bytes(),
        })
    }

    /// An audit report as Word document, else as pages.
    fn audit(self, audit: &Audit<'_>, filing: &Filing) -> Result<Vec<u8>, Error> {
        Ok(match self {
            Self::Docx => export::docx::audit(audit, filing),
            _ => export::pdf::audit(audit, filing, &crate::jobs::machine::fonts::for_pages()?)?,
        })
    }
}

/// The audit report of a filing as it is checked now.
pub fn audit<'a>(filing: &'a Filing, engine: &Engine) -> Audit<'a> {
    Audit::of(filing, engine, &Zoned::now())
}

/// The pages of a filing as they are printed.
///
/// # Errors
/// When there is no Chinese font, or no report.
pub fn pages_to_print(filing: &Filing, engine: &Engine, shape: Shape) -> Result<Vec<u8>, Error> {
    Format::Pdf.bytes(shape, filing, engine)
}

/// Exports a filing to a file.
///
/// # Errors
/// When the format is not known, cannot be made, or the file cannot be written.
pub fn export(filing: &Filing, engine: &Engine, shape: Shape, path: &Path) -> Result<(), Error> {
    export_in_steps(filing, engine, shape, path, &Task::new(Cancel::default(), &|_progress| {}))
}

/// The same, telling how far it is; can be stopped until the file is written.
///
/// # Errors
/// As for [`export()`], and [`Error::Cancelled`].
pub fn export_in_steps(
    filing: &Filing,
    engine: &Engine,
    shape: Shape,
    path: &Path,
    task: &Task<'_>,
) -> Result<(), Error> {
    let format = Format::of_shape(path, shape)?;
    task.step(0, 2, &format!("正在生成 {}", format.label()))?;
    let bytes = format.bytes(shape, filing, engine)?;
    task.step(1, 2, "正在写入文件")?;
    Ok(write_atomically(path, &bytes)?)
}

/// Exports the audit report of a filing with a text from elsewhere, of that name, held against the tables.
///
/// # Errors
/// As for [`export()`].
pub fn export_audit(
    filing: &Filing,
    engine: &Engine,
    (name, text): (&str, &[String]),
    path: &Path,
) -> Result<(), Error> {
    let format = Format::of_shape(path, Shape::Audit)?;
    let audit = Audit::with_text(filing, engine, &Zoned::now(), name, text);
    Ok(write_atomically(path, &format.audit(&audit, filing)?)?)
}
