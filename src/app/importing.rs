//! Files of other kinds, dropped on the window or chosen: what becomes of them.

use std::path::Path;

use super::App;
use crate::form::Severity;

impl App {
    /// Takes the figures of a file of another kind.
    pub(super) fn import(&mut self, path: &Path) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let sentence = format!("“{name}”不是填报文件；这里可以打开扩展名为 tianbao 的文件");
        self.toast(sentence, Some(Severity::Error), None);
    }
}
