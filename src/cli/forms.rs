//! `tianbao forms [ID]`: the forms at hand, or one with its cells and relations.

use std::path::Path;
use std::sync::Arc;

use anyhow::bail;
use clap::Args;
use serde_json::{Value as Json, json};

use super::diagnose;
use super::ending::Ending;
use super::output::Output;
use super::session::Session;
use crate::check::{Rulebook, soundness};
use crate::form::{Form, Period};
use crate::jobs;

#[derive(Debug, Args)]
pub(crate) struct Forms {
    /// 表式编号，如 zfxxgk-2021；也可以是一个待检查的表式文件（*.toml）
    id: Option<String>,
    /// 检查表式本身：互相矛盾、可由其他关系推出的勾稽关系，没有关系涉及的单元格
    #[arg(long, requires = "id")]
    diagnose: bool,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Forms {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        match &self.id {
            None => self.list(session, output),
            Some(file) if Path::new(file).extension().is_some_and(|it| it == "toml") => {
                let path = Path::new(file);
                let read = if self.diagnose { jobs::forms::read(path) } else { jobs::forms::load(path) };
                let form = match read {
                    Ok(form) => form,
                    Err(problems) => bail!(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
                };
                if self.diagnose {
                    let problems = soundness::problems(&form, file);
                    return Ok(diagnose::run(&Rulebook::new(Arc::new(form)), &problems, self.json, output));
                }
                self.one(&form, output);
            }
            Some(id) if self.diagnose => {
                return Ok(diagnose::run(&Rulebook::new(session.form(id)?), &[], self.json, output));
            }
            Some(id) => self.one(&*session.form(id)?, output),
        }
        Ok(Ending::Fine)
    }

    fn list(&self, session: &Session, output: &mut Output) {
        let forms = session.catalogue.all();
        if self.json {
            let list = forms.iter().map(
                |form| json!({ "id": form.id, "title": form.title, "years": years(form), "issued_by": form.issued_by }),
            );
            output.json(&Json::Array(list.collect()));
            return;
        }
        for form in forms {
            let until = form.last_year.map_or_else(|| "起".to_owned(), |last| format!("—{last} 年度"));
            output.line(format!(
                "{}  {} {}{until}  {}  {} 个单元格，{} 条勾稽关系",
                form.id,
                form.title,
                form.first_year,
                form.issued_by,
                form.cells.len(),
                form.relations.len()
            ));
        }
    }

    fn one(&self, form: &Form, output: &mut Output) {
        if self.json {
            output.json(&describe(form));
            return;
        }
        output.line(format!("{}  {}（{}）", form.id, form.title, form.issued_by));
        for cell in &form.cells {
            output.line(format!("{:<12} {}  {}", cell.id.to_string(), cell.name, cell.measure));
        }
        output.line("");
        for relation in &form.relations {
            output.line(format!("{:<28} {}  {}", relation.id.to_string(), relation.severity.word(), relation.text));
        }
    }
}

fn years(form: &Form) -> Json {
    json!([form.first_year, form.last_year])
}

/// A form in the shape of the contract.
fn describe(form: &Form) -> Json {
    let cells = form.cells.iter().map(|cell| {
        let row = &form.rows[cell.row.position()];
        json!({
            "id": cell.id,
            "row": row.printed_label(),
            "column": cell.column,
            "name": cell.name,
            "measure": cell.measure,
            "decimals": cell.decimals,
            "signed": cell.signed,
            "additive": cell.is_additive,
        })
    });
    let relations = form.relations.iter().map(|relation| {
        let ids =
            |period| relation.cells(period).into_iter().map(|cell| form.cell(cell).id.to_string()).collect::<Vec<_>>();
        json!({
            "id": relation.id.as_str(),
            "kind": relation.kind,
            "severity": relation.severity.as_str(),
            "cells": ids(Period::This),
            "prior_cells": ids(Period::Prior),
            "text": relation.text,
            "source": relation.source,
        })
    });
    json!({
        "id": form.id,
        "title": form.title,
        "years": years(form),
        "issued_by": form.issued_by,
        "cells": cells.collect::<Vec<_>>(),
        "relations": relations.collect::<Vec<_>>(),
    })
}
