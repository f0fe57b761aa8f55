### The four steps of filing a ticket.
