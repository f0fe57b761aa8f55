### The second factor: signing in with a code, setting it up, recovery codes.

title = Second factor
lead = With a second factor, a stolen password is not enough: signing in also asks for a code that an application on your phone makes.
first = Your administrator asks for a second factor. Set one up to go on.
required = Your administrator asks everybody for a second factor.

## Signing in.

sign-in-title = Your code
sign-in-lead = Type the code that your application shows for Consigne.
sign-in-lost = You have neither your phone nor a recovery code? Ask your administrator to reset your second factor.
code = Code of the application
code-hint = Six digits that change every 30 seconds.
code-or-recovery = Code
code-or-recovery-hint = The six digits of your application, or one of your recovery codes.
password = Your password

## Setting up.

off-title = Not switched on
off-lead = You need an application that makes codes, on your phone or in your password manager.
begin = Set up
step-application = 1. Add Consigne to your application
step-application-lead = In your application, choose to add an account by key, and type this one:
open-application = Open my application
open-application-hint = if it is on this device
step-confirm = 2. Confirm
confirm = Switch on

## Switched on.

on-since = Switched on since { $day }.
codes-new = Your recovery codes
codes-new-lead = Each of them lets you in once without your application. Print or copy them and keep them in a safe place: this page shows them for ten minutes, and only in this browser.
codes-noted = I have kept them
codes-title = Recovery codes
codes-left = { $n ->
    [0] No recovery code is left.
    [one] One recovery code is left.
   *[other] { $n } recovery codes are left.
}
codes-lead = New codes replace the earlier ones, which then no longer work.
codes-renew = Make new codes
drop-title = Switch off
drop-lead = The password alone will then sign you in. Your other sessions end.
drop = Switch the second factor off
done-on = The second factor is switched on.
done-off = The second factor is switched off. Your other sessions have ended.
done-codes = The new codes are made.
done-noted = The codes are not shown any more.
done-used = You are signed in with a recovery code. { $left }

## What an administrator does.

rule = Everybody needs a second factor
rule-hint = Who has none is led to set one up at the next sign-in, and can open nothing else before.
rule-keep = Save the rule
rule-kept = The rule is saved.
has = Second factor
reset-title = Lost second factor
reset-lead = This person will sign in with the password alone and can set up another one. All sessions end, and a mail says so. Make sure that it is really this person who asks you.
reset = Reset the second factor
reset-done = The second factor is reset. All sessions of this person have ended.
qr = QR code for the application; the key below says the same
