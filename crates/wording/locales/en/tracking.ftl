### Tracking messages (MAS): subscribing to a parcel's events, confirming an address, leaving.

## On the parcel's page.

card-title = Tracking messages
card-lead = Get an e-mail when this parcel reaches another step.
card-link = Subscribe to automatic tracking messages

## One parcel's messages.

title = Automatic tracking messages
lead = We write to the addresses below when something happens to this parcel, until its way is over.
form-title = Subscribe
who = Whom to tell
who-own = Me, at { $address }
who-other = Another address
who-other-hint = It first gets an e-mail to confirm, and nothing else until then.
address = Address to tell
address-hint = Only if you chose another address.
events = Tell of
language = Language of the e-mails
subscribe = Subscribe
settled-title = This parcel’s way is over
settled = There will be no more messages. If the carrier corrects what it reported, the subscriptions go on by themselves.
subscribed = Done: this address will be told.
asked = An e-mail is on its way to ask this address to confirm. Its link is valid for 7 days.
ended = This address is no longer told.

## The addresses that are told.

list-title = Your subscriptions to this parcel
none = You have not subscribed any address yet.
waits = To be confirmed
waits-over = Link to confirm has expired
told = Told
events-count = { $count ->
    [one] One event
   *[other] { $count } events
}
in-language = { $events } · in { $tongue }
french = French
english = English
remove = Unsubscribe
remove-what = Unsubscribe { $address }
all-link = All my subscriptions

## Everything that somebody subscribed to.

all-title = My tracking messages
all-lead = The addresses that you subscribed to automatic tracking messages, for all parcels.
all-none-title = No subscription
all-none = Open a parcel to subscribe to its tracking messages.
all-find = Find a parcel
parcel = Parcel
recipient = Address
state = Subscription
deed = Action
parcel-state = Parcel status

## A followed parcel, by the link in a mail.

follow-title = Parcel { $number }
follow-over-title = This link no longer works
follow-over = The tracking messages of this parcel have ended, or its sender can no longer see the parcel. Please ask the sender.

## Leaving by the link in a mail.

stop-title = Stop the messages of this parcel
stop-lead = You will get no more tracking messages of parcel { $number } at this address.
stop = Stop these messages
stopped-title = You will get no more of these messages
stopped = No more tracking messages of parcel { $number } will be sent to this address.

## Confirming by the link in a mail.

confirm-title = Get tracking messages
confirm-lead = { $sender } suggests that { $address } be told how parcel { $number } gets on.
confirm-events = You will get an e-mail for:
confirm-promise = Each e-mail lets you stop by one press.
confirm = Confirm my address
confirmed-title = Your address is confirmed
confirmed = { $address } will be told how parcel { $number } gets on.
expired-title = This link is no longer valid
expired = It was replaced, is older than 7 days, or the subscription has ended. Ask the sender to sign you up again.
