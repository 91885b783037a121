autocmd BufNewFile,BufRead *.comitia setfiletype comitia
