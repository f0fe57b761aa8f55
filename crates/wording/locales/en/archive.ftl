### The archive of parcels that are shown no more, for the operator’s administrators.

title = Archived parcels
lead = Six months after its label was made, a parcel is shown to nobody any more: not on pages, nor in searches, reports or exports. It stays here until its label is { NUMBER($months) } months old, and is then erased with everything that hangs on it.
restricted = Only administrators open this page, and each look is recorded with its reason: everyday work has no more use for this personal data.
number = Parcel number or sender’s reference
number-hint = In full; spaces, dashes and lower case do not matter.
reason = Reason for looking
reason-hint = For example: a dispute, a judicial request or a recipient’s request, with its reference.
look = Look into the archive
looks = Last looks
looks-none = Nobody has looked into the archive yet.
looked-at = When
looked-by = Who
looked-for = Looked for
looked-why = Reason
looked-found = Parcels found

## What a look found.

opened-title = Look: { $query }
until = What this look found is for you alone to read, until { $time }.
found = { $count ->
    [one] One archived parcel
   *[other] { $count } archived parcels
}
labelled = Label of { $day }
nothing-title = Nothing in the archive for “{ $query }”
nothing = A parcel of this number or reference is still shown, has been erased, or was never announced.
over-title = This look is over
over = It lasted { NUMBER($minutes) } minutes. To read more, look into the archive again and say why.
again = Look again
path = Tracking
path-empty = No carrier has reported anything of this parcel.
details = Parcel details
