### The help pages.

title = Aide
lead = Tout ce qu’il faut pour suivre vos colis et joindre le service client.
on-this-page = Sur cette page
nothing = rien
glossary = Glossaire
glossary-lead = Les mots que vous lisez sur ces pages, et ce qu’ils veulent dire.

## What to do by state.

words = Les mots
states = Que faire selon le statut
states-lead = Chaque statut d’un colis, les événements qui y mènent, et ce que nous vous conseillons. Vous pouvez filtrer vos colis par chacun d’eux.
state = Statut
events = Événements
means = Ce que cela veut dire
to-do = Que faire
