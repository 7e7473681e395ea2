//! `tianbao show F`: the values by cell id.

use std::path::PathBuf;

use clap::Args;

use super::ending::Ending;
use super::output::Output;
use super::session::Session;
use crate::export;
use crate::filing::Value;

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// 填报文件
    file: PathBuf,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        let filing = session.read(&self.file)?;
        if self.json {
            output.json(&export::json::document(&filing));
            return Ok(Ending::Fine);
        }
        let form = filing.form();
        output.line(format!("{}  {}  {}", form.id, filing.unit().name, filing.year_words()));
        for cell in form.cell_indices() {
            let it = form.cell(cell);
            let shown = match filing.value(cell) {
                Value::Blank => "（空）".to_owned(),
                Value::Number(number) => number.to_string(),
                Value::Text(text) => format!("“{text}”（不是数）"),
            };
            let note = filing.notes().get(&cell).map_or_else(String::new, |note| format!("  {note}"));
            output.line(format!("{:<12} {shown}  {}{note}", it.id.to_string(), it.name));
        }
        for (field, text) in filing.signoff().iter() {
            output.line(format!("{field}：{text}"));
        }
        for (about, remark) in filing.remarks() {
            output.line(format!("审核说明 {about}：{}", remark.text));
        }
        Ok(Ending::Fine)
    }
}
