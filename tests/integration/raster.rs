//! The raster that paints the window without a graphics card: known triangles against known pixels.

use egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex, WHITE_UV};
use egui::{Color32, ColorImage, ImageData, Rect, TextureId, TextureOptions, TexturesDelta, pos2};
use tianbao::app::soft::{Canvas, Damage, Raster};

const RED: Color32 = Color32::from_rgb(255, 0, 0);
const BLUE: Color32 = Color32::from_rgb(0, 0, 255);
const HALF_WHITE: Color32 = Color32::from_rgba_premultiplied(128, 128, 128, 128);

fn everything() -> Rect {
    Rect::from_min_max(pos2(0.0, 0.0), pos2(8.0, 8.0))
}

/// A raster with one texture of white, red and blue texels.
fn raster() -> Raster {
    let mut raster = Raster::default();
    let image = ColorImage::new([2, 2], vec![Color32::WHITE, RED, BLUE, Color32::TRANSPARENT]);
    let mut delta = TexturesDelta::default();
    let change = egui::epaint::ImageDelta::full(ImageData::Color(image.into()), TextureOptions::NEAREST);
    delta.set.entry(TextureId::default()).or_default().push(change);
    assert!(raster.take_textures(&mut delta), "a new texture replaces everything");
    raster
}

fn rectangle(rect: Rect, color: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    mesh.add_colored_rect(rect, color);
    mesh
}

fn clipped(mesh: Mesh, clip_rect: Rect) -> ClippedPrimitive {
    ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh) }
}

/// The picture as letters: black, red, blue, grey, white.
fn letters(canvas: &Canvas) -> Vec<String> {
    let letter = |color: &Color32| match *color {
        Color32::BLACK => '.',
        RED => 'R',
        BLUE => 'B',
        Color32::WHITE => 'W',
        grey if grey.r() == grey.g() && grey.g() == grey.b() => 'g',
        _ => '?',
    };
    (0..canvas.size()[1]).map(|y| canvas.line(y).iter().map(letter).collect()).collect()
}

fn painted(meshes: &[ClippedPrimitive]) -> Canvas {
    let mut canvas = Canvas::new(8, 8);
    raster().paint(&mut canvas, meshes, 1.0, everything(), Color32::BLACK);
    canvas
}

#[test]
fn a_rectangle_covers_its_pixels_and_no_others() {
    let rect = Rect::from_min_max(pos2(1.0, 2.0), pos2(5.0, 4.0));
    let expected = ["........", "........", ".RRRR...", ".RRRR...", "........", "........", "........", "........"];
    assert_eq!(letters(&painted(&[clipped(rectangle(rect, RED), everything())])), expected);
    // Half a pixel further, the centre of the first pixel is on the edge and belongs to it.
    let shifted = rect.translate(egui::vec2(0.5, 0.5));
    assert_eq!(letters(&painted(&[clipped(rectangle(shifted, RED), everything())])), expected);
}

#[test]
fn a_triangle_is_filled_by_the_centres_of_its_pixels() {
    let corner = |x: f32, y: f32| Vertex { pos: pos2(x, y), uv: WHITE_UV, color: RED };
    let mesh = Mesh {
        indices: vec![0, 1, 2],
        vertices: vec![corner(0.0, 0.0), corner(8.0, 0.0), corner(0.0, 8.0)],
        texture_id: TextureId::default(),
    };
    let expected = ["RRRRRRR.", "RRRRRR..", "RRRRR...", "RRRR....", "RRR.....", "RR......", "R.......", "........"];
    assert_eq!(letters(&painted(&[clipped(mesh, everything())])), expected);
}

#[test]
fn neighbours_leave_no_gap_and_nothing_is_painted_twice() {
    let half = |from: f32, to: f32| rectangle(Rect::from_min_max(pos2(from, 0.0), pos2(to, 8.0)), HALF_WHITE);
    let canvas = painted(&[clipped(half(0.0, 3.3), everything()), clipped(half(3.3, 8.0), everything())]);
    assert!(canvas.pixels().iter().all(|color| *color == Color32::from_rgb(128, 128, 128)), "{:?}", letters(&canvas));
}

