//! Rust sources as tokens: comments are gone, strings are single literals, nothing can hide in either.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

pub fn parse(file: &str, source: &str) -> Vec<TokenTree> {
    let stream: TokenStream = source.parse().unwrap_or_else(|e| panic!("{file} is not Rust: {e}"));
    stream.into_iter().collect()
}

pub fn ident(token: Option<&TokenTree>) -> Option<String> {
    match token {
        Some(TokenTree::Ident(name)) => Some(name.to_string()),
        _ => None,
    }
}

pub fn is_punct(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(p)) if p.as_char() == sign)
}

/// Whether `::` stands at this place.
pub fn is_path_sign(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':')
}

pub fn inside(token: Option<&TokenTree>, delimiter: Delimiter) -> Option<Vec<TokenTree>> {
    match token {
        Some(TokenTree::Group(group)) if group.delimiter() == delimiter => {
            Some(group.stream().into_iter().collect())
        }
        _ => None,
    }
}

/// Calls `visit` with every run of sibling tokens, the innermost groups included.
pub fn walk(tokens: &[TokenTree], visit: &mut impl FnMut(&[TokenTree])) {
    visit(tokens);
    for token in tokens {
        if let TokenTree::Group(group) = token {
            let children: Vec<_> = group.stream().into_iter().collect();
            walk(&children, visit);
        }
    }
}
