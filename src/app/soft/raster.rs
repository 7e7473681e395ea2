//! Triangles to pixels, as the graphics card would do it: the toolkit's meshes with their colours and textures.
//!
//! Colours are multiplied with their opacity and blended as they are stored (in gamma space), which is what the toolkit
//! asks of every renderer. A pixel belongs to the triangle that holds its centre; an edge that two triangles share is
//! computed from the same two corners in the same order, so there is no gap and no pixel twice.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels are counted in whole numbers and placed in fractions; all are clamped to the canvas before"
)]

use std::collections::BTreeMap;

use egui::epaint::{ClippedPrimitive, ImageDelta, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, ImageData, Rect, TextureFilter, TextureId, TexturesDelta, pos2};

/// A picture; its pixels are opaque.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Color32>,
}

impl Canvas {
    /// A black picture.
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![Color32::BLACK; width * height] }
    }

    /// Its width and height in pixels.
    pub fn size(&self) -> [usize; 2] {
        [self.width, self.height]
    }

    /// The pixels, line by line.
    pub fn pixels(&self) -> &[Color32] {
        &self.pixels
    }

    /// The part of the picture that an area in points covers.
    pub fn part(&self, area: Rect, pixels_per_point: f32) -> Part {
        Part::of(area, pixels_per_point, self)
    }

    /// The pixels of a line.
    pub fn line(&self, y: usize) -> &[Color32] {
        &self.pixels[y * self.width..(y + 1) * self.width]
    }
}

/// A texture on this side of the graphics card.
#[derive(Debug)]
struct Texture {
    image: ColorImage,
    is_smooth: bool,
}

impl Texture {
    /// The colour at a place in texels, of which whole numbers are the corners.
    fn sample(&self, u: f32, v: f32) -> Color32 {
        let [width, height] = self.image.size;
        let texel = |x: usize, y: usize| self.image.pixels[y.min(height - 1) * width + x.min(width - 1)];
        let (x, y) = ((u - 0.5).max(0.0), (v - 0.5).max(0.0));
        let (part_x, part_y) = (x.fract(), y.fract());
        let (left, top) = (x as usize, y as usize);
        let is_exact = |part: f32| !(0.02..=0.98).contains(&part);
        if !self.is_smooth || (is_exact(part_x) && is_exact(part_y)) {
            return texel(x.round() as usize, y.round() as usize);
        }
        let between = |from: Color32, to: Color32, part: f32| {
            let channel = |at: usize| {
                let (from, to) = (f32::from(from[at]), f32::from(to[at]));
                (from + (to - from) * part + 0.5) as u8
            };
            Color32::from_rgba_premultiplied(channel(0), channel(1), channel(2), channel(3))
        };
        let upper = between(texel(left, top), texel(left + 1, top), part_x);
        let lower = between(texel(left, top + 1), texel(left + 1, top + 1), part_x);
        between(upper, lower, part_y)
    }
}

/// Paints meshes; keeps the textures.
#[derive(Debug, Default)]
pub struct Raster {
    textures: BTreeMap<TextureId, Texture>,
}

impl Raster {
    /// Takes new textures and changed parts of old ones; true when a whole texture was replaced.
    pub fn take_textures(&mut self, delta: &mut TexturesDelta) -> bool {
        let mut is_replaced = false;
        // The textures do not depend on each other, but lists without an order are not gone through here.
        let changes: BTreeMap<_, _> = delta.set.drain().collect();
        for (id, changes) in changes {
            for change in changes {
                is_replaced |= change.pos.is_none();
                self.take_texture(id, &change);
            }
        }
        is_replaced
    }

    fn take_texture(&mut self, id: TextureId, change: &ImageDelta) {
        let ImageData::Color(image) = &change.image;
        let is_smooth = change.options.magnification == TextureFilter::Linear;
        let Some([left, top]) = change.pos else {
            self.textures.insert(id, Texture { image: image.as_ref().clone(), is_smooth });
            return;
        };
        let Some(texture) = self.textures.get_mut(&id) else { return };
        let [width, height] = image.size;
        let stride = texture.image.size[0];
        for y in 0..height {
            let from = (top + y) * stride + left;
            let (there, new) = (texture.image.pixels.get_mut(from..from + width), image.pixels.get(y * width..));
            if let (Some(there), Some(new)) = (there, new) {
                there.copy_from_slice(&new[..width]);
            }
        }
    }