#[test]
fn what_is_clear_lets_the_ground_through() {
    let over = vec![
        clipped(rectangle(everything(), RED), everything()),
        clipped(rectangle(everything(), HALF_WHITE), everything()),
    ];
    let canvas = painted(&over);
    assert!(canvas.pixels().iter().all(|color| *color == Color32::from_rgb(255, 128, 128)), "{:?}", canvas.pixels()[0]);
}

#[test]
fn nothing_is_painted_outside_of_the_clip_and_beyond_the_canvas() {
    let clip = Rect::from_min_max(pos2(2.0, 2.0), pos2(4.0, 4.0));
    let canvas = painted(&[clipped(rectangle(everything().expand(1e6), RED), clip)]);
    let expected = ["........", "........", "..RR....", "..RR....", "........", "........", "........", "........"];
    assert_eq!(letters(&canvas), expected);
    let far = clipped(rectangle(everything().translate(egui::vec2(-1e9, f32::NAN)), RED), everything());
    assert_eq!(letters(&painted(&[far])), ["........"; 8]);
}

#[test]
fn a_texture_is_put_on_pixel_by_pixel_and_tinted() {
    let mut mesh = Mesh::default();
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    mesh.add_rect_with_uv(Rect::from_min_max(pos2(3.0, 3.0), pos2(5.0, 5.0)), whole, Color32::WHITE);
    let expected = ["........", "........", "........", "...WR...", "...B....", "........", "........", "........"];
    assert_eq!(letters(&painted(&[clipped(mesh.clone(), everything())])), expected);
    mesh.vertices.iter_mut().for_each(|vertex| vertex.color = RED);
    let expected = ["........", "........", "........", "...RR...", "........", "........", "........", "........"];
    assert_eq!(letters(&painted(&[clipped(mesh, everything())])), expected);
}

#[test]
fn colours_run_between_the_corners() {
    let mut mesh = rectangle(everything(), Color32::BLACK);
    for vertex in mesh.vertices.iter_mut().filter(|vertex| vertex.pos.x > 4.0) {
        vertex.color = Color32::WHITE;
    }
    let canvas = painted(&[clipped(mesh, everything())]);
    for y in 0..8 {
        let line: Vec<u8> = canvas.line(y).iter().map(|color| color.r()).collect();
        assert_eq!(line, [16, 48, 80, 112, 143, 175, 207, 239]);
    }
}

#[test]
fn only_what_changed_is_damaged() {
    let digits = |value: f32| {
        let mut mesh = Mesh::default();
        for at in 0..4_u8 {
            let left = f32::from(at) * 2.0;
            let width = if at == 1 { value } else { 1.0 };
            mesh.add_colored_rect(Rect::from_min_size(pos2(left, 3.0), egui::vec2(width, 1.0)), RED);
        }
        vec![clipped(mesh, everything())]
    };
    let mut damage = Damage::default();
    assert_eq!(damage.of(digits(1.0)).0, Some(Rect::from_min_max(pos2(-1.0, 2.0), pos2(8.0, 5.0))));
    assert_eq!(damage.of(digits(1.0)).0, None, "equal pictures need no painting");
    let (area, primitives) = damage.of(digits(1.5));
    assert_eq!(area, Some(Rect::from_min_max(pos2(1.0, 2.0), pos2(4.5, 5.0))));
    // Painting the damage alone gives what painting everything gives.
    let mut part = painted(&digits(1.0));
    raster().paint(&mut part, primitives, 1.0, area.expect("damage"), Color32::BLACK);
    assert_eq!(part, painted(&digits(1.5)));
    damage.forget();
    assert!(damage.of(digits(1.5)).0.is_some(), "after forgetting everything is new");
    let (area, _) = damage.of(Vec::new());
    assert!(area.is_some_and(|area| area.contains(pos2(0.5, 3.5)) && area.contains(pos2(6.5, 3.5))));
}
