//! What happens to tables on their way: every shape of real files that does not change what the figures mean.

use tianbao::form::CellIndex;

use super::page::{Box, Page, What};
use super::{Case, Random};

/// A trouble of real files.
#[derive(Clone, Copy)]
pub(crate) struct Noise {
    pub(crate) name: &'static str,
    pub(crate) apply: fn(&mut Case, &mut Random),
}

/// All noises. Each changes labels, layout or writing; what is expected changes only where a row or value goes missing.
pub(crate) const NOISES: &[Noise] = &[
    Noise { name: "plain", apply: |_, _| {} },
    Noise { name: "width", apply: width },
    Noise { name: "traditional", apply: traditional },
    Noise { name: "slips", apply: slips },
    Noise { name: "many_slips", apply: many_slips },
    Noise { name: "no_numbering", apply: no_numbering },
    Noise { name: "no_notes", apply: no_notes },
    Noise { name: "repeated", apply: repeated },
    Noise { name: "blank_below", apply: blank_below },
    Noise { name: "vertical", apply: vertical },
    Noise { name: "serial_and_remarks", apply: serial_and_remarks },
    Noise { name: "subtotals", apply: subtotals },
    Noise { name: "text_above", apply: text_above },
    Noise { name: "one_sheet", apply: one_sheet },
    Noise { name: "last_year_sheet", apply: last_year_sheet },
    Noise { name: "measures", apply: measures },
    Noise { name: "signs", apply: signs },
    Noise { name: "missing_rows", apply: missing_rows },
    Noise { name: "extra_rows", apply: extra_rows },
    Noise { name: "moved_rows", apply: moved_rows },
    Noise { name: "hidden_rows", apply: hidden_rows },
    Noise { name: "spread_heads", apply: spread_heads },
    Noise { name: "repeated_heads", apply: repeated_heads },
    Noise { name: "labels_of_2019", apply: labels_of_2019 },
    Noise { name: "spaced", apply: spaced },
    Noise { name: "one_row", apply: one_row },
];

fn labels(case: &mut Case) -> impl Iterator<Item = &mut Box> {
    let boxes = case.pages.iter_mut().flat_map(|page| &mut page.boxes);
    boxes.filter(|it| matches!(it.what, What::Head | What::Band | What::Stub))
}

fn figures(case: &mut Case) -> impl Iterator<Item = (CellIndex, &mut Box)> {
    let boxes = case.pages.iter_mut().flat_map(|page| &mut page.boxes);
    boxes.filter_map(|it| if let What::Figure(cell) = it.what { Some((cell, it)) } else { None })
}

fn width(case: &mut Case, _: &mut Random) {
    let wide =
        |c: char| if c.is_ascii_digit() || c == '-' { char::from_u32(u32::from(c) + 0xfee0).expect("wide") } else { c };
    figures(case).for_each(|(_, it)| it.text = it.text.chars().map(wide).collect());
    let narrow = |text: &str| text.replace('（', "(").replace('）', ")").replace('：', ":").replace('，', ",");
    labels(case).for_each(|it| it.text = narrow(&it.text));
}

fn traditional(case: &mut Case, _: &mut Random) {
    const WORDS: [(&str, &str); 3] = [("规范性文件", "規範性檔案"), ("信息", "資訊"), ("项目", "專案")];
    const CHARACTERS: &str = "规規请請办辦开開数數处處关關复復议議诉訟讼訟维維结結纠糾审審尚尚总總计計业業机機构構团團组組织織会會\
        属屬国國秘祕业業务務过過执執询詢卷卷现現没沒没沒创創制製补補后後内內容仍访訪举舉报報诉訴类類复複无無当當确確认認获獲\
        费費缴繳纳納转轉续續继繼续續单單时時网網传傳发發释釋稿稿条條经經济濟稳穩应應热熱与與统統标標号號动動与與对對额額额額购購强強罚罰许許证證据據";
    let pairs: Vec<char> = CHARACTERS.chars().filter(|c| !c.is_whitespace()).collect();
    let convert = |text: &str| {
        let text = WORDS.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
        let one = |c: char| pairs.chunks(2).find(|pair| pair[0] == c).map_or(c, |pair| pair[1]);
        text.chars().map(one).collect::<String>()
    };
    labels(case).for_each(|it| it.text = convert(&it.text));
    for page in &mut case.pages {
        // The unit's name stays as it is known.
        let titles = if page.texts.len() > 2 { 3 } else { 0 };
        page.texts.iter_mut().skip(titles).for_each(|text| *text = convert(text));
    }
}

