### The help pages.

title = Help
lead = All you need to follow your parcels and to reach customer service.
on-this-page = On this page
nothing = nothing
glossary = Glossary
glossary-lead = The words you read on these pages, and what they mean.
guide = User guide
guide-title = Consigne user guide
guide-lead = Find your parcels, understand where they stand and act, chapter by chapter, with pictures of the pages.
guide-pdf = Download the guide as a PDF
contents = Contents
online = “{ $title }” online
chapters = Chapters
before = Previous chapter
after = Next chapter
faq = Frequent questions
faq-lead = A parcel that is not found, a proof that is missing, a report that does not come: the answers asked for most.

## What to do by state.

words = The words
states = What to do by status
states-lead = Every status a parcel can have, the events that lead to it, and what we suggest you do. You can filter your parcels by each of them.
state = Status
events = Events
means = What it means
to-do = What to do
