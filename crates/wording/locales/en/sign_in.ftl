### Signing in and out, a forgotten password.

## Signing in.

title = Sign in
email = E-mail address
password = Password
enter = Sign in
forgot = Forgot your password?
first = Sign in to continue.
signed-out = You are signed out.
password-chosen = Your password is changed. Sign in with the new one.

## The people of a demo.

demo-title = Try the demonstration
demo-lead = Enter as one of these people with one press. All of it is made up, and nothing leaves this machine.
demo-password = To type one of these addresses: the password of all is { $password }

## A forgotten password.

forgot-title = Forgotten password
forgot-lead = Tell us the address you sign in with: we send it a link to choose another password.
send-link = Send the link
link-sent-title = On its way
link-sent = If there is an account with this address, a link was just sent to it. It is valid for two hours and works once. Nothing there? Look among the unwanted mails, or ask customer service.
back = Back to signing in

## Choosing a password by a link.

choose-title = Choose a password
choose-lead = For the account { $email }. All open sessions of this account will end.
new-password = New password
new-password-hint = At least 12 characters; a few unrelated words do very well.
new-password-again = The same once more
choose = Choose this password
expired-title = Link no longer valid
ask-again = Ask for a new link
