from django.urls import path

from connexions.ground.design import spreadsheets
from connexions.practice.returns.views import comparing, faults, guarantees, months, moves, survey

app_name = "returns"
RETURN = "return/<uuid:return_id>/"

urlpatterns = [
    path("return/", months.months, name="months"),
    path("return/compare/", comparing.compare, name="compare"),
    *spreadsheets.paths("return/compare", comparing.compare_file, name="compare"),
    path("return/to-mend/", faults.faults, name="faults"),
    path("return/to-mend/check/", faults.check, name="check"),
    path("return/survey/", survey.survey, name="survey"),
    path("return/survey/<int:year>.csv", survey.survey_csv, name="survey_csv"),
    path("return/guarantee/", guarantees.guarantee, name="guarantee"),
    path("return/guarantee/baseline/", guarantees.set_baseline, name="baseline"),
    path("return/guarantee/year-<int:year>/", guarantees.offers, name="offers"),
    path("return/guarantee/year-<int:year>/record/", guarantees.record_offers, name="offers_record"),
    path("return/guarantee/rounds/<uuid:round_id>/back/", guarantees.take_back, name="offers_back"),
    path("return/moves/", moves.moves, name="moves"),
    path("return/moves/<uuid:move_id>/", moves.move, name="move"),
    path("return/moves/<uuid:move_id>/decline/", moves.decline_move, name="move_decline"),
    path("return/moves/<uuid:move_id>/package/", moves.pack, name="pack"),
    path("return/packages/<uuid:package_id>/", moves.package, name="package"),
    path("return/packages/<uuid:package_id>/decide/", moves.decide_package, name="package_decide"),
    path(RETURN, months.month, name="month"),
    path(f"{RETURN}people/", months.people, name="people"),
    path(f"{RETURN}file.xml", months.file, name="file"),
    path(f"{RETURN}freeze/", months.freeze, name="freeze"),
    path(f"{RETURN}discard/", months.discard, name="discard"),
    path("young-people/<uuid:young_person_id>/belongs/", moves.leave, name="leave"),
]
