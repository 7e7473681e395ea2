//! The event loop that shows the raster's pixels: what `eframe` does with OpenGL, for one window, without it.
//!
//! It sleeps until the desktop, a thread or the toolkit's clock asks for a frame; a frame that changes nothing is not
//! shown, and one that changes a digit copies that digit only.

use std::num::NonZeroU32;
use std::rc::Rc;
use std::time::Instant;

use egui::{Context, Event, Pos2, Rect, Ui, ViewportBuilder, ViewportCommand, ViewportEvent, ViewportId, ViewportInfo};
use egui_winit::accesskit_winit;
use egui_winit::winit::application::ApplicationHandler;
use egui_winit::winit::event::{StartCause, WindowEvent};
use egui_winit::winit::event_loop::{ActiveEventLoop, ControlFlow, EventLoop, EventLoopProxy, OwnedDisplayHandle};
use egui_winit::winit::window::{Window, WindowId};
use softbuffer::Surface;

use super::damage::Damage;
use super::raster::{Canvas, Raster};
use crate::app::kit::theme;

/// What wakes the event loop from other threads.
#[derive(Debug)]
enum Wake {
    /// A frame is wanted at a time.
    Repaint(Instant),
    /// A screen reader wants something.
    Reader(accesskit_winit::Event),
}

impl From<accesskit_winit::Event> for Wake {
    fn from(event: accesskit_winit::Event) -> Self {
        Self::Reader(event)
    }
}

/// What paints itself into the window, frame by frame.
pub(crate) trait Painted {
    /// Paints one frame.
    fn paint(&mut self, ui: &mut Ui);
}

/// Makes what is painted, once there is a window for it.
pub(crate) type Make = Box<dyn FnOnce(&Context) -> Box<dyn Painted>>;

/// Opens the window and comes back when it is closed.
///
/// # Errors
/// What the desktop says when it gives no window.
pub(crate) fn run(make: Make, viewport: ViewportBuilder) -> Result<(), String> {
    let event_loop = EventLoop::<Wake>::with_user_event().build().map_err(|error| error.to_string())?;
    let context = softbuffer::Context::new(event_loop.owned_display_handle()).map_err(|error| error.to_string())?;
    let proxy = event_loop.create_proxy();
    let mut shell = Shell { start: Some((make, viewport)), context, proxy, open: None, next: None, error: None };
    let ended = event_loop.run_app(&mut shell).map_err(|error| error.to_string());
    // The application saves what is left when it is dropped; that belongs before the answer.
    shell.open = None;
    shell.error.map_or(ended, Err)
}

/// The loop's own state.
struct Shell {
    start: Option<(Make, ViewportBuilder)>,
    context: softbuffer::Context<OwnedDisplayHandle>,
    proxy: EventLoopProxy<Wake>,
    open: Option<Open>,
    /// When the next frame is due.
    next: Option<Instant>,
    error: Option<String>,
}

/// The open window. The order of the fields is the order in which they are dropped: the clipboard before the window.
struct Open {
    app: Box<dyn Painted>,
    input: egui_winit::State,
    surface: Surface<OwnedDisplayHandle, Rc<Window>>,
    window: Rc<Window>,
    ctx: Context,
    info: ViewportInfo,
    picture: Picture,
    is_shown: bool,
    /// Whether the frame that comes was wanted by us; the desktop wants the others, because the picture is lost.
    is_wanted: bool,
}

/// What is on the screen.
#[derive(Default)]
struct Picture {
    raster: Raster,
    damage: Damage,
    canvas: Canvas,
}

impl Shell {
    fn open(&mut self, event_loop: &ActiveEventLoop) -> Result<(), String> {
        let Some((make, viewport)) = self.start.take() else { return Ok(()) };
        let ctx = Context::default();
        // Screen readers have to know the window before it is seen.
        let window = egui_winit::create_window(&ctx, event_loop, &viewport.with_visible(false));
        let window = Rc::new(window.map_err(|error| error.to_string())?);
        let surface = Surface::new(&self.context, Rc::clone(&window)).map_err(|error| error.to_string())?;
        #[expect(clippy::cast_possible_truncation, reason = "the toolkit wants the scale so")]
        let scale = window.scale_factor() as f32;
        let mut input =
            egui_winit::State::new(ctx.clone(), ViewportId::ROOT, &window, Some(scale), window.theme(), None);
        input.init_accesskit(event_loop, &window, self.proxy.clone());
        let proxy = self.proxy.clone();
        ctx.set_request_repaint_callback(move |wanted| {
            // The loop is gone when this fails, and the window with it.
            Instant::now().checked_add(wanted.delay).and_then(|at| proxy.send_event(Wake::Repaint(at)).ok());
        });
        ctx.set_embed_viewports(true);
        let app = make(&ctx);
        let (info, picture) = (ViewportInfo::default(), Picture::default());
        let mut open = Open { app, input, surface, window, ctx, info, picture, is_shown: false, is_wanted: true };
        egui_winit::update_viewport_info(&mut open.info, &open.ctx, &open.window, true);
        let is_over = open.frame()?;
        open.window.set_visible(true);
        open.is_shown = true;
        open.picture.damage.forget();
        open.window.request_redraw();
        self.open = Some(open);
        if is_over {
            event_loop.exit();
        }
        Ok(())
    }

    /// Ends the loop when something could not be done or the window was closed.
    fn end_if(&mut self, event_loop: &ActiveEventLoop, end: Result<bool, String>) {
        match end {
            Ok(false) => {}
            Ok(true) => event_loop.exit(),
            Err(error) => {
                self.error = Some(error);
                event_loop.exit();
            }
        }
    }
}

