### The page that shows the building blocks.
