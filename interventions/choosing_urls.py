"""Addresses of choosing an offer, and of who approves the choice."""

from django.urls import path

from interventions.views import approval, choose

choosing_patterns = [
    path("sager/<str:number>/visitation/", choose.choose, name="refer"),
    path("visitationer/<int:pk>/godkend/", approval.approve, name="approve"),
    path("trappen/godkendelse/", approval.approval_limits, name="approval_limits"),
    path("trappen/godkendelse/<slug:role>/", approval.set_approval_limit, name="set_approval_limit"),
    path("teamet/stedfortraeder/", approval.delegations, name="delegations"),
    path("teamet/stedfortraeder/<int:pk>/", approval.withdraw_delegation, name="withdraw_delegation"),
]
