### Labels of the building blocks: what every screen shares.

## Forms.

optional = optional
error-word = Error:
busy = Sending
waiting-for-files = Your files are arriving. This is sent as soon as they are here.
not-sent-yet = Not sent yet: there is no connection. Your text is kept, and we keep trying until it goes through.
sign-in-again = Open sign-in in a new tab

## Refusals that came without words of the server.

signed-out = Your session has ended. Open sign-in in a new tab, then send again: nothing is lost.
outdated = Something has changed meanwhile. Reload the page to see where the request stands; keep a copy of your text.
not-found = What you are looking for does not exist, or is not yours.
too-many = Too many tries. Wait a minute, then try again.
not-accepted = This was not accepted. Check what you entered and the size of your files.
offline = There is no connection. Try again in a moment; your text is kept.
unavailable = We cannot do this now. Try again in a moment; your text is kept.

## Files.

choose-files = Choose files
take-picture = Take a picture
or-drop-files = or drop them here
file-limits = PDF, JPEG, PNG or WebP; at most { $count ->
    [one] { $count } file
   *[other] { $count } files
  } of { $size } each; { $total } in all for one request.
remove-file = Remove { $name }
sending-file = Sending { $name }
file-waits = Waiting for a connection
file-too-large = Too large: at most { $size }.
file-empty = This file is empty.
file-failed = This file could not be sent. Remove it, then try again.
too-many-files = At most { $count ->
    [one] { $count } file
   *[other] { $count } files
  }: the rest was not added.

## Finding one’s way.

skip-to-content = Skip to content
breadcrumb = Breadcrumb
pages = Pages
newer = Newer
older = Older
new-tab = (new tab)
step-done = (step done)
step-here = (present step)
step-ahead = (step to come)

## Small deeds.

close = Close
copy-what = Copy { $what }
copied = Copied
select-all = Tick all
loading = Loading