/// One character wrong, missing, doubled or exchanged in some labels.
fn slips(case: &mut Case, random: &mut Random) {
    slip(case, random, 6, 4);
}

/// The same in short labels and in more of them.
fn many_slips(case: &mut Case, random: &mut Random) {
    slip(case, random, 3, 3);
}

/// Slips in one of so many labels of a length or more.
fn slip(case: &mut Case, random: &mut Random, length: usize, one_of: usize) {
    const KEPT: &str = "一二三四五六七八九（）().、0123456789";
    for it in labels(case) {
        let mut characters: Vec<char> = it.text.chars().collect();
        // Behind the numbering, and never the numeral of a band.
        let first = characters.iter().rposition(|c| KEPT.contains(*c)).filter(|at| *at < 4).map_or(0, |at| at + 1);
        if characters.len() < first + length || random.below(one_of) != 0 || characters.contains(&'第') {
            continue;
        }
        let at = first + 1 + random.below(characters.len() - first - 1);
        if KEPT.contains(characters[at]) || KEPT.contains(characters[at - 1]) {
            continue;
        }
        match random.below(4) {
            0 => {
                characters.remove(at);
            }
            1 => characters[at] = '某',
            2 => characters.insert(at, characters[at]),
            _ => characters.swap(at, at - 1),
        }
        it.text = characters.into_iter().collect();
    }
}

fn no_numbering(case: &mut Case, _: &mut Random) {
    for it in labels(case).filter(|it| it.what == What::Stub) {
        let rest = it.text.trim_start_matches(|c: char| "（一二三四五六七八九十）0123456789.、".contains(c));
        // 三类… and 一… begin with a numeral that is no numbering.
        let is_numbered = it.text.starts_with('（') || it.text.chars().nth(1).is_some_and(|c| c == '.' || c == '、');
        if is_numbered && !rest.is_empty() {
            it.text = rest.to_owned();
        }
    }
}

fn no_notes(case: &mut Case, _: &mut Random) {
    for it in labels(case) {
        if it.text.chars().count() > 12 && !it.text.starts_with('（') || it.text.contains("区分处理") {
            let end = it.text.char_indices().skip(4).find(|(_, c)| *c == '（').map(|(at, _)| at);
            it.text.truncate(end.unwrap_or(it.text.len()));
        }
        if let Some((first, _)) = it.text.split_once("、行政机关不再处理") {
            it.text = first.to_owned();
        }
    }
}

/// What is merged in the form is repeated in every place.
fn repeated(case: &mut Case, _: &mut Random) {
    for page in &mut case.pages {
        let boxes = std::mem::take(&mut page.boxes);
        for it in boxes {
            let copies = (0..it.rows).flat_map(|row| (0..it.columns).map(move |column| (row, column)));
            let copies =
                copies.filter(|(row, column)| !matches!(it.what, What::Figure(_)) || (*row == 0 && *column == 0));
            page.boxes.extend(copies.map(|(row, column)| Box {
                row: it.row + row,
                column: it.column + column,
                rows: 1,
                columns: 1,
                ..it.clone()
            }));
        }
    }
}

/// What is merged in the form stands in its first place, with blanks behind.
fn blank_below(case: &mut Case, _: &mut Random) {
    case.pages.iter_mut().flat_map(|page| &mut page.boxes).for_each(|it| (it.rows, it.columns) = (1, 1));
}

fn vertical(case: &mut Case, _: &mut Random) {
    for it in labels(case).filter(|it| it.what == What::Head || it.rows > 1) {
        let characters: Vec<String> = it.text.chars().map(String::from).collect();
        it.text = if it.rows > 1 {
            characters.join("\n")
        } else {
            characters.chunks(2).map(|two| two.concat()).collect::<Vec<_>>().join("\n")
        };
    }
}

fn spaced(case: &mut Case, _: &mut Random) {
    for it in labels(case).filter(|it| it.text.chars().count() <= 6) {
        it.text = it.text.chars().map(String::from).collect::<Vec<_>>().join("　");
    }
}

