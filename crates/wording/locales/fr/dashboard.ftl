### The dashboard: figures of what was filed, beside what they were before.
title = Tableau de synthèse
lead-customer = Vos demandes en chiffres : ce qui attend, depuis quand, et ce que sont devenues celles d’une période. Chaque nombre mène aux demandes qu’il compte.
lead-operator = Les demandes en chiffres : ce qui attend, depuis quand, et ce que sont devenues celles d’une période. Chaque nombre mène aux demandes qu’il compte.
periods = Période
last-days = { $days ->
    [one] Un jour
   *[other] { $days } jours
}
last-months = { $months ->
    [one] Un mois
   *[other] { $months } mois
}
from = Du
to = Au
customer = Client
customer-hint = Le nom du client ; laissez vide pour tous.
filter = Afficher
wrong-day = Choisissez un jour.
wrong-period = La fin vient avant le début, ou la période dépasse dix ans.
no-customer = Aucun client ne porte ce nom.
period = Demandes déposées du { $from } au { $to }
now = En ce moment
mine = À vous d’agir
late = En retard
ages = Demandes ouvertes par ancienneté
age = Ancienneté
age-below = Moins de { $days } jours
age-between = De { $from } à { $to } jours
age-above = Plus de { $days } jours
states = Demandes par état
state = État
number = Nombre
chart = Graphique
measures = Mesures
measure = Mesure
value = Valeur
of-what = Sur
of = { $n ->
    [one] { $count } demande
   *[other] { $count } demandes
}
before = Au départ
change = Écart
claim = Objectif
reached = atteint
not-reached = non atteint
no-figure = –
handling = Durée de traitement (médiane)
repeats = Demandes répétées
first-answer = Première réponse (médiane)
contests = Réponses contestées
satisfaction = Satisfaction (moyenne)
hours = { $hours }{"\u00A0"}h ouvrées
percent = { $number }{"\u00A0"}%
stars = { $stars } sur 5
explained = Une heure ouvrée se compte de 9{"\u00A0"}h à 17{"\u00A0"}h, du lundi au vendredi hors jours fériés. Une demande est répétée quand un de ses colis en avait une autre dans les 30 jours d’avant. Les demandes fusionnées ne comptent qu’une fois ; celles qui ont été retirées restent hors des contestations et de la satisfaction.
recent = Modifiées récemment
recent-none = Aucune demande pour l’instant.
all = Toutes les demandes
baseline = Valeurs de départ
baseline-all = Ce que les mesures valaient avant, pour tous les clients qui n’ont pas de valeurs à eux. Laissez vide ce que vous ne savez pas.
baseline-of = Ce que les mesures valaient avant pour { $customer }. Laissez vide ce que vous ne savez pas ; sans aucune valeur, celles de tous les clients servent.
baseline-handling = Durée de traitement, en heures ouvrées
baseline-repeats = Demandes répétées, en %
baseline-keep = Enregistrer
list-filed = Demandes déposées
list-state = Demandes à l’état « { $state } »
list-resolved = Demandes traitées
list-answered = Demandes qui ont reçu une réponse
list-repeats = Demandes répétées
list-contested = Demandes dont la réponse a été contestée
list-rated = Demandes notées
list-open = Demandes ouvertes : { $age }
list-none-title = Aucune demande
list-none = Ce nombre ne compte aucune demande.