    /// Lets textures go that are not used any more, after painting.
    pub fn free_textures(&mut self, delta: &mut TexturesDelta) {
        self.textures.retain(|id, _| !delta.free.contains(id));
        delta.free.clear();
    }

    /// Paints the part of the picture inside `area` (in points) anew, over `ground`.
    pub fn paint(
        &self,
        canvas: &mut Canvas,
        primitives: &[ClippedPrimitive],
        pixels_per_point: f32,
        area: Rect,
        ground: Color32,
    ) {
        let whole = Part::of(area, pixels_per_point, canvas);
        for y in whole.top..whole.bottom {
            canvas.pixels[y * canvas.width..][whole.left..whole.right].fill(ground);
        }
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            // Own painting with OpenGL is not used.
            let Primitive::Mesh(mesh) = primitive else { continue };
            let part = Part::of(clip_rect.intersect(area), pixels_per_point, canvas);
            if part.is_empty() {
                continue;
            }
            if let Some(texture) = self.textures.get(&mesh.texture_id) {
                mesh_onto(canvas, &part, mesh, texture, pixels_per_point);
            }
        }
    }
}

/// A part of a picture, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

impl Part {
    fn of(rect: Rect, pixels_per_point: f32, canvas: &Canvas) -> Self {
        let pixel = |points: f32, most: usize| ((points * pixels_per_point).round().max(0.0) as usize).min(most);
        Self {
            left: pixel(rect.left(), canvas.width),
            top: pixel(rect.top(), canvas.height),
            right: pixel(rect.right(), canvas.width),
            bottom: pixel(rect.bottom(), canvas.height),
        }
    }

    /// Its lines.
    pub fn lines(&self) -> std::ops::Range<usize> {
        self.top..self.bottom
    }

    /// Its columns.
    pub fn columns(&self) -> std::ops::Range<usize> {
        self.left..self.right
    }

    /// Left and right, top and bottom.
    pub fn edges(&self) -> ([usize; 2], [usize; 2]) {
        ([self.left, self.right], [self.top, self.bottom])
    }

    fn is_empty(&self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }
}

fn mesh_onto(canvas: &mut Canvas, part: &Part, mesh: &Mesh, texture: &Texture, pixels_per_point: f32) {
    let [width, height] = texture.image.size;
    let corner = |index: &u32| {
        let Vertex { pos, uv, color } = *mesh.vertices.get(*index as usize)?;
        let pos = pos2(pos.x * pixels_per_point, pos.y * pixels_per_point);
        Some(Vertex { pos, uv: pos2(uv.x * width as f32, uv.y * height as f32), color })
    };
    for triangle in mesh.indices.chunks_exact(3) {
        if let [Some(a), Some(b), Some(c)] = [&triangle[0], &triangle[1], &triangle[2]].map(corner) {
            triangle_onto(canvas, part, [a, b, c], texture);
        }
    }
}

/// Six numbers that change evenly over a triangle: the four channels of the colour, and the place in the texture.
type Shade = [f32; 6];

fn shade_of(vertex: &Vertex) -> Shade {
    let [red, green, blue, alpha] = vertex.color.to_array().map(f32::from);
    [red, green, blue, alpha, vertex.uv.x, vertex.uv.y]
}

