from django.urls import path

from connexions.practice.tracing.views import (
    answers,
    by_link,
    calls,
    leavings,
    mine,
    queues,
    rounds,
    sendings,
    texts,
)

app_name = "tracing"

urlpatterns = [
    path("queues/", queues.queues, name="queues"),
    path("queues/rules/", queues.rules, name="rules"),
    path("queues/answers/", answers.answers, name="answers"),
    path("queues/answers/<uuid:answer_id>/", answers.answer, name="answer"),
    path("queues/answers/<uuid:answer_id>/aside/", answers.aside, name="aside"),
    path("queues/texts/", texts.texts, name="texts"),
    path("queues/texts/<uuid:text_id>/", texts.text, name="text"),
    path("queues/reports/", leavings.leavings, name="leavings"),
    path("queues/reports/<uuid:leaving_id>/", leavings.leaving, name="leaving"),
    path("queues/reports/<uuid:leaving_id>/told/", leavings.told, name="leaving_told"),
    path("young-people/<uuid:young_person_id>/left/", leavings.report, name="report"),
    path("young-people/<uuid:young_person_id>/ask-by-link/", answers.ask, name="ask"),
    path("queues/sent/", sendings.sendings, name="sendings"),
    path("queues/sent/<uuid:sending_id>/", sendings.sending, name="sending"),
    path("queues/sent/<uuid:sending_id>/letters/", sendings.letters, name="letters"),
    path("queues/sent/<uuid:sending_id>/posted/", sendings.posted, name="posted"),
    path("queues/sent/<uuid:sending_id>/post/", sendings.post_letters, name="post_letters"),
    path("queues/sent/<uuid:sending_id>/take-back/", sendings.take_back, name="sending_take_back"),
    path("queues/calls/<uuid:call_session_id>/", calls.session, name="session"),
    path("queues/calls/<uuid:call_session_id>/next/", calls.take_next, name="call_next"),
    path("queues/calls/<uuid:call_session_id>/settle/<uuid:turn_id>/", calls.settle, name="settle"),
    path("queues/calls/<uuid:call_session_id>/undo/", calls.undo, name="call_undo"),
    path("queues/calls/<uuid:call_session_id>/pause/", calls.pause, name="call_pause"),
    path("queues/calls/<uuid:call_session_id>/end/", calls.end, name="call_end"),
    path("queues/<slug:queue>/", queues.queue, name="queue"),
    path("queues/<slug:queue>/call/", calls.begin, name="call"),
    path("queues/<slug:queue>/call/<uuid:young_person_id>/", calls.begin, name="call_one"),
    path("queues/<slug:queue>/write/", sendings.write, name="write"),
    path("queues/<slug:queue>/round/", rounds.visits, name="round"),
    path("me/doing/", mine.my_status, name="my_status"),
    path("a/<str:token>/", by_link.by_link, name="by_link"),
]
