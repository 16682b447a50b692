"""Which third-party files are served: the packages bring many builds of the same thing, and a page uses one."""

from django.contrib.staticfiles.apps import StaticFilesConfig

CVS_AND_HIDDEN = ["CVS", ".*", "*~"]
OTHER_BUILDS = [
    *["bootstrap-grid*", "bootstrap-reboot*", "bootstrap-utilities*", "bootstrap*.rtl.*", "bootstrap.esm*"],
    *["bootstrap.js*", "bootstrap.css*", "bootstrap.bundle.js*", "bootstrap-icons.scss", "bootstrap-icons.json"],
    *["echarts.common*", "echarts.simple*", "echarts.esm*", "echarts.js*", "extension"],
    *["htmx.amd.js", "htmx.cjs.js", "htmx.esm.*", "htmx.js", "*.min.js.gz"],
    *["*.md", "LICENSE", "package.json", "metadata.json", "unicode.json", "*.scss"],
]


class ServedFiles(StaticFilesConfig):
    """Django's app with a longer list of what `collectstatic` passes over: all of it is 150 MB and half a minute."""

    ignore_patterns = [*CVS_AND_HIDDEN, *OTHER_BUILDS]
