CREATE TABLE "beacon_proxies" (
	"chain_id" bigint NOT NULL,
	"proxy" text NOT NULL,
	"beacon" text NOT NULL,
	CONSTRAINT "beacon_proxies_chain_id_proxy_pk" PRIMARY KEY("chain_id","proxy")
);
--> statement-breakpoint
ALTER TABLE "timelock_operations" ADD COLUMN "upgraded" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "timelock_operations" ALTER COLUMN "upgraded" DROP DEFAULT;--> statement-breakpoint
-- What `upgradedBy` tells of the calls of those that are there.
UPDATE "timelock_operations" SET "upgraded" = array(
	SELECT DISTINCT "proxy" FROM json_array_elements("operation"::json -> 'calls') AS "call",
		LATERAL (SELECT lower("call" ->> 'data') AS "data", "call" ->> 'target' AS "target") AS "of",
		LATERAL (SELECT CASE
			WHEN substr("data", 1, 10) IN ('0x3659cfe6', '0x4f1ef286') THEN lower("target")
			WHEN substr("data", 1, 10) IN ('0x99a88ec4', '0x9623609d') AND "data" ~ '^0x.{8}0{24}.{40}' THEN '0x' || substr("data", 35, 40)
		END AS "proxy") AS "order"
	WHERE "proxy" IS NOT NULL AND ("call" ->> 'delegatecall') IS NULL
) WHERE 'upgrade' = any("risks");--> statement-breakpoint
UPDATE "timelock_operations" SET "search" = "search" || array_to_tsvector(array(
	SELECT "token" FROM unnest("upgraded") AS "word",
		LATERAL (VALUES ('x' || substr("word", 3, 10)), ('z' || reverse(right(substr("word", 3), 10)))) AS "of"("token")
)) WHERE cardinality("upgraded") > 0;
