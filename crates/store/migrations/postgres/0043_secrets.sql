-- The link to a followed parcel has a secret of its own, so that whoever is shown where it is cannot end its messages.
-- Links in mails that went out before stay what they were.

alter table tracking_subscription add column follow_token text not null default '';
update tracking_subscription set follow_token = token;
create unique index tracking_subscription_by_follow on tracking_subscription (follow_token);
