"""What was searched for is kept with the session and stands in no address: the way back to a result asks nothing."""

from secrets import token_urlsafe

from django.http import HttpRequest, HttpResponseRedirect

KEPT = "searches"
# One for each tab and each way back that somebody may still use; older ones are searched for anew.
MOST_KEPT = 20


def to_result(request: HttpRequest, words: str) -> HttpResponseRedirect:
    """Keep the words until the person signs out, and lead to the page that shows what they find."""
    key = token_urlsafe(9)
    earlier = list(request.session.get(KEPT, {}).items())[1 - MOST_KEPT :]
    request.session[KEPT] = dict([*earlier, (key, words)])
    return HttpResponseRedirect(f"{request.path}?s={key}")


def searched_words(request: HttpRequest) -> str:
    """The words behind the key in the address; empty when there is none, or it is another person's or forgotten."""
    return str(request.session.get(KEPT, {}).get(request.GET.get("s", ""), ""))
