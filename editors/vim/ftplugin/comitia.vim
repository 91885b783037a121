" - belongs to names; the layout is that of comitia fmt.
setlocal commentstring=#\ %s comments=:# iskeyword+=-
setlocal expandtab shiftwidth=2 softtabstop=2
let b:undo_ftplugin =
      \ 'setlocal commentstring< comments< iskeyword< et< sw< sts<'
