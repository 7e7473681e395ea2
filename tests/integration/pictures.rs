//! Pictures of the window without a screen, painted by the program's own raster.

use std::path::Path;
use std::sync::{Arc, Mutex};

use egui::{Color32, Context, FullOutput, TexturesDelta};
use egui_kittest::TestRenderer;
use tianbao::app::soft::{Canvas, Raster};

/// Keeps the textures of a window, so that a picture can be taken at any time.
#[derive(Clone, Default)]
pub(crate) struct Textures(Arc<Mutex<Raster>>);

impl TestRenderer for Textures {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.0.lock().expect("not poisoned").take_textures(delta);
        // What is let go may still be in a picture that is taken now; the few there are stay.
        delta.free.clear();
    }
}

/// What the window shows.
pub(crate) fn picture(textures: &Textures, ctx: &Context, output: &FullOutput) -> Canvas {
    let scale = output.pixels_per_point;
    let primitives = ctx.tessellate(output.shapes.clone(), scale);
    let area = ctx.viewport_rect();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the size of a window")]
    let [width, height] = [area.width(), area.height()].map(|points| (points * scale).round() as usize);
    let mut canvas = Canvas::new(width, height);
    textures.0.lock().expect("not poisoned").paint(&mut canvas, &primitives, scale, area, Color32::BLACK);
    canvas
}

/// The margin that the harness leaves around the window.
const MARGIN: usize = 8;

/// Writes a picture as a PNG file, without the margin and without compressing it.
pub(crate) fn write_png(path: &Path, canvas: &Canvas) {
    let [columns, rows] = canvas.size().map(|size| MARGIN..size - MARGIN);
    let [width, height] = [&columns, &rows].map(|side| u32::try_from(side.len()).expect("a picture is not that large"));
    let mut lines = Vec::new();
    for y in rows {
        lines.push(0);
        lines.extend(canvas.line(y)[columns.clone()].iter().flat_map(|color| [color.r(), color.g(), color.b()]));
    }
    let mut data = vec![0x78, 0x01];
    let mut blocks = lines.chunks(65_535).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).expect("a block is short");
        data.push(u8::from(blocks.peek().is_none()));
        data.extend(length.to_le_bytes().into_iter().chain((!length).to_le_bytes()));
        data.extend(block);
    }
    let (low, high) = lines.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    data.extend(((high << 16) | low).to_be_bytes());
    let mut head = Vec::new();
    head.extend(width.to_be_bytes().into_iter().chain(height.to_be_bytes()).chain([8, 2, 0, 0, 0]));
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, content) in [(b"IHDR", &head), (b"IDAT", &data), (b"IEND", &Vec::new())] {
        file.extend(u32::try_from(content.len()).expect("a picture is not that large").to_be_bytes());
        let named: Vec<u8> = name.iter().chain(content).copied().collect();
        file.extend(&named);
        file.extend(checksum(&named).to_be_bytes());
    }
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    std::fs::write(path, file).expect("the picture can be written");
}

/// CRC-32 as PNG wants it.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |rest: u32, _: u32| if rest & 1 == 1 { (rest >> 1) ^ 0xedb8_8320 } else { rest >> 1 };
    !bytes.iter().fold(u32::MAX, |rest, byte| (0..8).fold(rest ^ u32::from(*byte), step))
}
