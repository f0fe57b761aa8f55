//! Values of the domain into words, by an exhaustive `match` each: a new state, reason or refusal does not compile
//! until it has words in both languages. The words are those of `locales/*/values.ftl`.
