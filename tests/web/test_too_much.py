"""What is sent without end is refused before it is read: it would fill the server's memory."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from interventions.exchange.csv_file import MOST_BYTES

OVERHEAD = 10_000


class Unread:
    """A body that nobody may read."""

    def read(self, *_args):
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize("address", ["/konto/login/", "/syn/ukendt/", "/findes-ikke/"])
def test_an_upload_larger_than_any_form_is_refused_unread(address, db):
    sent = RequestFactory().post(address, {"a": "b"}).environ
    sent |= {"CONTENT_LENGTH": str(settings.MOST_BYTES_SENT + 1), "wsgi.input": Unread()}

    answer = Client(enforce_csrf_checks=True).request(**sent)

    assert answer.status_code == 413
    assert "Det, der blev sendt, er for stort" in answer.content.decode()


def test_the_largest_catalogue_that_may_be_read_in_comes_through(signed_in, alf):
    told = "x" * (MOST_BYTES - 10)
    assert settings.MOST_BYTES_SENT >= MOST_BYTES + OVERHEAD

    answer = signed_in(alf).post(
        reverse("interventions:import_catalogue"), {"file": SimpleUploadedFile("katalog.csv", told.encode())}
    )

    assert resolve(answer["Location"]).view_name == "interventions:imported"


@pytest.mark.parametrize("length", ["", "-1", "²", "x"])
def test_an_odd_length_is_read_as_none(length, db):
    sent = RequestFactory().get("/konto/login/").environ | {"CONTENT_LENGTH": length}

    assert Client().request(**sent).status_code == 200
