//! `tianbao forms ID --diagnose`: what is odd about the relations of a form.

use serde_json::{Value as Json, json};

use super::ending::Ending;
use super::output::Output;
use crate::check::Rulebook;
use crate::check::diagnose::{Diagnosis, diagnose};
use crate::form::{CellIndex, Form, Problem};

/// Reports on a form; `problems` are those that keep it from being used.
pub(super) fn run(book: &Rulebook, problems: &[Problem], is_json: bool, output: &mut Output) -> Ending {
    let diagnosis = diagnose(book);
    if is_json {
        output.json(&document(book.form(), &diagnosis, problems));
    } else {
        print(book.form(), &diagnosis, problems, output);
    }
    if problems.is_empty() && diagnosis.contradictions.is_empty() { Ending::Fine } else { Ending::Findings }
}

fn relations(form: &Form, relations: &[usize]) -> Vec<String> {
    relations.iter().map(|relation| form.relations[*relation].id.to_string()).collect()
}

fn cells(form: &Form, cells: &[CellIndex]) -> Vec<String> {
    cells.iter().map(|cell| form.cell(*cell).id.to_string()).collect()
}

fn document(form: &Form, diagnosis: &Diagnosis, problems: &[Problem]) -> Json {
    let contradictions = diagnosis
        .contradictions
        .iter()
        .map(|it| json!({ "relations": relations(form, &it.relations), "cells": cells(form, &it.cells) }));
    let groups = diagnosis.dependencies.iter().map(|it| {
        json!({
            "relations": relations(form, &it.relations),
            "following": relations(form, &it.following),
            "independent": it.relations.len() - it.following.len(),
        })
    });
    let implied = diagnosis
        .implied
        .iter()
        .map(|it| json!({ "relation": form.relations[it.relation].id.as_str(), "by": relations(form, &it.by) }));
    json!({
        "form": form.id,
        "relations": form.relations.len(),
        "hard": diagnosis.hard,
        "problems": problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "contradictions": contradictions.collect::<Vec<_>>(),
        "groups": groups.collect::<Vec<_>>(),
        "implied": implied.collect::<Vec<_>>(),
        "unwatched": cells(form, &diagnosis.unwatched),
        "only_warned": cells(form, &diagnosis.only_warned),
    })
}

fn print(form: &Form, diagnosis: &Diagnosis, problems: &[Problem], output: &mut Output) {
    output.line(format!(
        "{}  {}：{} 个单元格，{} 条勾稽关系，其中 {} 条是本表之内的“错误”级关系",
        form.id,
        form.title,
        form.cells.len(),
        form.relations.len(),
        diagnosis.hard
    ));
    for problem in problems {
        output.line(format!("[错误] {problem}"));
    }
    if diagnosis.contradictions.is_empty() {
        output.line("互相矛盾的关系：没有");
    }
    for it in &diagnosis.contradictions {
        output.line(format!(
            "[矛盾] {} 合在一起，使单元格 {} 只能是 0",
            relations(form, &it.relations).join("、"),
            cells(form, &it.cells).join("、")
        ));
    }
    if diagnosis.dependencies.is_empty() && diagnosis.implied.is_empty() {
        output.line("可由其他关系推出的关系：没有");
    }
    for it in &diagnosis.dependencies {
        output.line(format!(
            "[相关] {} 条关系为一组，其中 {} 条可由其余各条推出（如 {}）：",
            it.relations.len(),
            it.following.len(),
            relations(form, &it.following).join("、")
        ));
        output.line(format!("       {}", relations(form, &it.relations).join("、")));
    }
    for it in &diagnosis.implied {
        let by = relations(form, &it.by);
        let by = if by.is_empty() { "各格不小于 0".to_owned() } else { by.join("、") };
        output.line(format!("[多余] {} 可由 {by} 推出", form.relations[it.relation].id));
    }
    for (what, list) in
        [("没有任何关系涉及的单元格", &diagnosis.unwatched), ("只有警告、提示涉及的单元格", &diagnosis.only_warned)]
    {
        if list.is_empty() {
            output.line(format!("{what}：没有"));
        } else {
            output.line(format!("{what}：{} 个", list.len()));
            for cell in list {
                output.line(format!("       {:<12} {}", form.cell(*cell).id.to_string(), form.cell(*cell).name));
            }
        }
    }
}
