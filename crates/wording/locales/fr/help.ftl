### The help pages.

title = Aide
lead = Tout ce qu’il faut pour suivre vos colis et joindre le service client.
on-this-page = Sur cette page
nothing = rien
glossary = Glossaire
glossary-lead = Les mots que vous lisez sur ces pages, et ce qu’ils veulent dire.
guide = Guide d’utilisation
guide-title = Guide d’utilisation de Consigne
guide-lead = Trouver vos colis, comprendre où ils en sont et agir, chapitre par chapitre, avec des images des pages.
guide-pdf = Télécharger le guide en PDF
contents = Sommaire
online = « { $title } » en ligne
chapters = Chapitres
before = Chapitre précédent
after = Chapitre suivant
faq = Questions fréquentes
faq-lead = Un colis introuvable, une preuve qui manque, un relevé qui n’arrive pas : les réponses les plus demandées.

## What to do by state.

words = Les mots
states = Que faire selon le statut
states-lead = Chaque statut d’un colis, les événements qui y mènent, et ce que nous vous conseillons. Vous pouvez filtrer vos colis par chacun d’eux.
state = Statut
events = Événements
means = Ce que cela veut dire
to-do = Que faire
