from django.urls import path

from connexions.practice.referrals.views import by_link, following, making, own, received, settings

app_name = "referrals"


urlpatterns = [
    path("young-people/<uuid:young_person_id>/referrals/", following.of_young_person, name="of_young_person"),
    path("young-people/<uuid:young_person_id>/referrals/new/", making.need, name="new"),
    path("young-people/<uuid:young_person_id>/referrals/new/services/", making.choose, name="services"),
    path("referrals/", following.listed, name="list"),
    path("referrals/times/", settings.rules, name="rules"),
    path("referrals/keys/", settings.tokens_page, name="tokens"),
    path("referrals/keys/<uuid:token_id>/revoke/", settings.revoke, name="revoke_token"),
    path("referrals/<uuid:referral_id>/", following.referral, name="referral"),
    path("referrals/<uuid:referral_id>/why/", making.why, name="why"),
    path("referrals/<uuid:referral_id>/told/", making.told, name="told"),
    path("referrals/<uuid:referral_id>/check/", making.check, name="check"),
    path("referrals/<uuid:referral_id>/said/", following.said, name="said"),
    path("referrals/<uuid:referral_id>/say/<slug:what>/", following.say, name="say"),
    path("referrals/<uuid:referral_id>/noted/", following.noted, name="noted"),
    path("referrals/<uuid:referral_id>/link/", following.link, name="link"),
    path("referrals/<uuid:referral_id>/hand-over/", following.hand_over, name="hand_over"),
    path(
        "referrals/<uuid:referral_id>/hand-over/<uuid:hand_over_id>/",
        following.settle,
        name="settle_hand_over",
    ),
    path("me/referrals/", own.mine, name="mine"),
    path("me/referrals/new/", own.choose, name="my_services"),
    path("me/referrals/<uuid:referral_id>/", own.one, name="my_referral"),
    path("me/referrals/<uuid:referral_id>/why/", own.why, name="my_why"),
    path("me/referrals/<uuid:referral_id>/told/", own.told, name="my_told"),
    path("me/referrals/<uuid:referral_id>/agree/", own.agree, name="my_agree"),
    path("me/referrals/<uuid:referral_id>/withdraw/", own.withdraw, name="my_withdraw"),
    path("portal/referrals/", received.received, name="received"),
    path("portal/referrals/outcomes/", received.outcomes, name="outcomes"),
    path("portal/referrals/outcomes/template/", received.outcomes_template, name="outcomes_template"),
    path("portal/referrals/<uuid:referral_id>/", received.one, name="received_one"),
    path("portal/referrals/<uuid:referral_id>/message/", received.message, name="received_message"),
    path("portal/referrals/<uuid:referral_id>/hand-over/", received.hand_over, name="received_hand_over"),
    path(
        "portal/referrals/<uuid:referral_id>/hand-over/<uuid:hand_over_id>/",
        received.settle,
        name="received_settle",
    ),
    path("answer/<str:token>/", by_link.by_link, name="by_link"),
]
