//! The sign-off fields that a line of text fills in.

use crate::form::Form;

/// The sign-off fields that a line of text fills in.
pub(in crate::import::understanding) fn signoff(line: &str, form: &Form) -> Vec<(String, String)> {
    if !line.contains([':', '：']) {
        return Vec::new();
    }
    let line: String = line.chars().map(|c| if c == ':' { '：' } else { c }).collect();
    let mut starts: Vec<(usize, usize, &str)> = form
        .signoff
        .iter()
        .filter_map(|field| {
            let at = line.find(field.as_str())?;
            let behind = line.get(at + field.len()..)?;
            let colon = behind.find('：')?;
            let is_note = behind.get(..colon)?.chars().all(|c| c.is_whitespace() || "（）()签章盖字".contains(c));
            is_note.then_some((at, at + field.len() + colon + '：'.len_utf8(), field.as_str()))
        })
        .collect();
    starts.sort_unstable();
    let ends = starts.iter().skip(1).map(|(at, ..)| *at).chain([line.len()]).collect::<Vec<_>>();
    let texts = starts.iter().zip(ends).filter_map(|((_, from, field), to)| {
        let text = line.get(*from..to)?.trim().trim_end_matches(['，', ',', '；', ';']).trim();
        (!text.is_empty() && !text.contains('：')).then(|| ((*field).to_owned(), text.to_owned()))
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::signoff;
    use crate::form::Catalogue;

    #[test]
    fn the_foot() {
        let form = Catalogue::shipped().get("zfxxgk-2014").expect("shipped");
        let fields = signoff("单位负责人:陈 奇 审核人:李志远 填报人:文也平", &form);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(field, text)| (field.as_str(), text.as_str())).collect();
        assert_eq!(fields, [("单位负责人", "陈 奇"), ("审核人", "李志远"), ("填报人", "文也平")]);
        assert_eq!(signoff("联系电话：2133791　填报日期：2018年2月8日", &form).len(), 2);
        assert!(signoff("单位负责人：　审核人：　填报人：", &form).is_empty());
    }
}