fn serial_and_remarks(case: &mut Case, _: &mut Random) {
    for page in &mut case.pages {
        let (rows, bottom) = (page.figure_rows(), page.height());
        let Some(first) = rows.first().copied() else { continue };
        page.insert_column(0);
        let right = page.width();
        let head = |text: &str, column| Box {
            row: first.saturating_sub(1),
            column,
            rows: 1,
            columns: 1,
            text: text.to_owned(),
            what: What::Other,
        };
        page.boxes.push(head("序号", 0));
        page.boxes.push(head("备注", right));
        for (number, row) in (1..).zip(first..bottom) {
            let text = |column, text: String| Box { row, column, rows: 1, columns: 1, text, what: What::Other };
            page.boxes.push(text(0, number.to_string()));
            if number % 5 == 0 {
                page.boxes.push(text(right, "见附件".to_owned()));
            }
        }
    }
}

/// A column 小计 behind the organisations, and a row 小计 under every group of several rows.
fn subtotals(case: &mut Case, _: &mut Random) {
    for page in &mut case.pages {
        let Some(over) = page.boxes.iter().find(|it| it.text == "法人或其他组织").cloned() else { continue };
        let behind = over.column + over.columns;
        let rows = page.figure_rows();
        page.insert_column(behind);
        if let Some(over) = page.boxes.iter_mut().find(|it| it.text == "法人或其他组织") {
            over.columns += 1;
        }
        page.boxes.push(Box {
            row: over.row + 1,
            column: behind,
            rows: 1,
            columns: 1,
            text: "小计".to_owned(),
            what: What::Other,
        });
        for row in rows {
            let sum = |from: u32, to: u32| -> i64 {
                let under = page.boxes.iter().filter(|it| it.row == row && matches!(it.what, What::Figure(_)));
                under.filter(|it| (from..to).contains(&it.column)).filter_map(|it| it.text.parse::<i64>().ok()).sum()
            };
            let text = sum(over.column, behind).to_string();
            page.boxes.push(Box { row, column: behind, rows: 1, columns: 1, text, what: What::Other });
        }
        let groups: Vec<Box> =
            page.boxes.iter().filter(|it| it.what == What::Stub && it.rows > 2 && it.rows < 10).cloned().collect();
        for group in groups.iter().rev() {
            let at = group.row + group.rows;
            page.insert_row(at);
            if let Some(it) = page.boxes.iter_mut().find(|it| it.row == group.row && it.column == group.column) {
                it.rows += 1;
            }
            let top = page.boxes.iter().position(|it| it.row < at && it.row + it.rows == at && it.column == 0);
            if let Some(top) = top {
                page.boxes[top].rows += 1;
            }
            page.boxes.push(Box {
                row: at,
                column: group.column + 1,
                rows: 1,
                columns: 1,
                text: "小计".to_owned(),
                what: What::Other,
            });
            for column in over.column - 1..=behind + 1 {
                let under = page.boxes.iter().filter(|it| it.column == column && (group.row..at).contains(&it.row));
                let sum: i64 = under.filter_map(|it| it.text.parse::<i64>().ok()).sum();
                page.boxes.push(Box { row: at, column, rows: 1, columns: 1, text: sum.to_string(), what: What::Other });
            }
        }
    }
}

fn text_above(case: &mut Case, _: &mut Random) {
    let Some(page) = case.pages.first_mut() else { return };
    let mut texts = vec![
        "本报告根据有关规定编制，由总体情况、主动公开政府信息情况等部分组成。".to_owned(),
        "去年以来，全年共新收政府信息公开申请12件，予以公开3件；行政复议1件。".to_owned(),
        "一、总体情况".to_owned(),
        "联系电话：0871-1234567，地址：某路2023号。".to_owned(),
    ];
    let at = page.texts.len().min(3);
    texts.extend(page.texts.drain(at..));
    page.texts.extend(texts);
}

fn one_sheet(case: &mut Case, _: &mut Random) {
    let mut all = Page { name: "统计表".to_owned(), ..Page::default() };
    let foot = case.pages.iter_mut().flat_map(|page| std::mem::take(&mut page.foot)).collect();
    for page in std::mem::take(&mut case.pages) {
        all.append(page);
    }
    all.foot = foot;
    case.pages = vec![all];
}

