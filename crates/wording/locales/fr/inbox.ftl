### The list of tickets of a customer.
