# The chances of coalitions from a poll, as the R package coalitions has them (Bender and
# Bauer 2018): shares drawn from Dirichlet(votes + 1/2), parties of five percent and more,
# Sainte-Lague by the largest quotients. poll.R asked draws seats majority NAME=SHARE...
# prints "enters NAME n" and "majority NAME+NAME n" for every pair of parties.
words <- commandArgs(trailingOnly = TRUE)
asked <- as.numeric(words[1]); draws <- as.integer(words[2])
seats <- as.integer(words[3]); majority <- as.integer(words[4])
given <- strsplit(words[-(1:4)], "=")
party <- vapply(given, `[`, "", 1)
votes <- round(asked * as.numeric(vapply(given, `[`, "", 2)))
votes <- c(votes, asked - sum(votes)) # and all others
set.seed(20181)
drawn <- matrix(rgamma(draws * length(votes), rep(votes + 1/2, each = draws)), draws)
drawn <- drawn / rowSums(drawn)
house <- function(share) {
  own <- share[seq_along(party)] * (share[seq_along(party)] >= 0.05)
  quotients <- outer(own, seq(1, 2 * seats, 2), `/`)
  rows <- row(quotients)[order(quotients, decreasing = TRUE)[seq_len(seats)]]
  tabulate(rows, length(party))
}
houses <- t(apply(drawn, 1, house))
for (i in seq_along(party))
  cat("enters", party[i], sum(drawn[, i] >= 0.05), "\n")
for (i in seq_along(party)) for (k in seq_along(party)) if (i < k)
  cat("majority", paste0(party[i], "+", party[k]),
      sum(houses[, i] + houses[, k] >= majority), "\n")
