"""Every rule by its name, in the order in which the pages show them."""

from ..kernel.model import Group
from . import (
    chinext,
    chinext_after,
    chongqing_eligibility,
    chongqing_fee,
    chongqing_investment,
    chongqing_term,
    fujian_costs,
    fujian_finance,
    fujian_innovation,
    fujian_markets,
    fujian_overview,
    xinjiang_budget,
    xinjiang_eligibility,
    xinjiang_insurance,
    xinjiang_loans,
    xinjiang_recovery,
)

GROUPS = (
    Group(
        "chinext", "创业板第四套上市标准", "两项指标、未盈利标识与减持限制、地方政府推送企业信息。"
    ),
    Group("xj-premium", "新疆科技保险保费补助", "企业条件、单户补助、申报窗口和全区同比例核减。"),
    Group("cq-fund", "重庆种子投资基金", "企业条件、可投金额与持股、期限与回购、服务费。"),
    Group("xj-loan", "新疆科技贷款风险补偿", "贷款条件、三种模式的损失分担、追偿退回和熔断。"),
    Group("fj", "福建惠企措施", "逐项测算各项措施，并可一次填写、查看全部适用的措施。"),
)
ALL = (
    chinext.GROWTH_RULE,
    chinext.RESEARCH_RULE,
    chinext_after.LOCKUP_RULE,
    chinext_after.PUSH_RULE,
    xinjiang_insurance.ENTERPRISE_RULE,
    xinjiang_budget.BUDGET_RULE,
    xinjiang_eligibility.WINDOW_RULE,
    xinjiang_eligibility.ENTERPRISE_BASICS,
    xinjiang_loans.ELIGIBLE_RULE,
    xinjiang_loans.COMPENSATION_RULE,
    xinjiang_recovery.RECOVERY_RULE,
    xinjiang_recovery.BREAKER_RULE,
    chongqing_eligibility.ELIGIBILITY_RULE,
    chongqing_investment.INVESTMENT_RULE,
    chongqing_term.TERM_RULE,
    chongqing_fee.FEE_RULE,
    chongqing_fee.SETTLE_RULE,
    fujian_overview.OVERVIEW_RULE,
    fujian_overview.EFFECTIVE_RULE,
    fujian_costs.EMPLOYMENT_RULE,
    fujian_costs.UNION_RULE,
    fujian_costs.RATES_RULE,
    fujian_finance.INTEREST_RULE,
    fujian_finance.GUARANTEE_RULE,
    fujian_finance.EQUITY_RULE,
    fujian_markets.PROCUREMENT_RULE,
    fujian_markets.OVERSEAS_RULE,
    fujian_innovation.AWARDS_RULE,
    fujian_innovation.MATERIAL_RULE,
    fujian_innovation.TALENT_RULE,
)
BY_NAME = {rule.name: rule for rule in ALL}
