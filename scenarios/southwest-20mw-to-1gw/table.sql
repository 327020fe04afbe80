-- What the README's tables show, by year: packages and how busy they are, work by workload, then the site's energy.
SELECT substr(month, 1, 4) AS year,
       round(sum(value * (measure = 'installed')) / 8766 / 1e3, 1) AS k_packages,
       round(100 * sum(value * (measure = 'occupied')) / sum(value * (measure = 'installed')), 1) AS occupied_pct,
       round(sum(value * (measure = 'slowed')), 0) AS slowed_h
FROM curve WHERE stage = 'cluster' GROUP BY year;

SELECT substr(month, 1, 4) AS year, item AS workload, sum(value * (measure = 'submitted')) AS submitted,
       round(sum(value * (measure = 'used')) / 1e6, 1) AS used_mh,
       round(100 * sum(value * (measure = 'lost')) / sum(value * (measure = 'used')), 2) AS lost_pct,
       round(sum(value * (measure = 'wait')) / sum(value * (measure = 'started')), 1) AS wait_h,
       round(100 * sum(value * (measure = 'late')) / sum(value * (measure = 'finished')), 1) AS late_pct
FROM curve WHERE stage = 'cluster' AND item IN (SELECT DISTINCT workload FROM jobs) GROUP BY year, item;

SELECT substr(month, 1, 4) AS year, round(max(value * (measure = 'it_power_live')), 1) AS live_mw_at_most,
       round(sum(value * (measure = 'energy_facility')) / 1e3, 0) AS gwh,
       round(sum(value * (measure = 'energy_facility')) / sum(value * (measure = 'energy_it')), 3) AS pue,
       round(sum(value * (measure = 'energy_cost')) / 1e9, 1) AS bn_krw,
       round(sum(value * (measure = 'energy_cost')) / sum(value * (measure = 'energy_facility')) / 1e3, 1) AS krw_per_kwh,
       round(sum(value * (measure = 'co2')) / 1e3, 1) AS kt_co2,
       round(max(value * (measure = 'peak_facility_power')), 1) AS peak_mw,
       round(sum(value * (measure = 'waiting_for_power')) / 12, 1) AS racks_waiting
FROM curve WHERE stage = 'site' GROUP BY year;
