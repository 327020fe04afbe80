-- What the README's tables show: what was made for China and lies anywhere at the end, then what others received.
SELECT item, measure, sum(value) AS quantity, sum(value * CASE item WHEN 'h20_server' THEN 8 ELSE 1 END) AS packages
FROM curve WHERE item IN ('h20e', 'h20_server') AND measure IN ('stock', 'input_stock', 'in_process', 'on_order')
  AND month = (SELECT max(month) FROM curves) AND value > 0 GROUP BY item, measure;

SELECT substr(month, 1, 4) AS year, sum(value * (item = 'h20_server')) AS china,
       sum(value * (item = 'gb300_nvl72')) AS b300, sum(value * (item IN ('vr200_nvl72', 'kyber'))) AS rubin,
       sum(value * (item = 'tpu_64')) AS tpu, sum(value * (item = 'trainium_64')) AS trainium,
       sum(value * (item IN ('mi355_72', 'mi450_72'))) AS amd, sum(value * (item = 'jalapeno_72')) AS jalapeno
FROM curve WHERE stage = 'customer' AND measure = 'received' GROUP BY year;
