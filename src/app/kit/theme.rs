//! All colours, the type scale and the spacing, in a light and a dark variant.
//!
//! The look is that of an official form on a desk: a paper-white sheet with hairlines, a calm ground around it and one
//! deep blue for what is active. Colours never speak alone: findings also have a shape and a word.

use egui::style::{ScrollAnimation, ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{Color32, Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Theme, vec2};

use crate::form::Severity;

/// The named colours of one variant.
#[derive(Debug)]
pub(crate) struct Palette {
    /// The ground behind the sheet.
    pub(crate) ground: Color32,
    /// Bars and side panels.
    pub(crate) panel: Color32,
    /// The sheet, cards, fields.
    pub(crate) paper: Color32,
    /// Heads and stubs of the form.
    pub(crate) head: Color32,
    /// Bands of the form.
    pub(crate) band: Color32,
    /// Hairlines.
    pub(crate) line: Color32,
    /// Handles of scroll bars.
    pub(crate) handle: Color32,
    /// Text.
    pub(crate) text: Color32,
    /// Text that explains.
    pub(crate) weak: Color32,
    /// Computed sums that were not accepted yet.
    pub(crate) ghost: Color32,
    /// What is active or can be done.
    pub(crate) accent: Color32,
    /// A ground for what belongs to the active thing.
    pub(crate) accent_soft: Color32,
    /// Text on the accent.
    pub(crate) on_accent: Color32,
    /// What is right.
    pub(crate) good: Color32,
    error: (Color32, Color32),
    warning: (Color32, Color32),
    notice: (Color32, Color32),
}

const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

static LIGHT: Palette = Palette {
    ground: rgb(0x00e9_edf1),
    panel: rgb(0x00f6_f8fa),
    paper: rgb(0x00ff_ffff),
    head: rgb(0x00f3_f6f9),
    band: rgb(0x00e8_eef4),
    line: rgb(0x00cc_d4dc),
    handle: rgb(0x00b9_c3cd),
    text: rgb(0x001d_2733),
    weak: rgb(0x0059_6673),
    ghost: rgb(0x0064_727f),
    accent: rgb(0x001d_5b8a),
    accent_soft: rgb(0x00dc_e9f4),
    on_accent: rgb(0x00ff_ffff),
    good: rgb(0x0027_754a),
    error: (rgb(0x00b8_3227), rgb(0x00fb_e7e4)),
    warning: (rgb(0x008f_5d04), rgb(0x00fc_f1d8)),
    notice: (rgb(0x0045_689b), rgb(0x00e7_eef8)),
};

static DARK: Palette = Palette {
    ground: rgb(0x0014_181d),
    panel: rgb(0x001b_2027),
    paper: rgb(0x0021_2830),
    head: rgb(0x0028_3039),
    band: rgb(0x002d_3742),
    line: rgb(0x003c_4753),
    handle: rgb(0x004a_5663),
    text: rgb(0x00e2_e8ee),
    weak: rgb(0x009d_abb9),
    ghost: rgb(0x008c_9aa8),
    accent: rgb(0x0074_b5e2),
    accent_soft: rgb(0x0026_4054),
    on_accent: rgb(0x0010_1a22),
    good: rgb(0x0070_c295),
    error: (rgb(0x00f5_988c), rgb(0x0047_2b2d)),
    warning: (rgb(0x00e6_b655), rgb(0x0042_3823)),
    notice: (rgb(0x008d_b4ea), rgb(0x0029_364a)),
};

/// Printed paper, white in the dark variant too: it shows what comes out of the printer.
pub(crate) const PRINTED: Color32 = Color32::WHITE;

impl Palette {
    /// The colour of marks and words of a severity.
    pub(crate) fn mark(&self, severity: Severity) -> Color32 {
        self.severity(severity).0
    }

    /// The ground of a cell with a finding of a severity.
    pub(crate) fn tint(&self, severity: Severity) -> Color32 {
        self.severity(severity).1
    }

    /// What lies over a selected cell with a finding, whose colour still shows through.
    pub(crate) fn veil(&self) -> Color32 {
        self.accent.gamma_multiply(0.14)
    }

    fn severity(&self, severity: Severity) -> (Color32, Color32) {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Notice => self.notice,
        }
    }
}

/// The colours of the variant in use.
pub(crate) fn palette(ctx: &Context) -> &'static Palette {
    of(ctx.theme())
}

fn of(theme: Theme) -> &'static Palette {
    match theme {
        Theme::Light => &LIGHT,
        Theme::Dark => &DARK,
    }
}

/// Sizes of text in points.
pub(crate) mod text {
    /// The program's name on the start page.
    pub(crate) const TITLE: f32 = 27.0;
    /// Headings of panels and of the sheet.
    pub(crate) const HEADING: f32 = 17.0;
    /// Everything else.
    pub(crate) const BODY: f32 = 14.5;
    /// Labels in the form.
    pub(crate) const LABEL: f32 = 14.0;
    /// Numbers in the form.
    pub(crate) const NUMBER: f32 = 15.5;
    /// Explanations.
    pub(crate) const SMALL: f32 = 12.5;
}

/// Distances in points.
pub(crate) mod space {
    /// Inside cards and the sheet.
    pub(crate) const CARD: i8 = 18;
    /// Between groups.
    pub(crate) const GROUP: f32 = 14.0;
    /// Between lines of one group.
    pub(crate) const LINE: f32 = 6.0;
    /// Rounded corners.
    pub(crate) const CORNER: u8 = 5;
}

