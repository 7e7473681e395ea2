//! The list of all relations as a document: `docs/RULES.md` is made by [`markdown`], and a test keeps it current.

use std::fmt::Write as _;

use super::cells::CELL_KINDS;
use super::copied::COPIED;
use super::kinds::{KINDS, help};
use crate::form::{Form, Period, Relation, Term};

/// All kinds and all relations of the given forms, as Markdown.
pub fn markdown(forms: &[&Form]) -> String {
    let mut text = String::from(
        "# Relations (勾稽关系)\n\nGenerated from `assets/forms/*.toml` and `assets/kinds.toml`; a test keeps it current (`TIANBAO_UPDATE=1 cargo test rules_document` rewrites it).\n",
    );
    text.push_str("\n## Kinds\n\n| kind | 名称 | 审核什么 | 为什么 | 例 | 怎么办 |\n|---|---|---|---|---|---|\n");
    let names = KINDS.iter().map(|kind| kind.name()).chain(CELL_KINDS.iter().map(|kind| kind.name()));
    for name in names.chain([COPIED]) {
        let help = help(name);
        line(&mut text, &[&format!("`{name}`"), &help.title, &help.finds, &help.why, &help.example, &help.advice]);
    }
    for form in forms {
        form_section(&mut text, form);
    }
    text
}

fn form_section(text: &mut String, form: &Form) {
    let years =
        form.last_year.map_or_else(|| format!("{}–", form.first_year), |last| format!("{}–{last}", form.first_year));
    // Writing to a `String` cannot fail.
    write!(
        text,
        "\n## {} ({years}, {})\n\n{} cells, {} relations.\n\n",
        form.id,
        form.issued_by,
        form.cells.len(),
        form.relations.len()
    )
    .ok();
    text.push_str("| relation | kind | 程度 | 性质 | 关系 | 算式 | 依据 |\n|---|---|---|---|---|---|---|\n");
    for relation in &form.relations {
        let formula = format!("{} ⟷ {}", side(form, &relation.left), side(form, &relation.right));
        line(
            text,
            &[
                &format!("`{}`", relation.id),
                &relation.kind,
                relation.severity.word(),
                relation.mark.word(),
                &relation.text,
                formula_of(relation, &formula),
                &relation.source,
            ],
        );
    }
}

fn formula_of<'a>(relation: &Relation, formula: &'a str) -> &'a str {
    if relation.right.is_empty() { formula.trim_end_matches([' ', '⟷']) } else { formula }
}

fn side(form: &Form, terms: &[Term]) -> String {
    let mut side = String::new();
    for (position, term) in terms.iter().enumerate() {
        side.push_str(match (position, term.is_minus) {
            (0, false) => "",
            (_, true) => " − ",
            (_, false) => " + ",
        });
        if term.period == Period::Prior {
            side.push_str("上年 ");
        }
        side.push_str(form.cell(term.cell).id.as_str());
    }
    side
}

fn line(text: &mut String, fields: &[&str]) {
    text.push('|');
    for field in fields {
        write!(text, " {} |", field.replace('|', "\\|")).ok();
    }
    text.push('\n');
}
