### Mails and reports; no page uses them, so the browser never loads them.