fn triangle_onto(canvas: &mut Canvas, part: &Part, corners: [Vertex; 3], texture: &Texture) {
    let [a, b, c] = &corners;
    let (ab, ac) = (b.pos - a.pos, c.pos - a.pos);
    let twice_area = ab.x * ac.y - ab.y * ac.x;
    let highest = a.pos.y.min(b.pos.y).min(c.pos.y);
    let lowest = a.pos.y.max(b.pos.y).max(c.pos.y);
    if twice_area == 0.0 || !twice_area.is_finite() || lowest < part.top as f32 || highest > part.bottom as f32 {
        return;
    }
    let is_plain = a.color == b.color && b.color == c.color && a.uv == b.uv && b.uv == c.uv;
    let plain = tinted(texture.sample(a.uv.x, a.uv.y), a.color);
    if is_plain && plain == Color32::TRANSPARENT {
        return;
    }
    let (shade_a, shade_b, shade_c) = (shade_of(a), shade_of(b), shade_of(c));
    let mut per_x = [0.0; 6];
    let mut per_y = [0.0; 6];
    for at in 0..6 {
        let (to_b, to_c) = (shade_b[at] - shade_a[at], shade_c[at] - shade_a[at]);
        per_x[at] = (to_b * ac.y - to_c * ab.y) / twice_area;
        per_y[at] = (to_c * ab.x - to_b * ac.x) / twice_area;
    }
    let top = first_centre(highest).max(part.top);
    let bottom = first_centre(lowest).min(part.bottom);
    for y in top..bottom {
        let middle = y as f32 + 0.5;
        let mut span = (f32::INFINITY, f32::NEG_INFINITY);
        for (from, to) in [(a, b), (b, c), (c, a)] {
            if let Some(x) = crossing(from, to, middle) {
                span = (span.0.min(x), span.1.max(x));
            }
        }
        let left = first_centre(span.0).max(part.left);
        let right = first_centre(span.1).min(part.right);
        if left >= right {
            continue;
        }
        let line = &mut canvas.pixels[y * canvas.width..][left..right];
        if is_plain {
            if plain.is_opaque() {
                line.fill(plain);
            } else {
                for there in line {
                    *there = over(plain, *there);
                }
            }
            continue;
        }
        let (dx, dy) = (left as f32 + 0.5 - a.pos.x, middle - a.pos.y);
        let mut shade: Shade = std::array::from_fn(|at| shade_a[at] + per_x[at] * dx + per_y[at] * dy);
        for there in line {
            let channel = |at: usize| (shade[at] + 0.5).clamp(0.0, 255.0) as u8;
            let color = Color32::from_rgba_premultiplied(channel(0), channel(1), channel(2), channel(3));
            let source = tinted(texture.sample(shade[4], shade[5]), color);
            *there = over(source, *there);
            for at in 0..6 {
                shade[at] += per_x[at];
            }
        }
    }
}

/// The first pixel whose centre is not before a place.
fn first_centre(place: f32) -> usize {
    // A negative number becomes 0.
    (place - 0.5).ceil() as usize
}

/// Where an edge crosses the middle of a line of pixels. An edge holds its upper end and not its lower one.
fn crossing(from: &Vertex, to: &Vertex, middle: f32) -> Option<f32> {
    let (upper, lower) = if from.pos.y <= to.pos.y { (from.pos, to.pos) } else { (to.pos, from.pos) };
    if middle < upper.y || middle >= lower.y {
        return None;
    }
    Some(upper.x + (lower.x - upper.x) * ((middle - upper.y) / (lower.y - upper.y)))
}

/// A texel in the colour of the mesh.
fn tinted(texel: Color32, color: Color32) -> Color32 {
    if texel == Color32::WHITE {
        return color;
    }
    if texel == Color32::TRANSPARENT {
        return texel;
    }
    let channel = |at: usize| times(texel[at], color[at]);
    Color32::from_rgba_premultiplied(channel(0), channel(1), channel(2), channel(3))
}

/// A colour over another that is opaque.
fn over(source: Color32, there: Color32) -> Color32 {
    match source.a() {
        255 => source,
        0 if source == Color32::TRANSPARENT => there,
        alpha => {
            let channel = |at: usize| source[at].saturating_add(times(there[at], 255 - alpha));
            Color32::from_rgba_premultiplied(channel(0), channel(1), channel(2), 255)
        }
    }
}

/// The product of two parts of 255, rounded.
fn times(left: u8, right: u8) -> u8 {
    let product = u32::from(left) * u32::from(right) + 128;
    ((product + (product >> 8)) >> 8) as u8
}
