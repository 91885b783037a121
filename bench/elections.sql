-- A thousand elections, the power of every party in each: one statement.
CREATE TABLE result(election, party, seats);
WITH RECURSIVE
  election(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM election WHERE id < 1000),
  party(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM party WHERE id < 9)
INSERT INTO result
SELECT e.id, 'P' || p.id, 1 + (e.id * 7919 + p.id * p.id * 104729) % (30 + 40 * (p.id % 3))
FROM election e, party p WHERE p.id <= 3 + e.id % 7;
.timer on
SELECT count(*) AS parties, sum(swings) AS swings, round(sum(shapley), 6) AS parliaments
FROM (SELECT election, json_group_object(party, seats) AS weights FROM result GROUP BY election) AS each,
     comitia_power(each.weights, '1/2', 'more than');
