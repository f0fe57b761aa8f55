### Searching parcels: quick and by several criteria, and what is done with the results.

## The two forms.

tabs = Ways to search
tab-quick = Quick search
tab-criteria = Multi-criteria search
pasted = Parcel numbers or references
pasted-hint = Up to 200 at once, one per line or separated by a semicolon. Spaces and lower case do not matter.
by = Search by
by-number = Parcel number
by-reference = Sender’s reference
search = Search
as-csv = Download as CSV
criteria-lead = All criteria combine; those you leave empty do not count.
from = Label made from
until = to
account = Account
sub-account = Sub-account
any-account = All accounts
any-sub-account = All sub-accounts
recipient = Recipient’s name
recipient-hint = The beginning of the name, or the surname. Accents and capitals do not matter.
recipient-reference = Recipient’s reference
sender-reference = Sender’s reference
postcode = Postcode of destination
postcode-hint = All of it, or its beginning: 69 for all of Rhône.
country = Country of destination
country-hint = Its code of two letters: BE, DE, GB…
destination = Export zone
any-destination = All zones
national = National
international = International
european-union = European Union
rest-of-world = Rest of the world
sort = Sort by
sort-label-desc = Label, latest first
sort-label = Label, oldest first
sort-number = Number
sort-number-desc = Number, in reverse
sort-recipient = Recipient
sort-recipient-desc = Recipient, Z to A
sort-postcode = Postcode
sort-postcode-desc = Postcode, in reverse
clear = Clear the criteria

## Filters.

filters = Filter by status
filters-help = What does each status mean?
by-mail = Receive this report by mail
more-than = { $count }+

## What was found.

wrong-numbers = { $count ->
    [one] The check character of this number does not hold, please look at it again: { $numbers }. We searched for it as it is.
   *[other] The check characters of { NUMBER($count) } numbers do not hold, please look at them again: { $numbers }. We searched for them as they are.
}
missing-title = { $count ->
    [one] One number or reference without a result
   *[other] { NUMBER($count) } numbers or references without a result
}
missing-lead = Check what you typed. A parcel is visible for 6 months after its label was made.
cut = We found { NUMBER($count) } parcels and show { NUMBER($shown) } of them: of each reference the latest. The file of the form’s “Download as CSV” holds all of them.
results = Results
found = { $count ->
    [0] No parcel found
    [one] One parcel found
   *[other] { NUMBER($count) } parcels found
}
found-many = More than { NUMBER($count) } parcels found
none-title = No parcel matches
none-lead = Widen the period, or remove a criterion.
none-all = See all parcels
tick = Choose parcel { $number }
all-results = { $count ->
    [one] The result
   *[other] All { NUMBER($count) } results
}
all-many = All results (more than { NUMBER($count) })
with-chosen = With the chosen parcels
file-form = Form of the file
file-french = CSV for a French spreadsheet
file-english = CSV for an English spreadsheet
export = Export as CSV
instruct = Give an instruction
scroll = Table of results
columns = Columns
columns-choose = Columns to show
columns-keep = Keep these columns
open = See the tracking of { $number } here
close = Close the tracking
open-short = Tracking
close-short = Close
first-page = First results
next-page = Next results
pages = Pages of results

## One parcel.

page = Open the parcel’s page
print = Print the sheet
print-title = Tracking of parcel { $number }
print-lead = Print this page from your browser (Ctrl+P, or ⌘P): it fits one A4 sheet.
print-back = Back to the parcel
print-cut = { $count ->
    [one] An earlier event is left out here; the parcel’s page has it.
   *[other] { NUMBER($count) } earlier events are left out here; the parcel’s page has them.
}
printed-on = As of { $day }
export-one = Extract the tracking as CSV
