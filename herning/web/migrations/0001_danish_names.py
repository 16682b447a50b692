"""Extensions the constraints need, and the two functions that sort and search names in Danish."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

# The builtin C.UTF-8 collation exists on every PostgreSQL from 17 on, whatever the server was installed with.
SORT = """
CREATE FUNCTION danish_sort(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
    replace(lower(name COLLATE "pg_c_utf8"), 'aa', 'å'),
    'æäøöåáàâãéèêëíìîïóòôõúùûüýÿñç',
    '{{||}aaaaeeeeiiiioooouuuyyync'
) COLLATE "C"
"""
FOLD = """
CREATE FUNCTION danish_fold(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ' ' || trim(regexp_replace(translate(
    replace(replace(lower(name COLLATE "pg_c_utf8"), 'æ', 'ae'), 'aa', 'a'),
    'äøöåáàâãéèêëíìîïóòôõúùûüýÿñç-',
    'aooaaaaaeeeeiiiioooouuuyyync '
), '\\s+', ' ', 'g')) COLLATE "C"
"""


class Migration(migrations.Migration):
    dependencies = []
    run_before = [("accounts", "0001_initial"), ("cases", "0001_initial"), ("interventions", "0001_initial")]
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(SORT, "DROP FUNCTION danish_sort(text)"),
        migrations.RunSQL(FOLD, "DROP FUNCTION danish_fold(text)"),
    ]
