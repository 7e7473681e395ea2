//! What the threads of a desk say, taken into its tab.

use std::sync::Arc;

use crate::aggregate::Tree;
use crate::app::model::running::Running;
use crate::app::model::tab_id::TabId;
use crate::app::pages::desk::DeskPage;
use crate::app::pages::desk::dialogs::Dialog;
use crate::app::pages::desk::look::Typed;
use crate::app::pages::desk::said::DeskNews;
use crate::app::pages::desk::tab::Asked;
use crate::app::pages::desk::tab::OpenDesk;
use crate::app::window::Window;
use crate::form::Severity;
use crate::jobs::collecting::News;
use crate::jobs::progress::Progress;
use crate::jobs::workspaces;

impl DeskPage {
    /// Takes what a thread said about a desk.
    pub(in crate::app::pages::desk) fn take_desk_news(&mut self, window: &mut Window, tab: TabId, news: DeskNews) {
        match news {
            DeskNews::Collected(news) => self.collected(window, tab, news),
            DeskNews::JobOver(job) => {
                window.job_over(job);
            }
            DeskNews::Progress { job, progress } => window.job_goes_on(job, &progress),
            DeskNews::Failed(sentence) => window.toast(sentence, Some(Severity::Error), None),
            DeskNews::Wrote { sentence, path } => window.toast(sentence, None, Some(path)),
            DeskNews::WroteAggregate(path) => {
                if let Some(mut desk) = OpenDesk::of(&mut self.desks, &mut window.tabs, tab) {
                    let folder = workspaces::folder(&desk.document.path);
                    let written = workspaces::written(&path, &folder);
                    desk.desk.change(|workspace| workspace.aggregate = Some(written));
                }
                window.toast(format!("汇总表已存为 {}", path.display()), None, Some(path));
            }
            DeskNews::Units { name, tree, for_dialog } => self.units_read(window, tab, name, tree, for_dialog),
            other => self.take_found(window, tab, other),
        }
    }

    fn take_found(&mut self, window: &mut Window, tab: TabId, news: DeskNews) {
        let Some(desk) = OpenDesk::of(&mut self.desks, &mut window.tabs, tab) else { return };
        let (desk, sum) = desk.parts();
        match news {
            DeskNews::Reviewed { revision, looks } => desk.review = Some((revision, looks)),
            DeskNews::Compared { revision, found } => {
                if let Some(typed) = desk.typed.as_mut().filter(|_| desk.asked.compare == Some(revision)) {
                    typed.found = Some(found);
                }
            }
            DeskNews::Typed { name, contribution } => {
                let form = sum.filing.form();
                let is_same = contribution.form.id == form.id;
                let converted =
                    if is_same { Some(*contribution) } else { contribution.converted(form).map(|(it, _)| it) };
                match converted {
                    Some(it) => {
                        let values = it.part.column.values().map(|(_, value)| value).collect();
                        desk.typed = Some(Typed { name, values: Arc::new(values), found: None });
                        desk.asked.compare = None;
                    }
                    None => window.toast(format!("{name} 的表式与汇总的不同，不能比对"), Some(Severity::Error), None),
                }
            }
            DeskNews::Earlier { path, earlier } => {
                let folder = workspaces::folder(&sum.path);
                let written = workspaces::written(&path, &folder);
                let year = earlier.aggregate.year();
                desk.years.add(earlier, desk.desk.workspace().units());
                desk.asked = Asked::default();
                if !desk.desk.workspace().earlier.contains(&written) {
                    desk.desk.change(|workspace| workspace.earlier.push(written));
                    window.say(format!("已附上 {year} 年度的汇总"), None);
                }
            }
            _ => {}
        }
    }

    fn collected(&mut self, window: &mut Window, tab: TabId, news: News) {
        let job = window.next_job();
        let Some(mut desk) = OpenDesk::of(&mut self.desks, &mut window.tabs, tab) else { return };
        match news {
            News::Begins(cancel) => {
                desk.away = None;
                desk.reading = Some(job);
                window.running.push(Running { job, progress: Progress::default(), cancel });
            }
            News::Progress(progress) => {
                let reading = desk.reading;
                let of_desk = window.running.iter_mut().filter(|it| Some(it.job) == reading);
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
                window.running.retain(|it| Some(it.job) != reading);
                if is_stopped {
                    let sentence = format!("已停止读取，读了 {files} 个文件；按“重新读取”接着读");
                    return window.say(sentence, Some(Severity::Warning));
                }
                desk.desk.forget_missing();
            }
            News::Away(sentence) => desk.away = Some(sentence),
        }
    }

    fn units_read(&mut self, window: &mut Window, tab: TabId, name: String, tree: Tree, for_dialog: bool) {
        if for_dialog {
            if let Some(Dialog::NewDesk(new)) = window.shown(&mut self.dialogs) {
                new.from_file = Some((name, tree));
            }
            return;
        }
        let Some(mut desk) = OpenDesk::of(&mut self.desks, &mut window.tabs, tab) else { return };
        let added = desk.desk.add_list(&tree);
        window.say(format!("名单 {name} 有 {} 个单位，新增 {added} 个", tree.len()), None);
    }
}
