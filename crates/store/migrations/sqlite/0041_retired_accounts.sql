-- Accounts and their parts that are retired: nothing new is filed on them, and what there is stays.

alter table account add column retired_at bigint;
alter table sub_account add column retired_at bigint;
