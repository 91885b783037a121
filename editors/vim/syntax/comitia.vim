" Colours of .comitia; written by tools/grammar.py.
if exists('b:current_syntax')
  finish
endif

" - and every letter belong to names.
syntax iskeyword @,48-57,_,-,192-255
syntax keyword comitiaBallot absent abstain no yes
syntax keyword comitiaValue false half true unknown
syntax keyword comitiaState certain failed happened impossible open passed possible rejected
syntax keyword comitiaBase cast members present seats votes
syntax keyword comitiaLogic and before if not or otherwise then unless when
syntax keyword comitiaStatus illustrative unverified verified
syntax match comitiaWord /\<act\>/
syntax match comitiaWord /\<actor\>/
syntax match comitiaWord /\<body\>/
syntax match comitiaWord /\<by\>/
syntax match comitiaWord /\<expect\>/
syntax match comitiaWord /\<fact\>/
syntax match comitiaWord /\<forecast\>/
syntax match comitiaWord /\<group\>/
syntax match comitiaWord /\<ladder\>/
syntax match comitiaWord /\<member\>/
syntax match comitiaWord /\<on\>/
syntax match comitiaWord /\<outcome\>/
syntax match comitiaWord /\<party\>/
syntax match comitiaWord /\<point\>/
syntax match comitiaWord /\<report\>/
syntax match comitiaWord /\<since\>/
syntax match comitiaWord /\<source\>/
syntax match comitiaWord /\<talks\>/
syntax match comitiaWord /\<use\>/
syntax keyword comitiaWord abstaining against all as at believes between block but can cannot cite consent deal demands denies did each fewer force free from given goal happen has holds in is least majority more most named needs nobody of one prefers promises quorum rest rounded say says than through ties to until vacant veto voted wants with without worth
syntax keyword comitiaWord a also banzhaf blocking broken chance coalition coalitions colour decision deegan-packel does for hold holler johnston minimal right role shapley swings threatens unnamed winning
syntax match comitiaDeclares /^\%(act\|actor\|body\|by\|expect\|fact\|forecast\|ladder\|on\|outcome\|report\|since\|source\|talks\|use\)\>/
syntax match comitiaName /\%(\<\%(group\|member\|party\|point\)\s\+\)\@<=[^ \t,:.#\"()0-9][^ \t,:.#\"()]*/
syntax match comitiaName /\%(^\%(act\|actor\|body\|fact\|ladder\|outcome\|source\|talks\)\s\+\)\@<=[^ \t,:.#\"()0-9][^ \t,:.#\"()]*/
syntax match comitiaNumber /\<\d[0-9_]*\%(\.\d\+\|\/\d[0-9_]*\)\?%\?/
syntax match comitiaDate /\<\d\{4}-\d\d\%(-\d\d\)\?\>/
syntax region comitiaTitle start=/"/ end=/"/ oneline
syntax match comitiaComment /#.*$/ contains=@Spell

highlight default link comitiaBallot Constant
highlight default link comitiaValue Boolean
highlight default link comitiaState Constant
highlight default link comitiaBase Type
highlight default link comitiaLogic Operator
highlight default link comitiaStatus StorageClass
highlight default link comitiaWord Keyword
highlight default link comitiaDeclares Statement
highlight default link comitiaName Identifier
highlight default link comitiaNumber Number
highlight default link comitiaDate Number
highlight default link comitiaTitle String
highlight default link comitiaComment Comment

let b:current_syntax = 'comitia'
