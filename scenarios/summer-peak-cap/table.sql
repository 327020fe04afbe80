-- The row of the README's table: work done, late jobs, hours slowed, and the site's energy, all of June to September.
SELECT round(sum(value * (measure = 'kept')) / 1e6, 3) AS kept_mh, round(sum(value * (measure = 'lost')) / 1e6, 3) AS lost_mh,
       sum(value * (measure = 'late')) AS late, round(sum(value * (measure = 'slowed'))) AS slowed_h,
       round(sum(value * (measure = 'above_limit'))) AS above_limit_h
FROM curve WHERE stage = 'cluster' AND month < '2029-10';

SELECT workload, count(*) AS jobs, round(avg(start_s - submission_s) / 3600, 2) AS wait_h,
       round(avg(finish_s - submission_s) / 3600, 2) AS there_h,
       round(max(CASE WHEN workload = 'frontier_large' AND number = 1 THEN finish_s / 86400 END), 2) AS first_large_day
FROM jobs WHERE is_done GROUP BY workload;

SELECT round(sum(value * (measure = 'energy_facility')) / 1e3, 2) AS gwh, round(sum(value * (measure = 'energy_cost')) / 1e9, 3) AS bn_krw,
       round(sum(value * (measure = 'demand_charge')) / 1e9, 3) AS demand_bn_krw,
       round(sum(value * (measure = 'co2')) / 1e3, 2) AS kt_co2, round(max(value * (measure = 'peak_facility_power')), 1) AS peak_mw
FROM curve WHERE stage = 'site' AND month < '2029-10';
