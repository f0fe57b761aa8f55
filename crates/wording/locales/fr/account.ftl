### My account: sessions, language, notifications.
