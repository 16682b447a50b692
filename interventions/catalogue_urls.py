"""Addresses of the catalogue as dated data: its words, prices, closings, changes and files."""

from django.urls import path

from interventions.views import dated, districts, exchange, ladder

catalogue_patterns = [
    path("trappen/farver.css", ladder.step_colours, name="step_colours"),
    path("katalog/trappen/", ladder.ladder, name="ladder"),
    path("katalog/trappen/<int:number>/", ladder.step, name="step"),
    path("katalog/trappen/aendringer/<int:pk>/", ladder.drop_edition, name="drop_edition"),
    path("katalog/maalgrupper/", ladder.target_groups, name="target_groups"),
    path("katalog/maalgrupper/ny/", ladder.add_target_group, name="add_target_group"),
    path("katalog/maalgrupper/<slug:code>/", ladder.target_group, name="target_group"),
    path("katalog/distrikter/", districts.districts, name="districts"),
    path("katalog/afdelinger/<slug:code>/", districts.place_department, name="place_department"),
    path("katalog/aendringer/", exchange.changes, name="changes"),
    path("katalog/eksport.yaml", exchange.export_yaml, name="export_yaml"),
    path("katalog/eksport.zip", exchange.export_csv, name="export_csv"),
    path("katalog/indlaes/", exchange.import_catalogue, name="import_catalogue"),
    path("katalog/indlaes/<int:pk>/", exchange.imported, name="imported"),
    path("katalog/<slug:code>/aendringer/", exchange.offer_changes, name="offer_changes"),
    path("katalog/<slug:code>/pris/", dated.set_price, name="set_price"),
    path("katalog/<slug:code>/luk/", dated.close_offer, name="close_offer"),
    path("indsatser/<int:pk>/videre/", dated.plan_onward, name="plan_onward"),
]
