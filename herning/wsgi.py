"""What gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

from herning.web.patience import wait_briefly

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "herning.settings")
application = get_wsgi_application()
connection_created.connect(wait_briefly)
# What is loaded once stays; looking it through again in the middle of pages costs a long page tens of milliseconds.
gc.collect()
gc.freeze()
