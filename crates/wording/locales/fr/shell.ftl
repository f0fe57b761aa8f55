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
not-allowed-title = Accès non prévu par votre profil
not-found-home = Revenir à l’accueil
unavailable-title = Momentanément indisponible
footer = Consigne, le service client du colis
session-ended-title = Votre session a été fermée
session-ended = Cette page ne suit plus ce qui se passe. Reconnectez-vous pour continuer.
downloads = Mes téléchargements
abuse = Abus

keys-title = Raccourcis clavier
keys-rows = Demande suivante, demande précédente, dans la liste
keys-tabs = Onglet suivant, onglet précédent, dans une demande
keys-reply = Répondre
keys-note = Écrire une note interne
keys-files = Fichier précédent, suivant
keys-search = Chercher un colis ou une demande
keys-overview = Afficher cette liste
keys-hint = Sur un Mac, ⌘ tient lieu de Ctrl. Les lettres seules n’agissent jamais dans un champ et se désactivent dans Mon compte.
