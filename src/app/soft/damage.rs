//! Which part of the picture changed since the last one, so that a typed digit does not paint the whole window.

use egui::Rect;
use egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};

/// Compares every picture with the one before.
#[derive(Debug, Default)]
pub struct Damage {
    before: Vec<ClippedPrimitive>,
}

impl Damage {
    /// The area in points that has to be painted anew; `None` when the pictures are equal. Takes the new one for the next
    /// time.
    pub fn of(&mut self, after: Vec<ClippedPrimitive>) -> (Option<Rect>, &[ClippedPrimitive]) {
        let mut area = Rect::NOTHING;
        for at in 0..self.before.len().max(after.len()) {
            area = area.union(match (self.before.get(at), after.get(at)) {
                (Some(before), Some(after)) => changed(before, after),
                (Some(gone), None) => whole(gone),
                (None, Some(new)) => whole(new),
                (None, None) => Rect::NOTHING,
            });
        }
        self.before = after;
        // Soft edges reach half a pixel further than their corners.
        let area = area.is_positive().then(|| area.expand(1.0));
        (area, &self.before)
    }

    /// Whether everything has to be painted.
    pub fn is_forgotten(&self) -> bool {
        self.before.is_empty()
    }

    /// Forgets the last picture: everything has to be painted.
    pub fn forget(&mut self) {
        self.before.clear();
    }
}

fn whole(primitive: &ClippedPrimitive) -> Rect {
    match &primitive.primitive {
        Primitive::Mesh(mesh) => mesh.calc_bounds().intersect(primitive.clip_rect),
        Primitive::Callback(_) => primitive.clip_rect,
    }
}

fn changed(before: &ClippedPrimitive, after: &ClippedPrimitive) -> Rect {
    let (Primitive::Mesh(old), Primitive::Mesh(new)) = (&before.primitive, &after.primitive) else {
        return whole(before).union(whole(after));
    };
    if before.clip_rect != after.clip_rect || old.texture_id != new.texture_id {
        return whole(before).union(whole(after));
    }
    if old == new {
        return Rect::NOTHING;
    }
    let count = |mesh: &Mesh| mesh.indices.len() / 3;
    let common = count(old).min(count(new));
    let first = (0..common).take_while(|at| corners(old, *at) == corners(new, *at)).count();
    let is_same_from_end = |at: &usize| corners(old, count(old) - 1 - at) == corners(new, count(new) - 1 - at);
    let last = (0..common - first).take_while(is_same_from_end).count();
    let area = bounds(old, first..count(old) - last).union(bounds(new, first..count(new) - last));
    area.intersect(after.clip_rect)
}

/// The corners of a triangle.
fn corners(mesh: &Mesh, triangle: usize) -> [Option<Vertex>; 3] {
    [0, 1, 2].map(|corner| {
        let index = *mesh.indices.get(triangle * 3 + corner)?;
        mesh.vertices.get(usize::try_from(index).ok()?).copied()
    })
}

fn bounds(mesh: &Mesh, triangles: std::ops::Range<usize>) -> Rect {
    let mut area = Rect::NOTHING;
    for triangle in triangles {
        for corner in corners(mesh, triangle).into_iter().flatten() {
            area.extend_with(corner.pos);
        }
    }
    area
}
