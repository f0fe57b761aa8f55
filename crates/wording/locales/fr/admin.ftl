### The pages of the operator’s administrators.