/// A font of the interface in a size.
pub(crate) fn font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Gives both variants to the context.
pub(crate) fn install(ctx: &Context) {
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| dress(style, of(theme)));
    }
    // Zooming goes through the commands, like everything that has a key.
    ctx.options_mut(|options| {
        options.zoom_with_keyboard = false;
        // A desktop that does not say what it likes gets paper-white.
        options.fallback_theme = Theme::Light;
    });
}

fn dress(style: &mut Style, palette: &Palette) {
    style.text_styles = [
        (TextStyle::Heading, font(text::HEADING)),
        (TextStyle::Body, font(text::BODY)),
        (TextStyle::Button, font(text::BODY)),
        (TextStyle::Small, font(text::SMALL)),
        (TextStyle::Monospace, FontId::new(text::BODY, FontFamily::Monospace)),
    ]
    .into();
    // Nothing moves by itself: the window paints when something changes, and only then.
    style.animation_time = 0.0;
    style.scroll_animation = ScrollAnimation::none();
    style.interaction.selectable_labels = false;
    style.spacing.item_spacing = vec2(8.0, 6.0);
    style.spacing.button_padding = vec2(10.0, 5.0);
    style.spacing.interact_size.y = 28.0;
    style.spacing.combo_width = 120.0;
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.scroll = ScrollStyle { bar_width: 8.0, ..ScrollStyle::solid() };
    let visuals = &mut style.visuals;
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(palette.weak);
    visuals.hyperlink_color = palette.accent;
    visuals.faint_bg_color = palette.head;
    visuals.extreme_bg_color = palette.paper;
    visuals.text_edit_bg_color = Some(palette.paper);
    visuals.code_bg_color = palette.head;
    visuals.warn_fg_color = palette.warning.0;
    visuals.error_fg_color = palette.error.0;
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.paper;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(6);
    let shade = Color32::from_black_alpha(if visuals.dark_mode { 110 } else { 36 });
    visuals.window_shadow = Shadow { offset: [0, 6], blur: 22, spread: 0, color: shade };
    visuals.popup_shadow = Shadow { offset: [0, 3], blur: 12, spread: 0, color: shade };
    visuals.selection = Selection { bg_fill: palette.accent_soft, stroke: Stroke::new(1.0, palette.accent) };
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke = Stroke::new(1.5, palette.accent);
    visuals.widgets = widgets(palette);
}

fn widgets(palette: &Palette) -> Widgets {
    let base = WidgetVisuals {
        // The handles of scroll bars; everything else is filled with the weak colour.
        bg_fill: palette.handle,
        weak_bg_fill: palette.paper,
        bg_stroke: Stroke::new(1.0, palette.line),
        corner_radius: CornerRadius::same(space::CORNER),
        fg_stroke: Stroke::new(1.0, palette.text),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: WidgetVisuals { bg_fill: palette.panel, weak_bg_fill: palette.panel, ..base },
        inactive: base,
        hovered: WidgetVisuals {
            bg_fill: palette.ghost,
            weak_bg_fill: palette.accent_soft,
            bg_stroke: Stroke::new(1.0, palette.accent),
            ..base
        },
        active: WidgetVisuals {
            bg_fill: palette.ghost,
            weak_bg_fill: palette.accent_soft,
            bg_stroke: Stroke::new(1.5, palette.accent),
            ..base
        },
        open: WidgetVisuals {
            bg_fill: palette.ghost,
            weak_bg_fill: palette.accent_soft,
            bg_stroke: Stroke::new(1.0, palette.accent),
            ..base
        },
    }
}

#[cfg(test)]
mod tests {
    use egui::{Color32, Context, Rgba, Theme};

    use super::{install, of};
    use crate::form::Severity;

    /// What the guidelines for accessible content (WCAG 2, level AA) want of text.
    const LEAST: f32 = 4.5;

    fn contrast(left: Color32, right: Color32) -> f32 {
        let luminance = |color: Color32| {
            let color = Rgba::from(color);
            0.2126 * color.r() + 0.7152 * color.g() + 0.0722 * color.b()
        };
        let (left, right) = (luminance(left), luminance(right));
        (left.max(right) + 0.05) / (left.min(right) + 0.05)
    }

    #[test]
    fn text_stands_out_from_every_ground_it_is_on() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
        for theme in [Theme::Light, Theme::Dark] {
            let palette = of(theme);
            let marks = [Severity::Error, Severity::Warning, Severity::Notice];
            let grounds =
                [palette.ground, palette.panel, palette.paper, palette.head, palette.band, palette.accent_soft];
            let mut pairs = vec![(palette.on_accent, palette.accent)];
            for color in [palette.text, palette.weak, palette.accent, palette.good] {
                pairs.extend(grounds.map(|ground| (color, ground)));
            }
            for severity in marks {
                pairs.extend(grounds.map(|ground| (palette.mark(severity), ground)));
                let on_tint = [palette.mark(severity), palette.text, palette.weak, palette.accent];
                pairs.extend(on_tint.map(|color| (color, palette.tint(severity))));
            }
            pairs.extend([(palette.ghost, palette.paper), (palette.ghost, palette.panel)]);
            for (color, ground) in pairs {
                let found = contrast(color, ground);
                assert!(found >= LEAST, "{theme:?}: {color:?} on {ground:?} is {found:.2}");
            }
        }
    }

    #[test]
    fn nothing_moves_by_itself() {
        let ctx = Context::default();
        install(&ctx);
        for theme in [Theme::Light, Theme::Dark] {
            let style = ctx.style_of(theme);
            assert!(style.animation_time <= 0.0 && !style.visuals.text_cursor.blink);
            assert_eq!(style.scroll_animation, egui::style::ScrollAnimation::none());
        }
    }
}
