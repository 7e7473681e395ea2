//! What can be said on the command line, and the sentence when it cannot be understood.

use std::path::PathBuf;

use clap::error::{ContextKind, ErrorKind};
use clap::{Parser, Subcommand};

use crate::jobs::about;
use crate::jobs::renderer::Renderer;

/// 填报：政府信息公开统计表的填写、审核与导出，全程离线。
#[derive(Debug, Parser)]
#[command(name = "tianbao", version = about::version(), disable_help_subcommand = true, args_conflicts_with_subcommands = true)]
#[command(disable_help_flag = true, disable_version_flag = true)]
#[command(subcommand_help_heading = "命令", subcommand_value_name = "命令")]
#[command(after_help = "\n退出码：0 正常；1 有“错误”级审核结果；2 没有办成。")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// 要在窗口中打开的填报文件
    #[arg(value_name = "文件")]
    pub(super) file: Option<PathBuf>,
    /// 用什么绘制窗口：auto 自动，glow 用 OpenGL，soft 由程序自己绘制
    #[arg(long, value_name = "方式", default_value = "auto", value_parser = renderer)]
    pub(super) renderer: Renderer,
    /// 程序因内部错误停止后，由它自己再次打开窗口
    #[arg(long, hide = true)]
    pub(super) after_mishap: bool,
    /// 显示帮助
    #[arg(short, long, action = clap::ArgAction::Help, global = true)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 列出表式；给出编号则列出该表的单元格和勾稽关系
    Forms(super::forms::Forms),
    /// 新建一份空的填报文件
    New(super::new::New),
    /// 导入：从 Excel、Word、网页、文本等文件读出统计表
    Import(super::import::Import),
    /// 列出可由上年数结转的单元格，或填入
    Carry(super::carry::Carry),
    /// 按单元格编号列出填报的数
    Show(super::show::Show),
    /// 填数：单元格=值，可一次填多个；@项目=内容 填单位、层级和签章各项
    Set(super::set::Set),
    /// 对一条审核结果写审核说明
    Remark(super::remark::Remark),
    /// 年度报告的文字：显示、按数草拟、逐处改写
    Report(super::report::Report),
    /// 工作要点的任务：导入、按单位和时限列出、记进展、把句子放入报告
    Plan(super::plan::Plan),
    /// 审核
    Check(super::check::Check),
    /// 导出，格式由扩展名决定
    Export(super::export::Export),
    /// 汇总：许多单位的表逐格相加，列出每个数的来源
    Aggregate(super::aggregate::Aggregate),
    /// 报送：审核后生成报送文件夹，并锁定填报文件
    Submit(super::submit::Submit),
    /// 更正已报送的填报：写明原因后可以修改；列出报送记录
    Correct(super::submit::Correct),
    /// 退回意见：打开、答复、标为已办
    Return(super::returned::Return),
    /// 签章件：附上签字盖章后的扫描件或照片，检查是否还在
    Attach(super::attach::Attach),
    /// 打印，或列出打印机
    Print(super::print::Print),
    /// 列出校验码，或校验打印件与填报文件是否一致
    Verify(super::verify::Verify),
    /// 列出历史版本，或恢复其中一个
    Versions(super::versions::Versions),
    /// 用真实数据演示：填报、审核、导出、打开窗口
    Demo(super::demo::Demo),
    /// 读取外来文件的工作进程，由本程序自己启动
    #[command(hide = true)]
    ImportWorker,
}

fn renderer(name: &str) -> Result<Renderer, String> {
    Renderer::of_name(name).ok_or_else(|| Renderer::ALL.map(Renderer::name).join("、"))
}

/// What is wrong with the arguments, in one sentence.
pub(super) fn sentence(error: &clap::Error) -> String {
    let of = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let said = of(ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("不认识参数“{said}”"),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", of(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{said}"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if of(ContextKind::InvalidValue).is_empty() => {
            format!("参数 {said} 后面缺少内容")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("参数 {said} 的内容“{}”不对", of(ContextKind::InvalidValue))
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("参数 {said} 的内容不全")
        }
        ErrorKind::TooManyValues => format!("参数 {said} 的内容太多"),
        ErrorKind::ArgumentConflict => format!("参数“{said}”不能这样一起用"),
        ErrorKind::InvalidUtf8 => "参数中有读不出的字符".to_owned(),
        _ => "参数不对".to_owned(),
    };
    format!("{what}；用 tianbao --help 或 tianbao 命令 --help 查看用法")
}
