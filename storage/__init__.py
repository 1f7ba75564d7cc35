"""SQL and key files: engines, one package a subject, migrations. Imports nothing of ours."""
