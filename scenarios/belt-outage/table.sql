-- The row of the README's table: jobs late by workload, waits of the week of the cut, checkpoint copies, and the fibre.
SELECT item AS workload, sum(value * (measure = 'late')) AS late,
       round(100 * sum(value * (measure = 'late')) / sum(value * (measure = 'finished')), 1) AS late_pct,
       round(sum(value * (measure = 'kept')) / 1e6, 2) AS kept_mh
FROM curve WHERE stage = 'cluster' AND item IN (SELECT DISTINCT workload FROM jobs) GROUP BY item;

-- Days are counted from 2 September; the cut is on day 14, 15 and 16.
SELECT CASE WHEN submission_s < 14 * 86400 THEN '1 before' WHEN submission_s < 17 * 86400 THEN '2 cut' WHEN submission_s < 21 * 86400 THEN '3 week' ELSE '4 after' END AS submitted,
       cluster, count(*) AS jobs, round(avg(start_s - submission_s) / 3600, 1) AS wait_h, round(max(start_s - submission_s) / 3600, 1) AS longest
FROM jobs WHERE workload = 'video' GROUP BY 1, 2;

SELECT sum(value * (measure = 'copies')) AS copies, sum(value * (measure = 'copies_skipped')) AS skipped,
       round(sum(value * (measure = 'copy_age')) / sum(value * (measure = 'copies')) * 60, 1) AS age_min
FROM curve WHERE item = 'frontier';

SELECT place, item, measure, round(sum(value), 1) AS sum, round(max(value), 3) AS max FROM curve
WHERE (stage = 'fibre' AND measure IN ('carried', 'utilisation')) OR measure IN ('staging', 'moved') GROUP BY place, item, measure;
