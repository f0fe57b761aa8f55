//! Whether people can read it: the contrast of every pair of tokens, in the light and in the dark.
//!
//! WCAG 2.2: words need 4.5 : 1 on their ground (criterion 1.4.3), frames of controls 3 : 1 (1.4.11).

const TOKENS: &str = include_str!("../../../style/tokens.css");

/// The luminance of a token, light and dark.
fn luminance(token: &str) -> [f64; 2] {
    let start = format!("  --{token}: light-dark(oklch(");
    let line = TOKENS
        .lines()
        .find_map(|line| line.strip_prefix(&start))
        .unwrap_or_else(|| panic!("--{token} is not a light-dark() pair of oklch() in tokens.css"));
    let mut pair = line.split("oklch(").map(|colour| {
        let numbers: Vec<f64> =
            colour.split([' ', ')', ';', ',']).filter_map(|number| number.trim_end_matches('%').parse().ok()).collect();
        let [lightness, chroma, hue] = numbers[..] else { panic!("--{token}: three numbers in {colour}") };
        oklch_luminance(lightness / 100.0, chroma, hue.to_radians())
    });
    [pair.next(), pair.next()].map(|luminance| luminance.unwrap_or_else(|| panic!("--{token}: light and dark")))
}

/// The relative luminance (WCAG) of an OKLCH colour inside sRGB; the numbers are those of CSS Color 4, §10.
fn oklch_luminance(lightness: f64, chroma: f64, hue: f64) -> f64 {
    let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    let red = 4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s;
    let green = -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s;
    let blue = -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s;
    0.2126 * red.clamp(0.0, 1.0) + 0.7152 * green.clamp(0.0, 1.0) + 0.0722 * blue.clamp(0.0, 1.0)
}

/// The contrast of two luminances, at least 1.
fn contrast(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Every pair that falls short of the ratio, in words.
fn too_faint(pairs: &[(&str, &str)], least: f64) -> Vec<String> {
    pairs
        .iter()
        .flat_map(|(words, ground)| {
            let (words_luminance, ground_luminance) = (luminance(words), luminance(ground));
            ["light", "dark"].into_iter().enumerate().filter_map(move |(look, name)| {
                let ratio = contrast(words_luminance[look], ground_luminance[look]);
                (ratio < least).then(|| format!("{words} on {ground}, {name}: {ratio:.2}"))
            })
        })
        .collect()
}

#[test]
fn white_on_black_is_twenty_one_to_one() {
    let ratio = contrast(oklch_luminance(1.0, 0.0, 0.0), oklch_luminance(0.0, 0.0, 0.0));
    assert!((ratio - 21.0).abs() < 0.01, "{ratio}");
}

#[test]
fn every_word_can_be_read_on_every_ground_it_stands_on() {
    let grounds =
        ["page", "surface", "raised", "you-ground", "them-ground", "done-ground", "wrong-ground", "note-ground"];
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for ground in grounds {
        for words in ["ink", "muted", "accent", "accent-strong"] {
            pairs.push((words, ground));
        }
    }
    for (words, ground) in
        [("you", "you-ground"), ("them", "them-ground"), ("done", "done-ground"), ("wrong", "wrong-ground")]
    {
        for ground in ["page", "surface", "raised", ground] {
            pairs.push((words, ground));
        }
    }
    // Buttons: the primary one, the same under the pointer, and the one that takes away.
    pairs.extend([("on-accent", "accent"), ("on-accent", "accent-strong"), ("on-accent", "wrong")]);
    // A note is edited on its own ground, and its mark is amber.
    pairs.push(("you", "note-ground"));
    assert_eq!(too_faint(&pairs, 4.5), Vec::<String>::new());
}

#[test]
fn frames_of_controls_can_be_seen() {
    let pairs = ["page", "surface", "raised"].map(|ground| ("edge", ground));
    assert_eq!(too_faint(&pairs, 3.0), Vec::<String>::new());
}
