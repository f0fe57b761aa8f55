### The pages of agents.
