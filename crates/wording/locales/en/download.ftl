### Files made in the background.

title = My downloads
lead = The files you asked for. They stay here for 7 days, then they are erased.
none-title = No files yet
none = A long export or a batch of proofs of delivery is prepared in the background: you will find it here.
file = File
asked = Requested
state = Status
waiting = Being prepared
ready = Ready
failed = Failed
size = Size
until = Available until { $day }
fetch = Download
making-title = Your file is being prepared
making-lead = You can leave this page: the file will wait for you under “My downloads”.
making-mail = You will also get a message as soon as it is ready.
progress = { NUMBER($done) } of { NUMBER($total) }
progress-unknown = In progress…
ready-title = Your file is ready
failed-title = The file could not be prepared
failed-lead = Nothing is lost: ask for it again. If it keeps failing, file a request.
refresh = Refresh
