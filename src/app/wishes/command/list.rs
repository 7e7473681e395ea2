//! The list of commands: a new one is an entry here, and a line in the place that does it.

use egui::Key;
use egui_material_icons::icons;

use super::entry::{Entry, Is, alt, ctrl, ctrl_shift, key, shift};
use crate::jobs::export::Shape;

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident: $entry:expr,)*) => {
        /// What a user can do without saying more.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Command {
            $($(#[$doc])* $name,)*
        }

        impl Command {
            /// All commands.
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)*];

            /// What is known about it.
            pub(crate) fn entry(self) -> Entry {
                match self {
                    $(Self::$name => $entry,)*
                }
            }
        }
    };
}

commands! {
    /// To the start page.
    New: Entry::new("新建", "回到开始页，新建填报", icons::ICON_ADD).key(ctrl(Key::N)).is(&[Is::Anywhere]),
    /// Choose a file and open it.
    Open: Entry::new("打开", "打开填报文件", icons::ICON_FOLDER_OPEN).key(ctrl(Key::O)).is(&[Is::Anywhere]),
    /// The figures of a file of another kind.
    Import: Entry::new("导入…", "从 Excel、Word、网页等文件导入数字，先核对再写入", icons::ICON_UPLOAD_FILE)
        .key(ctrl(Key::I)).is(&[Is::Anywhere]),
    /// The figures of a table on the clipboard.
    ImportClipboard: Entry::new("从剪贴板导入", "导入从别的程序复制的整张表，先核对再写入", icons::ICON_CONTENT_PASTE_GO).is(&[Is::Anywhere]),
    /// This year's filing, begun with last year's file.
    FromLastYear: Entry::new("从上年的文件开始…", "用上年的文件新建今年的填报，上年的数作为上年数", icons::ICON_EVENT_REPEAT).is(&[Is::Anywhere]),
    /// Write now.
    Save: Entry::new("保存", "每次改动都自动保存；按一下可以立即再写一次", icons::ICON_SAVE).key(ctrl(Key::S)).is(&[Is::OverDialogs]),
    /// Give the filing a name.
    SaveAs: Entry::new("另存为…", "另存为一个文件", icons::ICON_SAVE_AS).key(ctrl_shift(Key::S)),
    /// Close the filing that is shown.
    CloseTab: Entry::new("关闭填报", "保存并关闭这份填报", icons::ICON_TAB_CLOSE).key(ctrl(Key::W)).is(&[Is::Anywhere]),
    /// To the filing in the next tab.
    NextTab: Entry::new("下一份填报", "到后一个标签页", icons::ICON_TAB).key(ctrl(Key::Tab)).is(&[Is::Anywhere]),
    /// To the filing in the tab before.
    PreviousTab: Entry::new("上一份填报", "到前一个标签页", icons::ICON_TAB).key(ctrl_shift(Key::Tab)).is(&[Is::Anywhere]),
    /// Take the last step back.
    Undo: Entry::new("撤销", "撤销上一步", icons::ICON_UNDO).key(ctrl(Key::Z)).is(&[Is::Change]),
    /// Do it again.
    Redo: Entry::new("重做", "重做撤销的一步", icons::ICON_REDO).key(ctrl(Key::Y)).is(&[Is::Change]),
    /// 0 into the blanks of the selection or the section.
    FillZeros: Entry::new("空格填 0", "选中的空格填 0；没有选中时填整个部分", icons::ICON_EXPOSURE_ZERO)
        .key(ctrl(Key::L)).is(&[Is::LeadsToCells, Is::Change]),
    /// Look for a cell.
    Find: Entry::new("查找", "按名称、拼音首字母、数值或编号查找", icons::ICON_SEARCH).key(ctrl(Key::F)).is(&[Is::LeadsToCells]),
    /// Last year's values.
    Prior: Entry::new("上年数", "附上或移除上年的文件", icons::ICON_EVENT_REPEAT).is(&[Is::Change]),
    /// What follows from last year's figures, into blanks.
    CarryOver: Entry::new("按上年结转填入", "把由上年数得出的数填入空格，如上年结转", icons::ICON_MOVE_DOWN).is(&[Is::Change]),
    /// The check before handing in.
    Check: Entry::new("审核", "按报送前的要求审核：空格也算错误", icons::ICON_FACT_CHECK).key(key(Key::F9)).is(&[Is::LeadsToCells]),
    /// To the next finding.
    NextFinding: Entry::new("下一条", "到下一条审核结果", icons::ICON_ARROW_FORWARD).key(key(Key::F8)).is(&[Is::LeadsToCells]),
    /// To the finding before.
    PreviousFinding: Entry::new("上一条", "到上一条审核结果", icons::ICON_ARROW_BACK)
        .key(shift(Key::F8)).is(&[Is::LeadsToCells]),
    /// To the next blank cell.
    NextBlank: Entry::new("下一个空格", "到下一个没有填的格子", icons::ICON_CHECK_BOX_OUTLINE_BLANK)
        .key(key(Key::F7)).is(&[Is::LeadsToCells]),
    /// A remark about what is wrong with the active cell.
    Remark: Entry::new("写说明", "说明当前格的审核结果", icons::ICON_RATE_REVIEW).key(ctrl(Key::E)).is(&[Is::Change]),
    /// The shown way to put the active cell right is done.
    ApplyProposal: Entry::new("采用改法", "按说明栏里的疑似改法改数，一步可以撤销", icons::ICON_AUTO_FIX_HIGH)
        .key(alt(Key::Enter)).is(&[Is::LeadsToCells, Is::Change]),
    /// To the next way to put it right.
    NextProposal: Entry::new("下一种改法", "在表里看疑似的下一种改法", icons::ICON_ARROW_DOWNWARD)
        .key(alt(Key::ArrowDown)).is(&[Is::LeadsToCells]),
    /// To the way before.
    PreviousProposal: Entry::new("上一种改法", "在表里看疑似的上一种改法", icons::ICON_ARROW_UPWARD)
        .key(alt(Key::ArrowUp)).is(&[Is::LeadsToCells]),
    /// To the next place where something may be wrong.
    NextCase: Entry::new("下一处疑似", "到下一处疑似有误的地方", icons::ICON_ARROW_FORWARD)
        .key(alt(Key::ArrowRight)).is(&[Is::LeadsToCells]),
    /// To the place before.
    PreviousCase: Entry::new("上一处疑似", "到上一处疑似有误的地方", icons::ICON_ARROW_BACK)
        .key(alt(Key::ArrowLeft)).is(&[Is::LeadsToCells]),
    /// The findings as a text.
    CopyFindings: Entry::new("复制审核结果", "把全部审核结果复制成文字", icons::ICON_CONTENT_COPY),
    /// Marks at cells that differ from last year's.
    MarkChanged: Entry::new("与上年不同", "标出或不再标出与上年不同的格子", icons::ICON_CHANGE_HISTORY).is(&[Is::LeadsToCells]),
    /// The keyboard to the next part of the window.
    NextPane: Entry::new("换区", "键盘在表格、当前格、审核结果之间轮换", icons::ICON_TAB).key(key(Key::F6)),
    /// Unit, level, year and the names in the foot.
    FilingData: Entry::new("填报信息", "单位、级别、年度和签章栏", icons::ICON_EDIT_NOTE).key(key(Key::F4)),
    /// Earlier states of the file.
    Versions: Entry::new("历史版本", "查看并恢复以前保存的内容", icons::ICON_HISTORY),
    /// An Excel workbook.
    ExportXlsx: Entry::new("导出 XLSX…", "导出 Excel 工作簿", icons::ICON_TABLE_CHART).exports("xlsx", Shape::Tables),
    /// A Word document.
    ExportDocx: Entry::new("导出 Word…", "导出 Word 文档", icons::ICON_ARTICLE).exports("docx", Shape::Tables),
    /// Pages to print.
    ExportPdf: Entry::new("导出 PDF…", "导出可打印的页面", icons::ICON_PICTURE_AS_PDF).exports("pdf", Shape::Tables),
    /// A web page.
    ExportHtml: Entry::new("导出网页…", "导出放到网站上的网页", icons::ICON_LANGUAGE).exports("html", Shape::Tables),
    /// Comma-separated values.
    ExportCsv: Entry::new("导出 CSV…", "导出逗号分隔的数据", icons::ICON_DESCRIPTION).exports("csv", Shape::Tables),
    /// Data for programs.
    ExportJson: Entry::new("导出 JSON…", "导出供程序读取的数据", icons::ICON_DATA_OBJECT).exports("json", Shape::Tables),
    /// The tasks of the year.
    Plan: Entry::new("工作任务", "导入工作要点的任务，记进展，把句子放入年度报告", icons::ICON_CHECKLIST).key(ctrl(Key::T)),
    /// The figures beside those of other years.
    Charts: Entry::new("图表", "看数字的图，选哪些放入年度报告", icons::ICON_BAR_CHART).key(ctrl(Key::G)),
    /// The annual report in the place of the sheet.
    Report: Entry::new("年度报告", "写年度报告，文字中的数随时与表核对；再按一次回到表格", icons::ICON_HISTORY_EDU).key(ctrl(Key::R)),
    /// All sentences that can be drafted, anew.
    RedraftReport: Entry::new("重新起草年度报告", "按现在的数重新起草所有能起草的句子，改过的也换掉；可以撤销", icons::ICON_REFRESH).is(&[Is::Change]),
    /// A text in a file against the tables.
    CompareFile: Entry::new("核对文字…", "把写好的报告（Word、网页、文本）与表逐句核对", icons::ICON_FIND_IN_PAGE),
    /// A text on the clipboard against the tables.
    CompareClipboard: Entry::new("核对剪贴板上的文字", "把复制的文字与表逐句核对", icons::ICON_CONTENT_PASTE_SEARCH),
    /// The sentences of the annual report that nobody wrote.
    DraftReport: Entry::new("起草年度报告", "按表中的数起草报告中还没有写的句子；写过的不动", icons::ICON_DRAW).is(&[Is::Change]),
    /// The annual report as a Word document.
    ReportDocx: Entry::new("导出年度报告 Word…", "导出报告全文，各表在文中", icons::ICON_ARTICLE).exports("docx", Shape::Report),
    /// The annual report as pages.
    ReportPdf: Entry::new("导出年度报告 PDF…", "导出报告全文的页面", icons::ICON_PICTURE_AS_PDF).exports("pdf", Shape::Report),
    /// The annual report as a web page.
    ReportHtml: Entry::new("导出年度报告网页…", "导出放到网站上的报告全文", icons::ICON_LANGUAGE).exports("html", Shape::Report),
    /// The report about the check as a Word document.
    AuditDocx: Entry::new("导出审核报告 Word…", "导出审核结果、审核说明和比对依据，供签字", icons::ICON_ARTICLE)
        .exports("docx", Shape::Audit),
    /// The same as pages.
    AuditPdf: Entry::new("导出审核报告 PDF…", "导出审核报告的页面，供打印签字", icons::ICON_PICTURE_AS_PDF)
        .exports("pdf", Shape::Audit),
    /// The tables as HTML to the clipboard.
    CopyHtml: Entry::new("复制为网页", "把各表的网页代码放入剪贴板，供网站编辑器粘贴", icons::ICON_CODE),
    /// The annual report as HTML to the clipboard.
    CopyReportHtml: Entry::new("复制年度报告为网页", "把报告全文的网页代码放入剪贴板，供网站编辑器粘贴", icons::ICON_CODE),
    /// The folder that goes up.
    Submit: Entry::new("报送…", "审核后生成报送文件夹，并锁定这份填报", icons::ICON_OUTBOX),
    /// A correction of what went up.
    Correct: Entry::new("更正…", "已报送的填报要修改：写明原因，解开锁定", icons::ICON_EDIT_DOCUMENT),
    /// What the district sent back.
    OpenReturn: Entry::new("打开退回意见…", "把上级的退回意见列在审核结果上面，逐条办理", icons::ICON_ASSIGNMENT_RETURN),
    /// The scans of signed pages.
    Scans: Entry::new("签章件…", "附上签字盖章后的扫描件或照片，查看是否还在", icons::ICON_ATTACH_FILE),
    /// Whether a printed page and the filing agree.
    Verify: Entry::new("校验打印件…", "用校验码或二维码核对打印件与这份填报是否一致", icons::ICON_QR_CODE_SCANNER),
    /// The pages as they will be printed.
    PrintPreview: Entry::new("打印预览", "看打印出来的样子；再按一次关闭", icons::ICON_PREVIEW).key(ctrl(Key::P)),
    /// Onto paper.
    Print: Entry::new("打印…", "选打印机、份数和页码", icons::ICON_PRINT),
    /// Light or dark.
    ToggleTheme: Entry::new("明暗", "切换浅色和深色", icons::ICON_DARK_MODE).is(&[Is::Anywhere]),
    /// The list of sections, shown or folded away.
    ToggleRail: Entry::new("目录栏", "显示或收起左边的目录", icons::ICON_DOCK_TO_RIGHT).key(ctrl(Key::Num1)),
    /// What is known about the active cell, shown or folded away.
    ToggleInspector: Entry::new("说明栏", "显示或收起右边的单元格说明", icons::ICON_DOCK_TO_LEFT).key(ctrl(Key::Num2)),
    /// The findings, shown or folded away.
    ToggleFindings: Entry::new("审核结果栏", "显示或收起审核结果", icons::ICON_DOCK_TO_BOTTOM).key(ctrl(Key::Num3)),
    /// Larger.
    ZoomIn: Entry::new("放大", "放大界面", icons::ICON_ZOOM_IN).key(ctrl(Key::Plus)).is(&[Is::Anywhere, Is::OverDialogs]),
    /// Smaller.
    ZoomOut: Entry::new("缩小", "缩小界面", icons::ICON_ZOOM_OUT).key(ctrl(Key::Minus)).is(&[Is::Anywhere, Is::OverDialogs]),
    /// As designed.
    ZoomReset: Entry::new("原始大小", "恢复界面大小", icons::ICON_ZOOM_OUT_MAP)
        .key(ctrl(Key::Num0)).is(&[Is::Anywhere, Is::OverDialogs]),
    /// A new workspace of an office that adds up.
    NewDesk: Entry::new("新建汇总…", "收齐各单位的表，审核、退回、逐格相加", icons::ICON_ACCOUNT_TREE)
        .key(ctrl_shift(Key::N)).is(&[Is::Anywhere]),
    /// The table of units.
    DeskUnits: Entry::new("单位表", "各单位的状态和主要指标", icons::ICON_TABLE_ROWS).key(alt(Key::Num1)).is(&[Is::Desk]),
    /// The aggregate as the official table.
    DeskSheet: Entry::new("看汇总表", "各单位之和，每个数都能看到来源", icons::ICON_FUNCTIONS).key(alt(Key::Num2)).is(&[Is::Desk]),
    /// The files that came.
    DeskFilesView: Entry::new("看来件", "收到的文件，没有计入的排在前面", icons::ICON_INBOX).key(alt(Key::Num3)).is(&[Is::Desk]),
    /// What deserves a look.
    DeskReview: Entry::new("核对异常", "与上年或同类单位相差悬殊的数、雷同的表", icons::ICON_TROUBLESHOOT)
        .key(alt(Key::Num4)).is(&[Is::Desk]),
    /// A typed aggregate against the sum.
    DeskCompare: Entry::new("比对汇总表", "手工做的汇总表与各单位之和逐格比较", icons::ICON_COMPARE_ARROWS)
        .key(alt(Key::Num5)).is(&[Is::Desk]),
    /// Several years beside each other.
    DeskYears: Entry::new("历年对照", "汇总和各单位逐年的数", icons::ICON_TIMELINE).key(alt(Key::Num6)).is(&[Is::Desk]),
    /// Add up all units.
    DeskAll: Entry::new("完全汇总", "汇总名单里的所有单位", icons::ICON_SELECT_ALL).is(&[Is::Desk]),
    /// Add up a unit and those below it.
    DeskBelow: Entry::new("节点汇总", "只汇总选中的单位和它的下级", icons::ICON_ACCOUNT_TREE).is(&[Is::Desk]),
    /// Add up the marked units.
    DeskChosen: Entry::new("选择汇总", "只汇总用空格标记的单位", icons::ICON_CHECKLIST).is(&[Is::Desk]),
    /// Accept what a unit sent.
    DeskAccept: Entry::new("通过", "通过选中的或标记的单位", icons::ICON_CHECK_CIRCLE).key(ctrl(Key::Enter)).is(&[Is::Desk]),
    /// Send a unit its table back.
    DeskReturn: Entry::new("退回…", "把选中单位的表退回，写明原因", icons::ICON_ASSIGNMENT_RETURN).key(ctrl(Key::B)).is(&[Is::Desk]),
    /// Read a folder from now on.
    DeskFolder: Entry::new("添加文件夹…", "读取文件夹里各单位的文件，新来的自动读取", icons::ICON_CREATE_NEW_FOLDER).is(&[Is::Desk]),
    /// Read a file from now on.
    DeskFiles: Entry::new("添加文件…", "读取一个单位的文件", icons::ICON_NOTE_ADD).is(&[Is::Desk]),
    /// Add units to the list.
    DeskList: Entry::new("补充单位名单…", "粘贴或从文件读入应报的单位", icons::ICON_PLAYLIST_ADD).is(&[Is::Desk]),
    /// Add one unit to the list.
    DeskAddUnit: Entry::new("增加单位…", "在名单里增加一个单位", icons::ICON_DOMAIN_ADD).is(&[Is::Desk]),
    /// What a unit of the list is called.
    DeskRename: Entry::new("单位名称…", "改选中单位的名称和别名", icons::ICON_EDIT_NOTE).is(&[Is::Desk]),
    /// Take a unit from the list.
    DeskRemove: Entry::new("移出名单…", "把选中的单位移出名单，先问一遍", icons::ICON_PLAYLIST_REMOVE).is(&[Is::Desk]),
    /// The office's own values.
    DeskOwn: Entry::new("填写本级数", "本机关自己的数，作为一个单位计入", icons::ICON_EDIT_DOCUMENT).is(&[Is::Desk]),
    /// Look at the folders now.
    DeskReread: Entry::new("重新读取", "现在就看文件夹里有没有新的文件", icons::ICON_REFRESH).key(key(Key::F5)).is(&[Is::Desk]),
    /// Choose a typed aggregate.
    DeskCompareWith: Entry::new("选择汇总表…", "选一份手工做的汇总表来比对", icons::ICON_COMPARE).is(&[Is::Desk]),
    /// Attach the workspace of an earlier year.
    DeskEarlier: Entry::new("附上往年汇总…", "附上往年的汇总文件，逐年对照", icons::ICON_HISTORY_EDU).is(&[Is::Desk]),
    /// All units as a workbook.
    DeskLedger: Entry::new("导出台账…", "一张表一个工作表，一行一个单位，合计是公式", icons::ICON_TABLE_CHART).is(&[Is::Desk]),
    /// The same with a column a unit.
    DeskLedgerColumns: Entry::new("导出台账（单位为列）…", "一张表一个工作表，一列一个单位", icons::ICON_TABLE_CHART).is(&[Is::Desk]),
    /// All values, one a line.
    DeskLong: Entry::new("导出长表…", "CSV，每个单位每个指标一行", icons::ICON_DESCRIPTION).is(&[Is::Desk]),
    /// The return slip of a unit.
    DeskSlip: Entry::new("写退回意见…", "选中单位的退回意见：Word、文本和程序可读的", icons::ICON_MAIL).is(&[Is::Desk]),
    /// The return slips of all that need one.
    DeskSlips: Entry::new("写全部退回意见…", "所有已退回和有错误的单位，每个单位一份", icons::ICON_FORWARD_TO_INBOX).is(&[Is::Desk]),
    /// The aggregate as a filing.
    DeskAsFiling: Entry::new("汇总表存为填报…", "存为填报文件，写说明、起草报告、签章", icons::ICON_SAVE_AS).is(&[Is::Desk]),
    /// All commands by name.
    Palette: Entry::new("所有命令…", "按名称或拼音首字母执行命令", icons::ICON_TERMINAL)
        .key(ctrl_shift(Key::P)).is(&[Is::Anywhere, Is::OverDialogs]),
    /// All keys on one page.
    Keys: Entry::new("快捷键", "所有快捷键", icons::ICON_KEYBOARD).key(key(Key::F1)).is(&[Is::Anywhere, Is::OverDialogs]),
    /// The user's manual.
    Manual: Entry::new("使用手册", "一步一步怎么做", icons::ICON_MENU_BOOK).key(ctrl(Key::F1)).is(&[Is::Anywhere, Is::OverDialogs]),
    /// What helpers want to know, onto the clipboard.
    CopyDiagnostics: Entry::new("复制诊断信息", "复制版本、系统、字体和日志，发给维护人员；不含表中的内容", icons::ICON_BUG_REPORT)
        .is(&[Is::Anywhere]),
    /// The folder of the log.
    OpenLog: Entry::new("打开日志文件夹", "日志和错误报告在这里，里面没有表中的内容", icons::ICON_FOLDER).is(&[Is::Anywhere]),
}
