from django.urls import path

from connexions.practice.outreach.views import copies, day, device, overseeing, shell, written

app_name = "outreach"

urlpatterns = [
    path("", day.day, name="day"),
    path("add/", day.add, name="add"),
    path("add-round/", day.add_round, name="add_round"),
    path("by-time/", day.by_time, name="by_time"),
    path("stops/<uuid:stop_id>/", day.stop, name="stop"),
    path("stops/<uuid:stop_id>/move/", day.move, name="move"),
    path("print/", copies.print_out, name="print"),
    path("sheets/<uuid:copy_id>/", copies.paper, name="paper"),
    path("sheets/<uuid:copy_id>/gone/", copies.gone, name="gone"),
    path("sheets/<uuid:copy_id>/call-back/", overseeing.call_back, name="call_back"),
    path("out/", overseeing.out, name="out"),
    path("out/rules/", overseeing.carrying, name="carrying"),
    path("take/", device.take, name="take"),
    path("ready/", device.ready, name="ready"),
    path("sent/", device.sent, name="sent"),
    path("still/", device.still, name="still"),
    path("written/<uuid:written_id>/", written.decide, name="decide"),
    path("away/", shell.away, name="away"),
    path("worker.js", shell.worker, name="worker"),
]
