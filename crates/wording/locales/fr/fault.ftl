### What the edge answers by itself, when no page is reached or a page broke down.
unreadable-title = Demande illisible
unreadable = Votre navigateur a envoyé une demande que nous ne pouvons pas lire.
refused-title = Envoi refusé
refused = Cet envoi ne vient pas d’une page de ce site. Revenez à la page, puis recommencez.
missing-title = Page introuvable
missing = Cette adresse n’existe pas, ou ne vous est pas accessible.
misdirected-title = Adresse inconnue
misdirected = Ce serveur ne répond pas sous ce nom. Vérifiez l’adresse du site.
broken-title = Un problème est survenu
broken = Quelque chose n’a pas fonctionné de notre côté. Réessayez dans un instant.
home = Revenir à l’accueil
reference = Référence : { $id }
