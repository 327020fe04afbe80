-- What the README's tables show: the run less the run without the slip, attached as base.
CREATE TEMP TABLE late AS
SELECT here.month, here.unit,
       sum(base.value - here.value) OVER (PARTITION BY here.unit ORDER BY here.month) AS behind
FROM curve AS here JOIN base.curve AS base USING (month, stage, place, item, measure, unit)
WHERE here.stage = 'belt' AND here.item = 'delivery' AND here.measure = 'supply' AND here.unit IN ('MW', 'tokens/s');

CREATE TEMP TABLE buyers AS
SELECT here.month, here.place, here.item, here.value AS received,
       sum(base.value - here.value) OVER (PARTITION BY here.place, here.item ORDER BY here.month) AS behind
FROM curve AS here JOIN base.curve AS base USING (month, stage, place, item, measure, unit)
WHERE here.stage = 'customer' AND here.measure = 'received';

SELECT round(max(behind) / 1e3, 2) AS most_behind_gw, month AS in_month,
       (SELECT min(month) FROM late AS l WHERE unit = 'MW' AND behind <= 0
        AND month > (SELECT month FROM late WHERE unit = 'MW' ORDER BY behind DESC LIMIT 1)) AS made_up,
       round(sum(behind * (behind > 0)) / 1e3, 1) AS gw_months_late, round(sum(behind) / 1e3, 1) AS gw_months_net,
       (SELECT round(sum(behind) * 2629800 / 1e15, 1) FROM late WHERE unit = 'tokens/s') AS p_tokens_net
FROM late WHERE unit = 'MW';

SELECT item, sum(received) AS received, max(behind) AS most_behind, month AS in_month,
       (SELECT min(month) FROM buyers AS b WHERE b.place = buyers.place AND b.item = buyers.item AND b.behind <= 0
        AND b.month > (SELECT month FROM buyers AS c WHERE c.place = buyers.place AND c.item = buyers.item
                       ORDER BY behind DESC LIMIT 1)) AS made_up,
       (SELECT behind FROM buyers AS b WHERE b.place = buyers.place AND b.item = buyers.item
        ORDER BY month DESC LIMIT 1) AS behind_at_end
FROM buyers GROUP BY place, item HAVING max(behind) > 0;
