//! `consigne proof import`, as a carrier's night run calls it.

use std::io;

use crate::Place;

/// One pixel.
const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0,
    0xf0, 0x1f, 0, 5, 0, 1, 0xff, 0x89, 0x99, 0x3d, 0x1d, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

const HEAD: &str = "tracking_number;carrier;delivered_at;signatory;signature\n";

#[test]
fn good_rows_are_kept_bad_ones_are_said_and_twice_changes_nothing() -> io::Result<()> {
    let place = Place::new()?;
    std::fs::create_dir(place.path("images"))?;
    std::fs::write(place.path("images/s.png"), PIXEL)?;
    std::fs::write(place.path("secret.png"), PIXEL)?;
    place.write(
        "proofs.csv",
        &format!(
            "{HEAD}XY1;colissimo;2026-01-02 10:00;Mme Lefèvre;s.png\nXY2;colissimo;2026-01-02 10:00;;../secret.png\n\
             XY3;colissimo;hier;;\n"
        ),
    )?;
    let out = place.done("proof import proofs.csv --images images")?;
    assert!(out.contains("line 3: not the name of a file in the folder of images: \"../secret.png\""), "{out}");
    assert!(out.contains("line 4: not a moment: \"hier\""), "{out}");
    assert!(out.contains("1 added, 0 changed, 0 unchanged, 1 waiting for their parcel, 2 rejected"), "{out}");
    let again = place.done("proof import proofs.csv --images images --json")?;
    assert!(again.contains(r#""added":0"#) && again.contains(r#""unchanged":1"#), "{again}");
    assert!(again.contains(r#""code":"not_a_name""#), "{again}");
    assert!(place.done("doctor").is_ok());
    Ok(())
}

#[test]
fn a_file_of_nothing_good_ends_with_one() -> io::Result<()> {
    let place = Place::new()?;
    place.write("proofs.csv", &format!("{HEAD}XY1;colissimo;2026-01-02 10:00;;s.png\n"))?;
    let (status, out, error) = place.call("proof import proofs.csv")?;
    assert_eq!(status, 1, "{out}");
    assert!(out.contains("say where images are with --images") && error.contains("no row"), "{out}{error}");
    for (line, said) in [
        ("proof import nowhere.csv", "nowhere.csv"),
        ("proof import proofs.csv --images nowhere", "nowhere: not a folder"),
    ] {
        assert!(place.refused(line, 1)?.contains(said), "{line}");
    }
    Ok(())
}
