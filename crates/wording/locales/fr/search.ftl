### Searching parcels: quick and by several criteria, and what is done with the results.

## The two forms.

tabs = Manières de chercher
tab-quick = Recherche rapide
tab-criteria = Recherche multicritères
pasted = Numéros de colis ou références
pasted-hint = Jusqu’à 200 à la fois, un par ligne ou séparés par un point-virgule. Les espaces et les minuscules ne gênent pas.
by = Chercher par
by-number = Numéro de colis
by-reference = Référence expéditeur
search = Chercher
as-csv = Télécharger en CSV
criteria-lead = Tous les critères se combinent ; ceux que vous laissez vides ne comptent pas.
from = Étiquette créée du
until = au
account = Compte
sub-account = Sous-compte
any-account = Tous les comptes
any-sub-account = Tous les sous-comptes
recipient = Nom du destinataire
recipient-hint = Le début du nom, ou le nom de famille. Sans accents ni majuscules, cela marche aussi.
recipient-reference = Référence destinataire
sender-reference = Référence expéditeur
postcode = Code postal de destination
postcode-hint = Entier, ou son début : 69 pour tout le Rhône.
country = Pays de destination
country-hint = Code à deux lettres : BE, DE, GB…
destination = Zone d’exportation
any-destination = Toutes les zones
national = National
international = International
european-union = Union européenne
rest-of-world = Reste du monde
sort = Trier par
sort-label-desc = Étiquette, la plus récente d’abord
sort-label = Étiquette, la plus ancienne d’abord
sort-number = Numéro
sort-number-desc = Numéro, en ordre inverse
sort-recipient = Destinataire
sort-recipient-desc = Destinataire, de Z à A
sort-postcode = Code postal
sort-postcode-desc = Code postal, en ordre inverse
clear = Effacer les critères

## Filters.

filters = Filtrer par statut
filters-help = Que veut dire chaque statut ?
by-mail = Recevoir ce relevé par courriel
more-than = { $count }+

## What was found.

wrong-numbers = { $count ->
    [one] Le caractère de contrôle de ce numéro ne convient pas, vérifiez-le : { $numbers }. Nous l’avons cherché tel quel.
   *[other] Le caractère de contrôle de { NUMBER($count) } numéros ne convient pas, vérifiez-les : { $numbers }. Nous les avons cherchés tels quels.
}
missing-title = { $count ->
    [one] Un numéro ou une référence sans résultat
   *[other] { NUMBER($count) } numéros ou références sans résultat
}
missing-lead = Vérifiez la saisie. Un colis reste visible 6 mois après la création de son étiquette.
cut = Nous avons trouvé { NUMBER($count) } colis et en affichons { NUMBER($shown) } : de chaque référence, les plus récents. Le fichier « Télécharger en CSV » du formulaire les contient tous.
results = Résultats
found = { $count ->
    [0] Aucun colis trouvé
    [one] Un colis trouvé
   *[other] { NUMBER($count) } colis trouvés
}
found-many = Plus de { NUMBER($count) } colis trouvés
none-title = Aucun colis ne correspond
none-lead = Élargissez la période, ou retirez un critère.
none-all = Voir tous les colis
tick = Choisir le colis { $number }
all-results = { $count ->
    [one] Le résultat
   *[other] Les { NUMBER($count) } résultats
}
all-many = Tous les résultats (plus de { NUMBER($count) })
with-chosen = Avec les colis choisis
file-form = Format du fichier
file-french = CSV pour tableur français
file-english = CSV pour tableur anglais
export = Exporter en CSV
instruct = Donner une consigne
scroll = Tableau des résultats
columns = Colonnes
columns-choose = Colonnes à afficher
columns-keep = Garder ces colonnes
open = Voir le suivi de { $number } ici
close = Refermer le suivi
open-short = Suivi
close-short = Refermer
first-page = Début des résultats
next-page = Résultats suivants
pages = Pages de résultats

## One parcel.

page = Ouvrir la page du colis
print = Imprimer la fiche
print-title = Suivi du colis { $number }
print-lead = Imprimez cette page depuis votre navigateur (Ctrl+P, ou ⌘P) : elle tient sur une feuille A4.
print-back = Retour au colis
print-cut = { $count ->
    [one] Un événement plus ancien n’est pas imprimé ; la page du colis le montre.
   *[other] { NUMBER($count) } événements plus anciens ne sont pas imprimés ; la page du colis les montre.
}
printed-on = Situation au { $day }
export-one = Extraire le suivi en CSV
