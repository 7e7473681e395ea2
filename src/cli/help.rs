//! The help in Chinese: what the library of the command line writes of itself is English.

use clap::{Arg, Command};

/// How the help of the program and of every command is laid out.
const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// The command and all below it, with headings, usage and default values in Chinese.
pub(super) fn in_chinese(command: Command) -> Command {
    let mut command = headed(command);
    // The usage of a command begins with the names of those above it, which it is told when the whole is built.
    command.build();
    used(command)
}

fn headed(command: Command) -> Command {
    command.help_template(TEMPLATE).mut_args(argument).mut_subcommands(headed)
}

fn used(mut command: Command) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", "[选项]");
    command.override_usage(usage).mut_subcommands(used)
}

fn argument(argument: Arg) -> Arg {
    let heading = if argument.is_positional() { "参数" } else { "选项" };
    let argument = argument.help_heading(heading);
    if !argument.get_action().takes_values() {
        return argument;
    }
    let default = argument.get_default_values().iter().map(|it| it.to_string_lossy()).collect::<Vec<_>>().join("、");
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let argument = argument.hide_default_value(true).hide_possible_values(true);
    if default.is_empty() { argument } else { argument.help(format!("{help}（不写为 {default}）")) }
}
