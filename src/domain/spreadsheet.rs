//! Text that a spreadsheet opens and must not run.

/// What a spreadsheet may take for the beginning of a formula, full-width signs included.
fn begins_formula(sign: char) -> bool {
    matches!(sign, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

/// A cell in which nothing begins a formula (OWASP ASVS 5.0, 1.2.10): what could gets an apostrophe in
/// front. Where a list is separated by semicolons or tabs, a spreadsheet may cut the cell there; so
/// what follows them counts as a beginning too.
pub fn inert(cell: &str) -> String {
    let mut safe = String::with_capacity(cell.len() + 1);
    for piece in cell.split_inclusive([';', '\t']) {
        if piece.trim_start_matches(' ').starts_with(begins_formula) {
            safe.push('\'');
        }
        safe.push_str(piece);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::inert;
    use proptest::prelude::*;

    #[test]
    fn no_cell_can_start_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t", "\r1", "  =cmd|' /C calc'!A0", "＝1"] {
            assert_eq!(inert(text), format!("'{text}"));
        }
        assert_eq!(inert("x;=1+1;y\t@a; b"), "x;'=1+1;y\t'@a; b");
        assert_eq!(inert("«Nadie», dijo \"ella\"\nhoy = nunca"), "«Nadie», dijo \"ella\"\nhoy = nunca");
    }

    proptest! {
        #[test]
        fn wherever_a_table_is_cut_no_cell_starts_a_formula(text: String) {
            for cell in inert(&text).split([';', '\t']) {
                let first = cell.trim_start_matches(' ').chars().next();
                prop_assert!(first.is_none_or(|sign| !super::begins_formula(sign)));
            }
        }
    }
}
