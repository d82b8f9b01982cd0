from django.urls import path

from connexions.registers.directory.api import views as api
from connexions.registers.directory.views import imports, services

app_name = "directory"
urlpatterns = [
    path("services/", services.search, name="search"),
    path("services/due/", services.to_check, name="to_check"),
    path("services/add/", services.change, name="add"),
    path("services/imports/", imports.imports, name="imports"),
    path("services/imports/<uuid:reading_id>/", imports.one, name="import"),
    path("services/imports/<uuid:reading_id>/again/", imports.again, name="import_again"),
    path("services/<uuid:service_id>/", services.service, name="service"),
    path("services/<uuid:service_id>/change/", services.change, name="change"),
    path("services/<uuid:service_id>/checked/", services.check, name="check"),
    path("services/<uuid:service_id>/status/", services.status, name="status"),
    path("api/oruk/", api.about, name="oruk"),
    path("api/oruk/services", api.services, name="oruk_services"),
    path("api/oruk/services/<str:service_id>", api.service, name="oruk_service"),
    path("api/oruk/service_at_locations", api.at_locations, name="oruk_at_locations"),
    path("api/oruk/service_at_locations/<str:at_id>", api.at_location, name="oruk_at_location"),
    path("api/oruk/taxonomies", api.taxonomies, name="oruk_taxonomies"),
    path("api/oruk/taxonomies/<str:taxonomy_id>", api.taxonomy, name="oruk_taxonomy"),
    path("api/oruk/taxonomy_terms", api.terms, name="oruk_terms"),
    path("api/oruk/taxonomy_terms/<str:term_id>", api.term, name="oruk_term"),
]
