//! What the threads of a desk say, taken into its tab.

use std::sync::Arc;

use crate::aggregate::Tree;
use crate::app::model::running::Running;
use crate::app::model::tab_id::TabId;
use crate::app::pages::desk::look::Typed;
use crate::app::pages::desk::said::DeskNews;
use crate::app::pages::desk::tab::Asked;
use crate::app::window::Window;
use crate::app::window::dialog::Dialog;
use crate::form::Severity;
use crate::jobs::collecting::News;
use crate::jobs::progress::Progress;
use crate::jobs::workspaces;

impl Window {
    /// Takes what a thread said about a desk.
    pub(crate) fn take_desk_news(&mut self, tab: TabId, news: DeskNews) {
        match news {
            DeskNews::Collected(news) => self.collected(tab, news),
            DeskNews::JobOver(job) => self.running.retain(|it| it.job != job),
            DeskNews::Failed(sentence) => self.toast(sentence, Some(Severity::Error), None),
            DeskNews::Wrote { sentence, path } => self.toast(sentence, None, Some(path)),
            DeskNews::WroteAggregate(path) => {
                if let Some(desk) = self.tabs.desk_mut(tab) {
                    let folder = workspaces::folder(&desk.document.path);
                    let written = workspaces::written(&path, &folder);
                    desk.desk.change(|workspace| workspace.aggregate = Some(written));
                }
                self.toast(format!("汇总表已存为 {}", path.display()), None, Some(path));
            }
            DeskNews::Units { name, tree, for_dialog } => self.units_read(tab, name, tree, for_dialog),
            other => self.take_found(tab, other),
        }
    }

    fn take_found(&mut self, tab: TabId, news: DeskNews) {
        let Some(desk) = self.tabs.desk_mut(tab) else { return };
        match news {
            DeskNews::Reviewed { revision, looks } => desk.review = Some((revision, looks)),
            DeskNews::Compared { revision, found } => {
                if let Some(typed) = desk.typed.as_mut().filter(|_| desk.asked.compare == Some(revision)) {
                    typed.found = Some(found);
                }
            }
            DeskNews::Typed { name, contribution } => {
                let form = desk.document.filing.form();
                let is_same = contribution.form.id == form.id;
                let converted =
                    if is_same { Some(*contribution) } else { contribution.converted(form).map(|(it, _)| it) };
                match converted {
                    Some(it) => {
                        let values = it.part.column.values().map(|(_, value)| value).collect();
                        desk.typed = Some(Typed { name, values: Arc::new(values), found: None });
                        desk.asked.compare = None;
                    }
                    None => self.toast(format!("{name} 的表式与汇总的不同，不能比对"), Some(Severity::Error), None),
                }
            }
            DeskNews::Earlier { path, earlier } => {
                let folder = workspaces::folder(&desk.document.path);
                let written = workspaces::written(&path, &folder);
                let year = earlier.aggregate.year();
                desk.years.add(earlier, desk.desk.workspace().units());
                desk.asked = Asked::default();
                if !desk.desk.workspace().earlier.contains(&written) {
                    desk.desk.change(|workspace| workspace.earlier.push(written));
                    self.say(format!("已附上 {year} 年度的汇总"), None);
                }
            }
            _ => {}
        }
    }

    fn collected(&mut self, tab: TabId, news: News) {
        let job = self.next_job();
        let Some(desk) = self.tabs.desk_mut(tab) else { return };
        match news {
            News::Begins(cancel) => {
                desk.away = None;
                desk.reading = Some(job);
                self.running.push(Running { job, progress: Progress::default(), cancel });
            }
            News::Progress(progress) => {
                let reading = desk.reading;
                let of_desk = self.running.iter_mut().filter(|it| Some(it.job) == reading);
                of_desk.for_each(|it| it.progress = progress.clone());
            }
            News::Came { received, failed, gone } => {
                for file in gone {
                    desk.desk.gone(&file);
                }
                if !received.is_empty() || !failed.is_empty() {
                    desk.desk.arrive(received, failed);
                }
            }
            News::Done { files, is_stopped } => {
                let reading = desk.reading.take();
                self.running.retain(|it| Some(it.job) != reading);
                if is_stopped {
                    let sentence = format!("已停止读取，读了 {files} 个文件；按“重新读取”接着读");
                    return self.say(sentence, Some(Severity::Warning));
                }
                desk.desk.forget_missing();
            }
            News::Away(sentence) => desk.away = Some(sentence),
        }
    }

    fn units_read(&mut self, tab: TabId, name: String, tree: Tree, for_dialog: bool) {
        if for_dialog {
            if let Some(Dialog::NewDesk(new)) = self.shown_dialog() {
                new.from_file = Some((name, tree));
            }
            return;
        }
        let Some(desk) = self.tabs.desk_mut(tab) else { return };
        let added = desk.desk.add_list(&tree);
        self.say(format!("名单 {name} 有 {} 个单位，新增 {added} 个", tree.len()), None);
    }
}
