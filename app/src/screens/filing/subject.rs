//! The third step: the subject, and where it has any, the sub-reason, which shows below the chosen subject.

use leptos::prelude::*;
use leptos_meta::Title;
use wording::filing;

use super::at_hand::AtHand;
use super::steps::{DraftFoot, Kept, Place, Steps, draft_page};
use crate::api::filing::{FilingPage, SubjectView, sub_reason_field};
use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonLook, Choice, DeedForm, Fieldset, Link, Radio, RadioGroup, language};

/// The page `/requests/new/:draft/subject`.
#[component]
pub fn FilingSubjectScreen() -> impl IntoView {
    draft_page(|page| view! { <Subjects page/> })
}

/// The page once it is read.
#[component]
fn Subjects(
    /// The draft.
    page: FilingPage,
) -> impl IntoView {
    let language = language();
    let title = filing::subject_title(language);
    let kept = Kept::of(page.saved.as_ref());
    let FilingPage { draft, subjects, subject, sub_reason, .. } = page;
    let (action, back) = (Place::Subject.address(&draft), Place::Check.address(&draft));
    let subjects = move || {
        // Built inside the form, because a choice finds its form in the context.
        let one = |(place, view): (usize, SubjectView)| {
            let chosen = view.key == subject;
            let sub_reason = if chosen { sub_reason.clone() } else { String::new() };
            view! { <Subject subject=view first=place == 0 chosen sub_reason/> }
        };
        subjects.into_iter().enumerate().map(one).collect_view()
    };
    view! {
        <Title text=title/>
        <Steps here=Place::Subject draft=draft.clone()/>
        <h1 tabindex="-1">{title}</h1>
        <p class="page-lead">{filing::subject_lead(language)}</p>
        <DeedForm name="subject" action=action deed=draft keep=true>
            <Fieldset name="subject" legend=filing::subject(language) hide_legend=true>
                <div class="card filing-subjects">
                    <div class="choices">{subjects()}</div>
                </div>
            </Fieldset>
            <div class="form-buttons">
                <Button look=ButtonLook::Primary>{filing::next(language)}</Button>
                <Link href=back>{filing::back(language)}</Link>
            </div>
            <DraftFoot kept=kept/>
        </DeedForm>
    }
    .into_piece()
}

/// One subject. What narrows it down follows it and shows only while it is chosen, without scripts too.
#[component]
fn Subject(
    /// The subject.
    subject: SubjectView,
    /// Whether it is the first.
    first: bool,
    /// Whether it is the chosen one.
    chosen: bool,
    /// The chosen sub-reason's key, or empty.
    sub_reason: String,
) -> impl IntoView {
    let help = (!subject.help.is_empty()).then_some(subject.help);
    let at_hand = subject.at_hand;
    let has_more = !subject.sub_reasons.is_empty() || !at_hand.is_empty();
    let sub_reasons = (!subject.sub_reasons.is_empty()).then(|| {
        let choices = subject.sub_reasons.into_iter().map(|(key, label)| Choice::new(key, label)).collect();
        view! {
            <RadioGroup
                name=sub_reason_field(&subject.key)
                legend=filing::sub_reason(language())
                choices=choices
                value=sub_reason
            />
        }
    });
    let reveal = has_more.then(|| view! { <div class="choice-reveal"><AtHand proofs=at_hand/> {sub_reasons}</div> });
    view! {
        <Radio name="subject" value=subject.key first=first checked=chosen hint=help>{subject.label}</Radio>
        {reveal}
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Subjects;
    use crate::api::filing::{FilingPage, SubjectView};
    use crate::error::{Attempt, Failure, FailureKind, FieldFailure};
    use crate::ui::specimen::html;

    fn subject(key: &str, sub_reasons: &[&str]) -> SubjectView {
        SubjectView {
            key: key.into(),
            label: key.into(),
            help: String::new(),
            sub_reasons: sub_reasons.iter().map(|one| ((*one).into(), (*one).into())).collect(),
            at_hand: Vec::new(),
        }
    }

    #[test]
    fn sub_reasons_of_two_subjects_do_not_mix() {
        let page = FilingPage {
            draft: "d1".into(),
            subjects: vec![subject("swap", &["other"]), subject("delay", &[]), subject("malfunction", &["other"])],
            subject: "malfunction".into(),
            sub_reason: "other".into(),
            ..FilingPage::default()
        };
        let shown = html(move || view! { <Subjects page/> });
        assert!(shown.contains("name=\"sub_reason-swap\""), "{shown}");
        assert!(shown.contains("name=\"sub_reason-malfunction\""), "{shown}");
        assert_eq!(shown.matches("choice-reveal").count(), 2, "{shown}");
        assert_eq!(shown.matches(" checked").count(), 2, "the subject and its own sub-reason: {shown}");
    }

    #[test]
    fn a_missing_sub_reason_comes_back_beside_its_subject() {
        let attempt = Attempt {
            form: "subject".into(),
            values: vec![("subject".into(), "swap".into())],
            failure: Some(Failure {
                kind: FailureKind::Invalid,
                summary: "Un point est à corriger.".into(),
                fields: vec![FieldFailure { field: "sub_reason-swap".into(), message: "Choisissez.".into() }],
            }),
        };
        let shown = html(move || {
            provide_context(attempt);
            let subjects = vec![subject("delay", &[]), subject("swap", &["other"])];
            view! { <Subjects page=FilingPage { subjects, ..FilingPage::default() }/> }
        });
        assert_eq!(shown.matches(" checked").count(), 1, "{shown}");
        let target = shown.split("href=\"#").nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
        assert!(shown.contains(&format!("id=\"{target}\"")), "{target} in {shown}");
        assert_eq!(shown.matches("Choisissez.").count(), 2, "above and beside: {shown}");
    }
}
