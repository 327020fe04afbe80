-- The row of the README's table: how full the cloud is, what each workload got, and how many twin rounds were late.
SELECT round(100 * sum(value * (measure = 'occupied')) / sum(value * (measure = 'in_service')), 1) AS occupied_pct
FROM curve WHERE stage = 'cluster';

SELECT workload, count(*) AS jobs, round(avg(start_s - submission_s) / 3600, 2) AS wait_h,
       round(max(start_s - submission_s) / 3600, 2) AS longest, round(sum(accelerators * run_s) / 3.6e6) AS kh
FROM jobs GROUP BY workload;

-- A round is late when any of its jobs ends more than three hours after it began, and badly late when a tenth of them do.
SELECT count(*) AS rounds, sum(late > 0) AS late, sum(late >= 60) AS badly_late, round(avg(last_h), 2) AS mean_last_h
FROM (SELECT sum(finish_s - submission_s > 10800) AS late, max(finish_s - submission_s) / 3600 AS last_h
      FROM jobs WHERE workload = 'fab_twin' AND is_done GROUP BY submission_s);

SELECT item AS workload, round(100 * sum(value * (measure = 'late')) / sum(value * (measure = 'finished')), 1) AS late_pct
FROM curve WHERE stage = 'cluster' AND item IN (SELECT DISTINCT workload FROM jobs) GROUP BY item;