/// Other figures under the name of the year before.
fn last_year_sheet(case: &mut Case, random: &mut Random) {
    one_sheet(case, random);
    let mut before = case.pages[0].clone();
    let year = case.year;
    before.name = if random.below(2) == 0 { "上年".to_owned() } else { format!("{}年", year - 1) };
    for it in &mut before.boxes {
        if let (What::Figure(_), Ok(number)) = (it.what, it.text.parse::<i64>()) {
            it.text = (number + 3).to_string();
        }
        it.text = it.text.replace(&year.to_string(), &(year - 1).to_string());
    }
    before.foot.clear();
    "本年".clone_into(&mut case.pages[0].name);
    let at = random.below(2);
    case.pages.insert(at, before);
}

fn measures(case: &mut Case, _: &mut Random) {
    let form = case.form();
    for (number, (cell, it)) in figures(case).enumerate() {
        let is_money = form.cell(cell).is_money();
        let Ok(amount) = it.text.parse::<i64>() else { continue };
        it.text = match number % 3 {
            _ if is_money => format!("{}元", amount * 10_000),
            0 => thousands(amount),
            1 => format!("{amount}件"),
            2 if amount > 0 => format!(" {amount} "),
            _ => it.text.clone(),
        };
    }
}

fn thousands(amount: i64) -> String {
    let digits = amount.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|it| std::str::from_utf8(it).expect("digits")).collect();
    groups.join(",")
}

/// Signs for "no data" instead of some zeros: blanks, never zeros.
fn signs(case: &mut Case, random: &mut Random) {
    let mut blanked = Vec::new();
    for (cell, it) in figures(case) {
        if it.text == "0" && random.below(2) == 0 {
            ["/", "-", "—", "无", ""][random.below(5)].clone_into(&mut it.text);
            blanked.push(cell);
        }
    }
    for cell in blanked {
        case.expect_blank(cell);
    }
}

fn missing_rows(case: &mut Case, random: &mut Random) {
    for number in 0..case.pages.len() {
        let rows = case.pages[number].figure_rows();
        if rows.len() < 6 {
            continue;
        }
        for _ in 0..2 {
            let rows = case.pages[number].figure_rows();
            let row = rows[random.below(rows.len())];
            // The first row of a group carries the group's label.
            let page = &case.pages[number];
            if page.boxes.iter().any(|it| it.row == row && it.rows > 1) {
                continue;
            }
            let gone: Vec<CellIndex> = page
                .boxes
                .iter()
                .filter(|it| it.row == row)
                .filter_map(|it| if let What::Figure(cell) = it.what { Some(cell) } else { None })
                .collect();
            case.pages[number].remove_row(row);
            for cell in gone {
                case.expect_nothing(cell);
            }
        }
    }
}

fn extra_rows(case: &mut Case, random: &mut Random) {
    for page in &mut case.pages {
        let rows = page.figure_rows();
        if rows.len() < 2 {
            continue;
        }
        let row = rows[random.below(rows.len() - 1)] + 1;
        if page.boxes.iter().any(|it| it.row < row && it.row + it.rows > row && it.what != What::Stub) {
            continue;
        }
        let stub = page.boxes.iter().filter(|it| it.row == row - 1 && it.what == What::Stub).max_by_key(|it| it.column);
        let Some(column) = stub.map(|it| it.column) else { continue };
        let columns: Vec<u32> = page
            .boxes
            .iter()
            .filter(|it| it.row == row - 1 && matches!(it.what, What::Figure(_)))
            .map(|it| it.column)
            .collect();
        page.insert_row(row);
        let text = ["其他主动公开文件", "本地区补充统计事项", "备注"][random.below(3)].to_owned();
        page.boxes.push(Box { row, column, rows: 1, columns: 1, text, what: What::Other });
        for column in columns {
            page.boxes.push(Box { row, column, rows: 1, columns: 1, text: "77".to_owned(), what: What::Other });
        }
    }
}

/// Two rows of a group exchanged, with their labels.
fn moved_rows(case: &mut Case, random: &mut Random) {
    for page in &mut case.pages {
        let rows = page.figure_rows();
        let is_plain = |row: u32| !page.boxes.iter().any(|it| it.row == row && (it.rows > 1 || it.what == What::Band));
        let pairs: Vec<(u32, u32)> = rows
            .windows(2)
            .map(|pair| (pair[0], pair[1]))
            .filter(|(a, b)| a + 1 == *b && is_plain(*a) && is_plain(*b))
            .collect();
        if pairs.is_empty() {
            continue;
        }
        let (a, b) = pairs[random.below(pairs.len())];
        for it in &mut page.boxes {
            if it.row == a {
                it.row = b;
            } else if it.row == b {
                it.row = a;
            }
        }
    }
}

