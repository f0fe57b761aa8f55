### The frame of every page: menu, language, footer, skip link.
requests = Demandes
parcels = Colis
reports = Relevés
desk = Bureau
mails = Courriels sortants
archive = Archive
account = Mon compte
help = Aide
sign-in = Se connecter
sign-out = Se déconnecter
menu = Menu
navigation = Navigation principale
search = N° de colis, référence, demande…
search-label = Rechercher un colis ou une demande
language-choice = Langue
demonstration = Démonstration
clock-ahead = { $days ->
    [one] Horloge de démonstration : + un jour
   *[other] Horloge de démonstration : + { $days } jours
}
gallery = Galerie
not-found-title = Page introuvable
not-found-home = Revenir à l’accueil
unavailable-title = Momentanément indisponible
footer = Consigne, le service client du colis
session-ended-title = Votre session a été fermée
session-ended = Cette page ne suit plus ce qui se passe. Reconnectez-vous pour continuer.
downloads = Mes téléchargements
