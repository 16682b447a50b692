"""What gunicorn serves."""

import gc
import logging
import os

from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

from herning.web.logs import WithoutSecrets
from herning.web.patience import wait_briefly

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "herning.settings")
application = get_wsgi_application()
connection_created.connect(wait_briefly)
# gunicorn writes every address that is asked for, by a handler of its own.
logging.getLogger("gunicorn.access").addFilter(WithoutSecrets())
# What is loaded once stays; looking it through again in the middle of pages costs a long page tens of milliseconds.
gc.collect()
gc.freeze()
