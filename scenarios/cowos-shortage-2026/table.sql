-- Packages in the racks received in 2027 and 2028, in thousands, by buyer.
SELECT CASE WHEN stage = 'site' THEN 'Korea' ELSE place END AS buyer,
       round(sum(value * CASE item WHEN 'kyber' THEN 144 WHEN 'hgx_b200' THEN 8 WHEN 'tpu_64' THEN 64
                                   WHEN 'trainium_64' THEN 64 ELSE 72 END) / 1e3, 1) AS kpackages
FROM curve WHERE stage IN ('customer', 'site') AND measure = 'received' AND item <> 'rtx_server' AND month >= '2027'
GROUP BY 1;

-- Share of the capacity that is used.
SELECT substr(month, 1, 4) AS year, place,
       round(100 * sum(value * (measure = 'used_capacity')) / sum(value * (measure = 'capacity')), 1) AS used_pct
FROM curve WHERE stage = 'packaging' GROUP BY 1, 2;
