-- The words of each ticket: of its numbers, references, people, messages and files. They are cut and folded by the
-- program, so that both engines find the same; each side has its own, because notes are for one side only. The first
-- word of the customer's is his id, so that searching among his tickets reads no others.

create table ticket_words (
    id             integer not null primary key, -- that of the index below
    ticket_id      text    not null unique references ticket (id),
    customer_words text    not null, -- with single spaces between
    operator_words text    not null
);
create virtual table ticket_word_index using fts5(
    customer_words, operator_words, content = 'ticket_words', content_rowid = 'id', tokenize = 'ascii',
    prefix = '2 3 4', detail = 'column'
);
create trigger ticket_words_in after insert on ticket_words begin
    insert into ticket_word_index (rowid, customer_words, operator_words)
    values (new.id, new.customer_words, new.operator_words);
end;
create trigger ticket_words_out after delete on ticket_words begin
    insert into ticket_word_index (ticket_word_index, rowid, customer_words, operator_words)
    values ('delete', old.id, old.customer_words, old.operator_words);
end;
create trigger ticket_words_anew after update on ticket_words begin
    insert into ticket_word_index (ticket_word_index, rowid, customer_words, operator_words)
    values ('delete', old.id, old.customer_words, old.operator_words);
    insert into ticket_word_index (rowid, customer_words, operator_words)
    values (new.id, new.customer_words, new.operator_words);
end;

-- Tickets whose words are to be cut anew.
create table ticket_words_due (
    ticket_id text not null primary key references ticket (id)
);
insert into ticket_words_due (ticket_id) select id from ticket;

-- What is taken out of a thread is found no more from that moment.
create trigger message_words_gone after update of body, audience on message begin
    delete from ticket_words where ticket_id = new.ticket_id;
    insert or ignore into ticket_words_due (ticket_id) values (new.ticket_id);
end;
create trigger message_gone after delete on message begin
    delete from ticket_words where ticket_id = old.ticket_id;
    insert or ignore into ticket_words_due (ticket_id) values (old.ticket_id);
end;
create trigger file_words_gone after update of name, audience on file
when old.ticket_id is not null begin
    delete from ticket_words where ticket_id = old.ticket_id;
    insert or ignore into ticket_words_due (ticket_id) values (old.ticket_id);
end;
create trigger file_gone after delete on file
when old.ticket_id is not null begin
    delete from ticket_words where ticket_id = old.ticket_id;
    insert or ignore into ticket_words_due (ticket_id) values (old.ticket_id);
end;

-- What the inbox is sorted by, besides the last change.
create index ticket_by_customer_filed on ticket (customer_id, created_at, id);
