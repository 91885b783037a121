"""The reserved words; made by tools/python_api.py of src/lang/words.h."""

RESERVED = frozenset("""
absent abstain abstaining act actor against all and as at before believes between block
body but by can cannot cast certain cite consent deal demands denies did each expect
fact failed false fewer force forecast free from given goal group half happen happened
has holds if illustrative impossible in is ladder least majority member members more
most named needs no nobody not of on one open or otherwise outcome party passed point
prefers present promises quorum rejected report rest rounded say says seats since source
talks than then through ties to true unknown unless until unverified use vacant verified
veto voted wants when with without worth yes
""".split())
