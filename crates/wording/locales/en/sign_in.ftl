### Signing in and out, a forgotten password.
