//! Opening the window, by OpenGL or without.

use std::sync::Arc;

use egui::Context;

use super::frame::App;
use super::options::Options;
use crate::app::soft::window::{self, Painted};
use crate::app::threads::desktop::DesktopPicker;
use crate::jobs::log::Log;
use crate::jobs::renderer::{self, Renderer};
use crate::jobs::settings::Place;
use crate::jobs::{self, about, mishaps};

/// Opens the window and comes back when it is closed.
///
/// # Errors
/// A sentence when the desktop gives no window.
pub fn run(options: Options) -> Result<(), String> {
    let (log, renderer, is_after_mishap) = (options.log.clone(), options.renderer, options.is_after_mishap);
    log.note(&format!("开始，版本 {}", about::version()));
    let ended = mishaps::guarded(|| run_window(options));
    log.note("结束");
    match ended {
        Ok(ended) => ended,
        // Unwinding has saved what was open. A window that fails twice in a row is not opened a third time.
        Err(sentence) if is_after_mishap => Err(sentence),
        Err(_noted) => renderer::start_again_after_mishap(renderer),
    }
}

fn run_window(options: Options) -> Result<(), String> {
    let refused = |error: String| format!("打不开窗口：{error}。请检查图形环境；也可以用命令行填报，见 tianbao --help");
    match options.renderer {
        Renderer::Soft => {
            note(&options.log, "不用 OpenGL，由程序自己绘制窗口");
            let settings = jobs::settings::read(options.store.data_folder());
            let make =
                |ctx: &Context| -> Box<dyn Painted> { Box::new(App::new(ctx, options, Arc::new(DesktopPicker))) };
            window::run(Box::new(make), viewport(settings.place)).map_err(refused)
        }
        Renderer::Glow => run_with_opengl(options).map_err(refused),
        Renderer::Auto => {
            let (file, log) = (options.file.clone(), options.log.clone());
            run_with_opengl(options).or_else(|error| {
                note(&log, &format!("OpenGL 不能用（{error}），改由程序自己绘制窗口"));
                renderer::start_again_without_opengl(file.as_deref()).map_err(refused)
            })
        }
    }
}

/// A sentence for whoever looks after the machine, in the log and where the program was started.
#[expect(clippy::print_stderr, reason = "who starts the window from a terminal wants to see it there")]
fn note(log: &Log, sentence: &str) {
    log.note(sentence);
    eprintln!("填报：{sentence}");
}

/// What the desktop shows for the window where it does not know the installed icon; made from `tianbao.svg` beside it.
const ICON: &[u8] = include_bytes!("../../../assets/icon/tianbao.png");

fn viewport(place: Option<Place>) -> egui::ViewportBuilder {
    let size = place.map_or([1280.0, 800.0], |place| place.size);
    egui::ViewportBuilder { icon: eframe::icon_data::from_png_bytes(ICON).ok().map(Arc::new), ..Default::default() }
        .with_app_id("tianbao")
        .with_title("填报")
        .with_inner_size(size)
        .with_maximized(place.is_some_and(|place| place.is_maximised))
        .with_min_inner_size([900.0, 600.0])
}

fn run_with_opengl(options: Options) -> Result<(), String> {
    let native = eframe::NativeOptions {
        viewport: viewport(None),
        persistence_path: Some(options.store.data_folder().join("window.ron")),
        // Our own stands in for it, which asks for Simplified Chinese and serves every renderer.
        system_font_fallback: false,
        ..eframe::NativeOptions::default()
    };
    let make = move |creation: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        note(&options.log, "窗口由 OpenGL 绘制");
        Ok(Box::new(App::new(&creation.egui_ctx, options, Arc::new(DesktopPicker))))
    };
    eframe::run_native("填报", native, Box::new(make)).map_err(|error| error.to_string())
}
