-- The row of the README's table: how full the cluster is, then waits in hours (mean and 95th percentile of jobs by tenant).
SELECT round(100 * sum(value * (measure = 'occupied')) / sum(value * (measure = 'in_service')), 1) AS occupied_pct
FROM curve WHERE stage = 'cluster';

WITH ranked AS (
  SELECT tenant, accelerators * run_s AS work, (start_s - submission_s) / 3600 AS wait_h, (finish_s - submission_s) / run_s AS stretch,
         percent_rank() OVER (PARTITION BY tenant ORDER BY start_s - submission_s) AS rank
  FROM jobs)
SELECT tenant, count(*) AS jobs, round(sum(work) / 3.6e6) AS kh, round(avg(wait_h), 2) AS wait_h,
       round(max(CASE WHEN rank <= 0.95 THEN wait_h END), 2) AS wait_95, round(max(wait_h), 1) AS longest, round(avg(stretch), 2) AS stretch
FROM ranked GROUP BY tenant;

SELECT item AS workload, round(100 * sum(value * (measure = 'late')) / sum(value * (measure = 'finished')), 1) AS late_pct,
       sum(value * (measure = 'interrupted')) AS broken_off
FROM curve WHERE stage = 'cluster' AND item IN (SELECT DISTINCT workload FROM jobs) GROUP BY item;