impl ApplicationHandler<Wake> for Shell {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        let end = self.open(event_loop).map(|()| false);
        self.end_if(event_loop, end);
    }

    fn new_events(&mut self, _event_loop: &ActiveEventLoop, _cause: StartCause) {
        if self.next.is_some_and(|at| at <= Instant::now()) {
            self.next = None;
            if let Some(open) = &mut self.open {
                open.want_frame();
            }
        }
    }

    fn user_event(&mut self, _event_loop: &ActiveEventLoop, wake: Wake) {
        match wake {
            Wake::Repaint(at) => self.next = Some(self.next.map_or(at, |next| next.min(at))),
            Wake::Reader(event) => {
                let Some(open) = &mut self.open else { return };
                if let accesskit_winit::WindowEvent::ActionRequested(request) = event.window_event {
                    open.input.on_accesskit_action_request(request);
                }
                open.want_frame();
            }
        }
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, _window: WindowId, event: WindowEvent) {
        let Some(open) = &mut self.open else { return };
        let end = open.take(&event);
        self.end_if(event_loop, end);
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        event_loop.set_control_flow(self.next.map_or(ControlFlow::Wait, ControlFlow::WaitUntil));
    }
}

impl Open {
    fn want_frame(&mut self) {
        self.is_wanted = true;
        self.window.request_redraw();
    }

    /// Takes an event of the desktop; true when the window is to be closed.
    fn take(&mut self, event: &WindowEvent) -> Result<bool, String> {
        match event {
            WindowEvent::RedrawRequested => return self.frame(),
            WindowEvent::CloseRequested => self.info.events.push(ViewportEvent::Close),
            WindowEvent::Resized(_) | WindowEvent::ScaleFactorChanged { .. } | WindowEvent::Occluded(false) => {
                self.picture.damage.forget();
            }
            _ => {}
        }
        let response = self.input.on_window_event(&self.window, event);
        if response.repaint || matches!(event, WindowEvent::CloseRequested) {
            self.want_frame();
        }
        Ok(false)
    }

    /// Runs one frame and shows what changed; true when the window is to be closed.
    fn frame(&mut self) -> Result<bool, String> {
        if !std::mem::take(&mut self.is_wanted) {
            self.picture.damage.forget();
        }
        egui_winit::update_viewport_info(&mut self.info, &self.ctx, &self.window, false);
        let mut input = self.input.take_egui_input(&self.window);
        let is_asked_to_close = self.info.events.contains(&ViewportEvent::Close);
        input.viewports.insert(ViewportId::ROOT, self.info.take());
        let mut output = self.ctx.run_ui(input, |ui| self.app.paint(ui));
        self.input.handle_platform_output(&self.window, output.platform_output);
        let mut is_over = is_asked_to_close;
        for viewport in std::mem::take(&mut output.viewport_output).into_values() {
            for command in viewport.commands {
                match command {
                    ViewportCommand::Close => is_over = true,
                    ViewportCommand::CancelClose => is_over = false,
                    ViewportCommand::RequestPaste => {
                        let text = self.input.clipboard_text();
                        self.input.egui_input_mut().events.extend(text.map(Event::Paste));
                        self.is_wanted = true;
                        self.window.request_redraw();
                    }
                    other => {
                        let (info, mut actions) = (&mut self.info, Vec::new());
                        egui_winit::process_viewport_commands(&self.ctx, info, [other], &self.window, &mut actions);
                    }
                }
            }
        }
        if self.picture.raster.take_textures(&mut output.textures_delta) {
            self.picture.damage.forget();
        }
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let shown = self.show(primitives, output.pixels_per_point);
        self.picture.raster.free_textures(&mut output.textures_delta);
        shown.map(|()| is_over)
    }

    fn show(&mut self, primitives: Vec<egui::ClippedPrimitive>, pixels_per_point: f32) -> Result<(), String> {
        let size = self.window.inner_size();
        let (Some(width), Some(height)) = (NonZeroU32::new(size.width), NonZeroU32::new(size.height)) else {
            return Ok(());
        };
        let [columns, lines] = [width, height].map(|side| usize::try_from(side.get()).unwrap_or_default());
        let Picture { raster, damage, canvas } = &mut self.picture;
        if canvas.size() != [columns, lines] {
            *canvas = Canvas::new(columns, lines);
            damage.forget();
        }
        let is_whole = damage.is_forgotten();
        let (area, primitives) = damage.of(primitives);
        let everything = Rect::from_min_size(Pos2::ZERO, self.ctx.viewport_rect().max.to_vec2()).expand(1.0);
        let Some(area) = area.map(|area| if is_whole { everything } else { area }) else { return Ok(()) };
        raster.paint(canvas, primitives, pixels_per_point, area, theme::palette(&self.ctx).panel);
        if !self.is_shown {
            return Ok(());
        }
        self.surface.resize(width, height).map_err(|error| error.to_string())?;
        let mut buffer = self.surface.buffer_mut().map_err(|error| error.to_string())?;
        let part = canvas.part(if is_whole || buffer.age() != 1 { everything } else { area }, pixels_per_point);
        for y in part.lines() {
            let line = &canvas.line(y)[part.columns()];
            for (there, color) in buffer[y * columns..][part.columns()].iter_mut().zip(line) {
                *there = u32::from_be_bytes([0, color.r(), color.g(), color.b()]);
            }
        }
        let length = |from: usize, to: usize| NonZeroU32::new(u32::try_from(to - from).unwrap_or_default());
        let ([left, right], [top, bottom]) = part.edges();
        let (Some(width), Some(height)) = (length(left, right), length(top, bottom)) else { return Ok(()) };
        let [x, y] = [left, top].map(|edge| u32::try_from(edge).unwrap_or_default());
        buffer.present_with_damage(&[softbuffer::Rect { x, y, width, height }]).map_err(|error| error.to_string())
    }
}