fn hidden_rows(case: &mut Case, random: &mut Random) {
    for page in &mut case.pages {
        let rows = page.figure_rows();
        page.hidden_rows.push(rows[random.below(rows.len())]);
    }
}

/// Heads of more than four characters on two rows.
fn spread_heads(case: &mut Case, _: &mut Random) {
    for page in &mut case.pages {
        let Some(row) = page.boxes.iter().filter(|it| it.text == "社会公益组织").map(|it| it.row).next() else {
            continue;
        };
        page.insert_row(row + 1);
        let mut parts = Vec::new();
        for it in page.boxes.iter_mut().filter(|it| it.what == What::Head && it.row == row && it.rows == 1) {
            let characters: Vec<char> = it.text.chars().collect();
            let half = if characters.len() >= 4 { characters.len() / 2 } else { characters.len() };
            it.text = characters[..half].iter().collect();
            if half < characters.len() {
                parts.push(Box { row: row + 1, text: characters[half..].iter().collect(), ..it.clone() });
            }
        }
        page.boxes.extend(parts);
    }
}

/// The heads come again in the middle, as after a page break.
fn repeated_heads(case: &mut Case, _: &mut Random) {
    for page in &mut case.pages {
        let rows = page.figure_rows();
        let Some(first) = rows.first().copied() else { continue };
        // Only a table with the same heads throughout has them again.
        if rows.len() < 20 || page.boxes.iter().any(|it| it.what == What::Band) {
            continue;
        }
        let heads: Vec<Box> = page.boxes.iter().filter(|it| it.what == What::Head && it.row < first).cloned().collect();
        let count = heads.iter().map(|it| it.row + it.rows).max().unwrap_or(0)
            - heads.iter().map(|it| it.row).min().unwrap_or(0);
        // Before a row at which a label of the first column begins, so that nothing merged is cut.
        let Some(at) = page
            .boxes
            .iter()
            .filter(|it| it.what == What::Stub && it.column == 0 && it.row > first + 3)
            .map(|it| it.row)
            .min()
        else {
            continue;
        };
        (0..count).for_each(|_| page.insert_row(at));
        page.boxes.extend(heads.into_iter().map(|it| Box { row: it.row + at - (first - count), ..it }));
    }
}

/// The label of 2019 in a form of 2021, which prints 其他处理 as one row there.
fn labels_of_2019(case: &mut Case, _: &mut Random) {
    if case.form().id != "zfxxgk-2021" {
        return;
    }
    labels(case).filter(|it| it.text == "行政规范性文件").for_each(|it| "规范性文件".clone_into(&mut it.text));
}

/// （六）其他处理 as one row with the sums: 0 says that all its rows are 0, any other number says nothing of them.
fn one_row(case: &mut Case, _: &mut Random) {
    for number in 0..case.pages.len() {
        let page = &mut case.pages[number];
        let group = page.boxes.iter().position(|it| it.text.starts_with("（六）其他处理") && it.rows == 3);
        let Some(group) = group else { continue };
        let is_prior = ["上年".to_owned(), format!("{}年", case.year - 1)].contains(&page.name);
        let (row, column) = (page.boxes[group].row, page.boxes[group].column);
        let mut sums: std::collections::BTreeMap<u32, (i64, Vec<CellIndex>)> = std::collections::BTreeMap::new();
        for it in page.boxes.iter().filter(|it| (row..row + 3).contains(&it.row)) {
            if let What::Figure(cell) = it.what {
                let sum = sums.entry(it.column).or_default();
                sum.0 += it.text.parse::<i64>().unwrap_or(0);
                sum.1.push(cell);
            }
        }
        page.remove_row(row + 2);
        page.remove_row(row + 1);
        page.boxes.retain(|it| it.row != row || it.column <= column);
        if let Some(group) = page.boxes.iter_mut().find(|it| it.row == row && it.column == column) {
            (group.rows, group.columns) = (1, 2);
        }
        for (column, (sum, cells)) in sums {
            let text = sum.to_string();
            case.pages[number].boxes.push(Box { row, column, rows: 1, columns: 1, text, what: What::Other });
            if sum != 0 && !is_prior {
                for cell in cells {
                    case.expect_nothing(cell);
                }
            }
        }
    }
}
