### The frame of every page: menu, language, footer, skip link.
