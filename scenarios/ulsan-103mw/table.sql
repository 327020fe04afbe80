-- What the README's tables show, by year: of the cluster's accelerator-hours, then by workload, then of the site.
SELECT substr(month, 1, 4) AS year,
       round(100 * sum(value * (measure = 'occupied')) / sum(value * (measure = 'installed')), 1) AS occupied_pct,
       round(100 - 100 * sum(value * (measure = 'in_service')) / sum(value * (measure = 'installed')), 2) AS down_pct,
       round(sum(value * (measure = 'slowed')), 0) AS slowed_h
FROM curve WHERE stage = 'cluster' AND month < '2030' GROUP BY year;

SELECT substr(month, 1, 4) AS year, item AS workload,
       sum(value * (measure = 'finished')) AS finished,
       round(sum(value * (measure = 'used')) / 1e6, 2) AS used_mh,
       round(100 * sum(value * (measure = 'lost')) / sum(value * (measure = 'used')), 2) AS lost_pct,
       round(100 - 100 * sum(value * (measure IN ('kept', 'lost'))) / sum(value * (measure = 'used')), 2) AS overhead_pct,
       sum(value * (measure = 'interrupted')) AS interrupted,
       round(sum(value * (measure = 'wait')) / sum(value * (measure = 'started')), 2) AS wait_h,
       round(100 * sum(value * (measure = 'late')) / sum(value * (measure = 'finished')), 1) AS late_pct
FROM curve WHERE stage = 'cluster' AND item IN (SELECT DISTINCT workload FROM jobs) AND month < '2030' GROUP BY year, item;

SELECT substr(month, 1, 4) AS year, round(sum(value * (measure = 'energy_facility')) / 1e3, 1) AS gwh,
       round(sum(value * (measure = 'energy_facility')) / sum(value * (measure = 'energy_it')), 3) AS pue,
       round(sum(value * (measure = 'energy_cost')) / 1e9, 2) AS bn_krw,
       round(sum(value * (measure = 'energy_cost')) / sum(value * (measure = 'energy_facility')) / 1e3, 1) AS krw_per_kwh,
       round(sum(value * (measure = 'co2')) / 1e3, 1) AS kt_co2,
       round(max(value * (measure = 'peak_facility_power')), 1) AS peak_mw
FROM curve WHERE stage = 'site' GROUP BY year;
