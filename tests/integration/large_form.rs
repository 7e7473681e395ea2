//! A long form that no office has: 10,000 rows of ten columns, with a total in every row and totals under every block.
//! Made for tests and benches of speed; `benches/speed.rs` reads this file too.

use std::fmt::Write as _;
use std::sync::Arc;

use tianbao::filing::{Filing, Unit, Value};
use tianbao::form::Form;

/// How many blocks the form has; each has a heading and a hundred rows, the last of which is the block's total.
pub(crate) const BLOCKS: usize = 100;

/// The form as a form file.
pub(crate) fn source() -> String {
    let mut text = String::from(
        "format = 1\nid = \"large\"\ntitle = \"长表\"\nissued_by = \"测试\"\nyears = { from = 2021 }\nusage = \"测试\"\n\
         signoff = [\"填报人\"]\nseal = false\n\n[[table]]\nid = \"1\"\nsection = \"长表\"\n\
         widths = [6, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\nrepeat_heads = 1\n\n[[table.part]]\nstub = \"indented\"\n\
         measure = \"件\"\nheads = [[{ text = \"指标\" }",
    );
    // Writing to a `String` cannot fail.
    for letter in 'a'..='j' {
        write!(text, ", {{ text = \"{}\" }}", column(letter)).ok();
    }
    text.push_str("]]\ncolumns = [\n");
    for letter in 'a'..='j' {
        writeln!(text, "  {{ letter = \"{letter}\", label = \"{}\" }},", column(letter)).ok();
    }
    text.push_str("]\nrows = [\n");
    for block in 1..=BLOCKS {
        writeln!(text, "  {{ code = \"{block}\", label = \"第{block}组\", group = true }},").ok();
        for row in 1..=99 {
            writeln!(text, "  {{ code = \"{block}.{row}\", label = \"第{block}组第{row}项\" }},").ok();
        }
        writeln!(text, "  {{ code = \"{block}.100\", label = \"第{block}组合计\" }},").ok();
    }
    let blocks = (1..=BLOCKS).map(|block| format!("\"{block}\"")).collect::<Vec<_>>().join(", ");
    write!(
        text,
        "]\n\n[[relation]]\nid = \"row-total.{{r}}\"\nkind = \"total\"\nseverity = \"error\"\nmark = \"logic\"\n\
         each = {{ r = [\"*.*\"] }}\nleft = [\"{{r}}.j\"]\nright = [\"{{r}}.[a-i]\"]\ntext = \"合计等于各列之和\"\nsource = \"测试\"\n\n\
         [[relation]]\nid = \"column-total.{{b}}.{{c}}\"\nkind = \"total\"\nseverity = \"error\"\nmark = \"logic\"\n\
         each = {{ b = [{blocks}], c = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"j\"] }}\n\
         left = [\"{{b}}.100.{{c}}\"]\nright = [\"{{b}}.[1-99].{{c}}\"]\ntext = \"组合计等于各项之和\"\nsource = \"测试\"\n",
    )
    .ok();
    text
}

fn column(letter: char) -> String {
    if letter == 'j' { "合计".to_owned() } else { format!("{}列", letter.to_ascii_uppercase()) }
}

/// The parsed form.
pub(crate) fn form() -> Arc<Form> {
    Arc::new(Form::parse("large.toml", &source()).expect("a sound form"))
}

/// A filing in which every cell is filled and every relation holds.
pub(crate) fn filled(form: Arc<Form>) -> Filing {
    let value = |id: &str| {
        let mut parts = id.split('.');
        let _block = parts.next();
        let row: i64 = parts.next().and_then(|row| row.parse().ok()).expect("a row");
        let column = parts.next().and_then(|column| column.bytes().next()).expect("a column");
        // Row n has n in every column: 9 n in its total; the block's total is the sum of 1 to 99.
        let rows = if row == 100 { 4950 } else { row };
        Value::whole(if column == b'j' { 9 * rows } else { rows })
    };
    let mut filing = Filing::new(form, Unit::named("某某市人民政府"), 2024);
    let changes: Vec<_> =
        filing.form().cell_indices().map(|cell| (cell, value(filing.form().cell(cell).id.as_str()))).collect();
    let edit = filing.cells_edit(changes).expect("a change");
    filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
    filing
}
