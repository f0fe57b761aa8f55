### What the edge answers by itself, when no page is reached or a page broke down.
unreadable-title = Unreadable request
unreadable = Your browser sent something that we cannot read.
refused-title = Not accepted
refused = This was not sent from a page of this site. Go back to the page and try again.
missing-title = Page not found
missing = This address does not exist, or is not available to you.
misdirected-title = Unknown address
misdirected = This server does not answer to that name. Check the address of the site.
broken-title = Something went wrong
broken = Something did not work on our side. Try again in a moment.
home = Back to the beginning
reference = Reference: { $id }
