-- The words of each ticket: of its numbers, references, people, messages and files. They are cut and folded by the
-- program, so that both engines find the same; each side has its own, because notes are for one side only. The first
-- word of the customer's is his id, so that searching among his tickets reads no others.

create table ticket_words (
    ticket_id       text     not null primary key references ticket (id),
    customer_words  text     not null, -- with single spaces between
    operator_words  text     not null,
    customer_vector tsvector not null generated always as (array_to_tsvector(string_to_array(customer_words, ' '))) stored,
    operator_vector tsvector not null generated always as (array_to_tsvector(string_to_array(operator_words, ' '))) stored
);
create index ticket_words_of_customer on ticket_words using gin (customer_vector);
create index ticket_words_of_operator on ticket_words using gin (operator_vector);

-- Tickets whose words are to be cut anew.
create table ticket_words_due (
    ticket_id text not null primary key references ticket (id)
);
insert into ticket_words_due (ticket_id) select id from ticket;

-- What is taken out of a thread is found no more from that moment.
create function forget_ticket_words() returns trigger language plpgsql as $$
begin
    delete from ticket_words where ticket_id = old.ticket_id;
    insert into ticket_words_due (ticket_id) values (old.ticket_id) on conflict do nothing;
    return null;
end;
$$;
create trigger message_words_gone after update of body, audience on message
    for each row execute function forget_ticket_words();
create trigger message_gone after delete on message
    for each row execute function forget_ticket_words();
create trigger file_words_gone after update of name, audience on file
    for each row when (old.ticket_id is not null) execute function forget_ticket_words();
create trigger file_gone after delete on file
    for each row when (old.ticket_id is not null) execute function forget_ticket_words();

-- What the inbox is sorted by, besides the last change.
create index ticket_by_customer_filed on ticket (customer_id, created_at, id);
