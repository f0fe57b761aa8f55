### What went wrong, and what to do next.
not-found = This page does not exist, or is not available to you.
signed-out = Your session has ended. Sign in to continue: nothing you wrote is lost.
outdated = The request changed meanwhile: it is now “{ $state }”. Read it again, then try once more if needed. Your text is kept.
outdated-by = { $by } moved the request on meanwhile: it is now “{ $state }”. Read it again, then try once more if needed. Your text is kept.
unavailable = We cannot do this right now. Try again in a moment: nothing you wrote is lost.
not-in-this-state = This is no longer possible in the request’s present state.
ticket-closed = This request is closed. You can file a new one on the same parcel.
slots-missing = Required documents are missing: ask the customer for them before resolving.
not-allowed = Your profile does not allow this. Ask customer service.
too-many-tries = { $minutes ->
    [one] Too many tries. Try again in a minute.
   *[other] Too many tries. Try again in { $minutes } minutes.
}
wrong-sign-in = The address or the password is not right.
link-expired = This link was used already or is no longer valid. Ask for a new one.
to-correct = { $count ->
    [one] One thing needs correcting.
   *[other] { $count } things need correcting.
}
missing = Fill in this field.
not-chosen = Choose an answer.
not-confirmed = Tick this box to confirm: nothing can be undone.
too-long = { $max ->
    [one] Write one character at most.
   *[other] Write { $max } characters at most.
}
too-short = { $min ->
    [one] Write at least one character.
   *[other] Write at least { $min } characters.
}
not-an-email = Write a complete e-mail address, such as name@example.com.
not-a-date = Write a date, such as 2026-11-30.
dates-reversed = The period ends before it begins: correct one of the two dates.
not-money = Write an amount, such as 129.90.
not-an-imei = Write the 15 digits of the IMEI (dial *#06# on the phone to see them).
nothing-found = No parcel found.
different = The two entries differ.
too-easy = This password is too easy to guess. Choose several unrelated words.
in-the-past = Choose a date that lies ahead.
not-offered = Choose one of the answers offered.
nothing-ticked = Tick at least one parcel, or choose all results.
too-many = Choose { NUMBER($max) } at most.
too-many-pasted = You pasted { NUMBER($count) } numbers or references: one search takes { NUMBER($max) } at most. Remove some, or search several times; your text is kept.
too-many-files = { $max ->
    [one] Attach one file at most.
   *[other] Attach { $max } files at most.
}
outside-window = The time to claim ended on { $day }.
not-a-delivery-day = Nothing is delivered on that day: choose a day from Monday to Saturday that is not a public holiday.
after-cut-off = The time limit for that day has passed. Choose a later day.
too-far-ahead = That day is too far ahead. Choose one of the days offered.
not-a-postcode = Write the whole postcode, in the form of its country, such as 69003.
town-differs = Town and postcode do not go together. Check both.
not-a-phone = Write a telephone number, such as 06 12 34 56 78.
instruction-changed = This parcel’s instruction has changed meanwhile. Read it again, then start over if need be. What you typed is kept.
instruction-changed-by = { $by } has given an instruction for this parcel meanwhile. Read it again, then start over if need be. What you typed is kept.
file-empty = this file is empty.
file-too-large = this file is larger than { $size }.
ticket-full = the request’s files together would exceed { $size }.
file-wrong-type = this file is neither a PDF nor a JPEG, PNG or WebP image.
file-unreadable = this file cannot be read: it is damaged, or the picture has too many pixels.
parcel-settled = This parcel’s way is over: there will be no more messages.
too-many-addresses = { $max ->
    [one] One address already follows this parcel, which is the most.
   *[other] { $max } addresses already follow this parcel, which is the most.
}
too-many-reports = You already have { NUMBER($max) } reports, subscriptions included: that is the most. Delete one, or end a subscription.
changed-meanwhile = This report has changed meanwhile, perhaps in another window. Read it again in a new window: what you typed is kept here.
out-of-range = Write a whole number from { NUMBER($least) } to { NUMBER($most) }.
window-reversed = The period would end before it begins: this number of days cannot exceed the one before.
never-due = None of the chosen days comes before this date: the report would never be sent.
not-a-file-name = Write a name without a folder or signs such as / \ : * ? " < > |, for example weekly-tracking.
too-many-recipients = { $max ->
    [one] One recipient at most.
   *[other] { $max } recipients at most.
}
more-than-own = You cannot give, nor change, more than your own profile allows.
last-administrator = Nobody would be left to manage users and profiles. Give these rights to somebody else first.
last-to-run = Nobody would be left to run the installation. Give the level Administrator to somebody else first.
taken = It exists already.
wrong-code = This code is not right, or was used already. Wait for the next one, or use a recovery code.
wrong-password = This is not your password.
sign-in-over = Too much time has passed, or something has changed meanwhile. Sign in again.
account-retired = The account of this parcel is retired: no new request can be filed on it. Those under way go on.
filing-stopped = You cannot file a new request for now. Customer service writes to you: “{ $word }” Your requests under way go on.
